import type { ForwardModel, SimulationTask, Test } from "@inversa/core";

/** A study's tests and the model's parameters at one theta, as `simulate` of the core takes them. */
export interface BoundTheta {
  readonly parameters: Readonly<Record<string, number>>;
  readonly tests: readonly Test[];
}

/** Puts theta where it belongs: into the parameters, or into the conditions of tests. Parameters are held inside the model's bounds against round-off. */
export function bindTheta(model: ForwardModel, { columns, fixed, tests }: Pick<SimulationTask, "columns" | "fixed" | "tests">, theta: ArrayLike<number>): BoundTheta {
  const parameters: Record<string, number> = { ...fixed };
  const conditions = tests.map((test) => ({ ...test.conditions }) as Record<string, number>);
  for (const [i, column] of columns.entries()) {
    if ("parameter" in column) {
      const [min, max] = model.parameters[column.parameter]?.bounds ?? [-Infinity, Infinity];
      parameters[column.parameter] = Math.min(Math.max(theta[i]!, min), max);
    } else for (const test of column.tests) conditions[test]![column.condition] = theta[i]!;
  }
  return { parameters, tests: tests.map((test, t) => ({ ...test, conditions: conditions[t]! })) };
}
