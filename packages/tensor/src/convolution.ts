import { activate, multiplySlope } from "./activation.ts";
import type { Operation } from "./operation.ts";
import type { PlannedConvolution } from "./plan.ts";
import { addProduct } from "./product.ts";

/**
 * y[t, f] = f(b[f] + sum over k, c of x[t * stride + k - before, c] W[k, c, f]). The windows of one row are the rows of an overlapping view of
 * the (padded) data, so each row is one matrix product and nothing is copied but the padding.
 */
export function convolution({ layer, from, to, stride, before, after, kernel, bias, activation }: PlannedConvolution): Operation {
  const channels = from.channels;
  const filters = to.channels;
  const window = layer.kernel * channels;
  const input = from.steps * channels;
  const padded = (before + from.steps + after) * channels;
  const output = to.steps * filters;
  let work = new Float64Array(0);

  const pad = (x: Float64Array, rows: number): Float64Array => {
    if (padded === input) return x;
    if (work.length < rows * padded) work = new Float64Array(rows * padded);
    for (let r = 0; r < rows; r++) work.set(x.subarray(r * input, (r + 1) * input), r * padded + before * channels);
    return work;
  };
  const windows = (data: Float64Array, r: number) => ({ data, offset: r * padded, row: stride * channels, column: 1 });

  return {
    forward(weights, x, y, rows) {
      const b = weights.subarray(bias.offset, bias.offset + filters);
      for (let t = 0; t < rows * to.steps; t++) y.set(b, t * filters);
      const data = pad(x, rows);
      const W = { data: weights, offset: kernel.offset, row: filters, column: 1 };
      for (let r = 0; r < rows; r++) addProduct(to.steps, window, filters, windows(data, r), W, { data: y, offset: r * output, row: filters, column: 1 });
      activate(activation, y, rows * output);
    },
    backward(weights, x, y, dy, dx, gradient, rows) {
      multiplySlope(activation, y, dy, rows * output);
      if (gradient) {
        for (let t = 0; t < rows * to.steps; t++) for (let f = 0; f < filters; f++) gradient[bias.offset + f]! += dy[t * filters + f]!;
        const data = pad(x, rows);
        const dW = { data: gradient, offset: kernel.offset, row: filters, column: 1 };
        for (let r = 0; r < rows; r++)
          addProduct(window, to.steps, filters, { data, offset: r * padded, row: 1, column: stride * channels }, { data: dy, offset: r * output, row: filters, column: 1 }, dW);
      }
      if (dx) {
        const target = padded === input ? dx : new Float64Array(rows * padded);
        target.fill(0, 0, rows * padded);
        const W = { data: weights, offset: kernel.offset, row: 1, column: filters };
        for (let r = 0; r < rows; r++) addProduct(to.steps, filters, window, { data: dy, offset: r * output, row: filters, column: 1 }, W, windows(target, r));
        if (target !== dx)
          for (let r = 0; r < rows; r++) dx.set(target.subarray(r * padded + before * channels, r * padded + before * channels + input), r * input);
      }
    },
  };
}
