import type { Operation } from "./operation.ts";
import type { PlannedPooling } from "./plan.ts";

/** One window of one channel: `steps` values, `stride` apart from `first` on. */
interface Reduction {
  value(x: Float64Array, first: number, size: number, stride: number): number;
  /** Adds slope * d value / d x to dx over the window. */
  spread(x: Float64Array, value: number, slope: number, dx: Float64Array, first: number, size: number, stride: number): void;
}

/** Maximum, mean or p-norm over windows of steps, channel by channel. */
export function pooling({ layer, from, to, stride, p }: PlannedPooling): Operation {
  const channels = from.channels;
  const reduction = layer.kind === "max" ? maximum : layer.kind === "average" ? average : norm(p);
  const each = (rows: number, visit: (output: number, first: number) => void): void => {
    for (let r = 0; r < rows; r++)
      for (let t = 0; t < to.steps; t++)
        for (let c = 0; c < channels; c++) visit((r * to.steps + t) * channels + c, (r * from.steps + t * stride) * channels + c);
  };
  return {
    forward(_, x, y, rows) {
      each(rows, (output, first) => (y[output] = reduction.value(x, first, layer.size, channels)));
    },
    backward(_, x, y, dy, dx, __, rows) {
      if (!dx) return;
      dx.fill(0, 0, rows * from.steps * channels);
      each(rows, (output, first) => reduction.spread(x, y[output]!, dy[output]!, dx, first, layer.size, channels));
    },
  };
}

const maximum: Reduction = {
  value(x, first, size, stride) {
    let best = x[first]!;
    for (let i = 1; i < size; i++) if (x[first + i * stride]! > best) best = x[first + i * stride]!;
    return best;
  },
  // A tie gives the whole slope to the first, as TensorFlow does.
  spread(x, value, slope, dx, first, size, stride) {
    for (let i = 0; i < size; i++)
      if (x[first + i * stride] === value) {
        dx[first + i * stride]! += slope;
        return;
      }
  },
};

const average: Reduction = {
  value(x, first, size, stride) {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += x[first + i * stride]!;
    return sum / size;
  },
  spread(_, __, slope, dx, first, size, stride) {
    for (let i = 0; i < size; i++) dx[first + i * stride]! += slope / size;
  },
};

/** (sum |x|^p)^(1/p); the slope sign(x) (|x| / y)^(p - 1) is taken as zero where the whole window is zero. */
function norm(p: number): Reduction {
  return {
    value(x, first, size, stride) {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += Math.abs(x[first + i * stride]!) ** p;
      return sum ** (1 / p);
    },
    spread(x, value, slope, dx, first, size, stride) {
      if (value === 0) return;
      for (let i = 0; i < size; i++) {
        const v = x[first + i * stride]!;
        dx[first + i * stride]! += slope * Math.sign(v) * (Math.abs(v) / value) ** (p - 1);
      }
    },
  };
}
