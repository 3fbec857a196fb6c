import { cholesky, invertCholesky, matrix, multiply, random } from "../src/index.ts";
import { medianMilliseconds } from "./median.ts";

/** Dense products and factorisations at the sizes the estimators meet. */
export default async function linearAlgebra(): Promise<Array<{ name: string; unit: string; median: number; note?: string }>> {
  const generator = random(1);
  const square = (n: number) => matrix(n, n, Float64Array.from({ length: n * n }, () => generator.next() - 0.5));
  const a = square(360);
  const b = square(360);
  const into = matrix(360, 360);
  const factor = square(630);
  const positive = multiply(factor, factor, { transposeB: true });
  for (let i = 0; i < 630; i++) positive.data[i * 631]! += 1;
  const lower = cholesky(positive)!;

  const product = medianMilliseconds(() => multiply(a, b, { into }), 31);
  const factorise = medianMilliseconds(() => cholesky(positive), 21);
  const invert = medianMilliseconds(() => invertCholesky(lower), 7);
  const rate = (flops: number, milliseconds: number) => `${(flops / milliseconds / 1e6).toFixed(2)} GFLOP/s`;
  return [
    { name: "multiply 360 x 360", unit: "ms", median: product, note: rate(2 * 360 ** 3, product) },
    { name: "cholesky 630", unit: "ms", median: factorise, note: rate(630 ** 3 / 3, factorise) },
    { name: "invertCholesky 630", unit: "ms", median: invert },
  ];
}
