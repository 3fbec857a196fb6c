import { activate, multiplySlope } from "./activation.ts";
import type { Operation } from "./operation.ts";
import type { PlannedDense } from "./plan.ts";
import { addProduct } from "./product.ts";

/** y = f(x W + b), W [in, out]. */
export function dense({ from, to, kernel, bias, activation }: PlannedDense): Operation {
  const inputs = from.channels;
  const units = to.channels;
  return {
    forward(weights, x, y, rows) {
      const b = weights.subarray(bias.offset, bias.offset + units);
      for (let r = 0; r < rows; r++) y.set(b, r * units);
      const W = { data: weights, offset: kernel.offset, row: units, column: 1 };
      addProduct(rows, inputs, units, { data: x, offset: 0, row: inputs, column: 1 }, W, { data: y, offset: 0, row: units, column: 1 });
      activate(activation, y, rows * units);
    },
    backward(weights, x, y, dy, dx, gradient, rows) {
      multiplySlope(activation, y, dy, rows * units);
      const s = { data: dy, offset: 0, row: units, column: 1 };
      if (gradient) {
        for (let r = 0; r < rows; r++) for (let j = 0; j < units; j++) gradient[bias.offset + j]! += dy[r * units + j]!;
        addProduct(inputs, rows, units, { data: x, offset: 0, row: 1, column: inputs }, s, { data: gradient, offset: kernel.offset, row: units, column: 1 });
      }
      if (dx) {
        dx.fill(0, 0, rows * inputs);
        addProduct(rows, units, inputs, s, { data: weights, offset: kernel.offset, row: 1, column: units }, { data: dx, offset: 0, row: inputs, column: 1 });
      }
    },
  };
}
