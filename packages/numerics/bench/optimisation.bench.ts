import { integrate, levenbergMarquardt, random } from "../src/index.ts";
import { medianMilliseconds } from "./median.ts";

/** A least-squares fit of the size of a laboratory test, an orbit, and a million normal numbers. */
export default async function optimisation(): Promise<Array<{ name: string; unit: string; median: number; note?: string }>> {
  const points = 200;
  const model = (b: Float64Array, t: number) => b[0]! * Math.exp(-b[1]! * t) + b[2]! * Math.exp(-b[3]! * t) + b[4]!;
  const truth = Float64Array.of(3, 0.2, 2, 1.5, 1);
  const noise = random(1);
  const y = Float64Array.from({ length: points }, (_, i) => model(truth, i / 20) + 0.01 * noise.normal());
  const problem = {
    parameters: 5,
    residuals: points,
    evaluate(b: Float64Array, out: Float64Array) {
      for (let i = 0; i < points; i++) out[i] = model(b, i / 20) - y[i]!;
      return true;
    },
    lower: [0, 0, 0, 0, 0],
    upper: [10, 10, 10, 10, 10],
  };
  const start = [1, 1, 1, 5, 0];
  const { evaluations } = levenbergMarquardt(problem, start);
  const fit = medianMilliseconds(() => levenbergMarquardt(problem, start), 51);

  const orbit = (_: number, s: Float64Array, dydt: Float64Array) => {
    const cube = Math.hypot(s[0]!, s[1]!) ** 3;
    dydt[0] = s[2]!;
    dydt[1] = s[3]!;
    dydt[2] = -s[0]! / cube;
    dydt[3] = -s[1]! / cube;
  };
  const kepler = medianMilliseconds(() => integrate(orbit, [0.4, 0, 0, 2], 0, [20 * Math.PI], { rtol: 1e-8 }), 31);
  const generator = random(2);
  const normals = medianMilliseconds(() => {
    for (let i = 0; i < 1e6; i++) generator.normal();
  }, 7);
  return [
    { name: "Levenberg-Marquardt, 5 parameters, 200 residuals", unit: "ms", median: fit, note: `${evaluations} evaluations` },
    { name: "Dormand-Prince, ten Kepler orbits, e = 0.6, 1e-8", unit: "ms", median: kepler },
    { name: "a million normal numbers", unit: "ms", median: normals },
  ];
}
