import { InputError, layoutOf, type ForwardModel } from "@inversa/core";
import type { SettledStudy } from "@inversa/runtime/browser";
import type { Scene, SceneTest, TrainedStudy } from "./messages.ts";
import { measuredTests } from "./settle-scene.ts";

/** How far a condition may be from the one that a network was trained for. */
const sameCondition = 0.02;

/**
 * The measured curves on the points that a network was trained for: straight lines between the readings, gaps before the first and after the last.
 * @throws InputError `trained-estimator-mismatch` where a test of the training has no counterpart among the measured ones.
 */
export function rowOnGrid(model: ForwardModel, study: TrainedStudy, scene: Scene): { readonly named: readonly SceneTest[]; readonly row: (settled: SettledStudy) => Float64Array } {
  if (model.id !== study.model) throw mismatch(`the network knows ${study.model}, and the model chosen is ${model.id}`, `the model ${study.model}`);
  const measured = measuredTests(scene);
  const pairs = study.tests.map((test) => {
    const match = measured.find((one) => one.protocol === test.protocol && Object.entries(test.conditions).every(([name, value]) => Math.abs((one.conditions[name] ?? Number.NaN) - value) <= sameCondition * Math.abs(value)));
    if (match) return { test, match };
    const conditions = (of: SceneTest["conditions"], like: SceneTest["conditions"]): string => Object.keys(like).map((name) => `${name} ${of[name] ?? "unknown"}`).join(", ");
    const have = measured.map((one) => `${one.id} (${one.protocol}, ${conditions(one.conditions, test.conditions)})`);
    throw mismatch(`there is no ${test.protocol} test with ${conditions(test.conditions, test.conditions)}; there are ${have.join("; ")}`, `one test each with ${study.tests.map(({ conditions: of }) => conditions(of, of)).join("; ")}`);
  });
  const row = (settled: SettledStudy): Float64Array => {
    const { width, blocks } = layoutOf(settled.task);
    const out = new Float64Array(width).fill(Number.NaN);
    for (const { test, response, offset, length } of blocks) {
      const { match } = pairs[test]!;
      const values = match.measured?.[response];
      if (values) out.set(interpolated(match.axis, values, settled.task.tests[test]!.axis.subarray(0, length)), offset);
    }
    return out;
  };
  return { named: pairs.map(({ test, match }) => ({ ...test, axis: Float64Array.from(test.axis), id: match.id })), row };
}

const mismatch = (what: string, expected: string): InputError =>
  new InputError("trained-estimator-mismatch", { where: "trained network", what, expected, next: "Use least squares, which takes any tests, or train a network for yours with inversa train" });

/** Values at other points by straight lines; NaN outside the readings. */
export function interpolated(axis: Float64Array, values: Float64Array, at: Float64Array): Float64Array {
  const known = [...axis.keys()].filter((i) => Number.isFinite(values[i]!));
  const last = known.at(-1);
  return at.map((x) => {
    const after = known.findIndex((i) => axis[i]! >= x);
    if (after < 0) return last !== undefined && x - axis[last]! <= 1e-9 * Math.abs(x) ? values[last]! : Number.NaN;
    const j = known[after]!;
    if (axis[j] === x) return values[j]!;
    const i = known[after - 1];
    if (i === undefined) return Number.NaN;
    return values[i]! + ((values[j]! - values[i]!) * (x - axis[i]!)) / (axis[j]! - axis[i]!);
  });
}
