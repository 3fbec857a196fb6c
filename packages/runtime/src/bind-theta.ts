import type { Test } from "@inversa/core";
import type { ResolvedStudy } from "./resolve-study.ts";

/** A study's tests and the model's parameters at one theta, as `simulate` of the core takes them. */
export interface BoundTheta {
  readonly parameters: Readonly<Record<string, number>>;
  readonly tests: readonly Test[];
}

/** Puts theta where it belongs: into the parameters, or into the conditions of a test. Values are held inside the model's bounds against round-off. */
export function bindTheta({ model, task }: Pick<ResolvedStudy, "model" | "task">, theta: ArrayLike<number>): BoundTheta {
  const parameters: Record<string, number> = { ...task.fixed };
  const conditions = task.tests.map((test) => ({ ...test.conditions }) as Record<string, number>);
  for (const [i, column] of task.columns.entries()) {
    if ("parameter" in column) {
      const [min, max] = model.parameters[column.parameter]?.bounds ?? [-Infinity, Infinity];
      parameters[column.parameter] = Math.min(Math.max(theta[i]!, min), max);
    } else conditions[column.test]![column.condition] = theta[i]!;
  }
  return { parameters, tests: task.tests.map((test, t) => ({ ...test, conditions: conditions[t]! })) };
}
