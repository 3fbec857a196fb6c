import type { Activation } from "./network.ts";

/** Replaces the first `count` values by their activation. */
export function activate(activation: Activation, values: Float64Array, count: number): void {
  switch (activation) {
    case "linear":
      return;
    case "sigmoid":
      for (let i = 0; i < count; i++) values[i] = 1 / (1 + Math.exp(-values[i]!));
      return;
    case "tanh":
      for (let i = 0; i < count; i++) values[i] = Math.tanh(values[i]!);
      return;
    case "relu":
      for (let i = 0; i < count; i++) if (values[i]! < 0) values[i] = 0;
  }
}

/** Multiplies each of the first `count` values by the slope of the activation where it gave `outputs`. */
export function multiplySlope(activation: Activation, outputs: Float64Array, values: Float64Array, count: number): void {
  switch (activation) {
    case "linear":
      return;
    case "sigmoid":
      for (let i = 0; i < count; i++) values[i]! *= outputs[i]! * (1 - outputs[i]!);
      return;
    case "tanh":
      for (let i = 0; i < count; i++) values[i]! *= 1 - outputs[i]! * outputs[i]!;
      return;
    case "relu":
      for (let i = 0; i < count; i++) if (!(outputs[i]! > 0)) values[i] = 0;
  }
}
