import { type ForwardModel, prepareTest, type Quantity, simulationOf, type State, type Test } from "@inversa/core";

/** A study's tests with the states of their specimens that are estimated. */
export interface Specimens {
  readonly states: readonly State[];
  /** Without the conditions that are states. */
  readonly tests: readonly Test[];
}

/** The states of one test: their places in the list, and which condition each is. */
const ownStates = (states: readonly State[], test: number): readonly { readonly at: number; readonly condition: string }[] =>
  states.flatMap(({ tests, condition }, at) => (tests.includes(test) ? [{ at, condition }] : []));

/** A state as a quantity: its condition, within the bounds that all of its tests allow. */
export function stateQuantity(model: ForwardModel, { condition, tests: own }: Pick<State, "condition" | "tests">, tests: readonly Test[]): Quantity {
  const declared = own.map((t) => simulationOf(model, tests[t]!.protocol).protocol.conditions[condition]!);
  return { ...declared[0]!, bounds: [Math.max(...declared.map(({ bounds }) => bounds[0])), Math.min(...declared.map(({ bounds }) => bounds[1]))] };
}

/**
 * Why states contradict what else is known of their tests (a preconsolidation pressure below the present stress), or undefined.
 * @param first Where the states begin in theta.
 * @throws InputError for a test whose other conditions are not complete.
 */
export function contradictionOf(model: ForwardModel, { states, tests }: Specimens, first: number): (theta: ArrayLike<number>) => string | undefined {
  const judged = tests.flatMap((test, t) => {
    const own = ownStates(states, t);
    const { protocol } = simulationOf(model, test.protocol);
    if (own.length === 0 || !protocol.invalid) return [];
    const prepared = prepareTest(protocol, test, own.map(({ condition }) => condition));
    return [{ own, invalid: protocol.invalid, prepared, conditions: { ...prepared.conditions } as Record<string, number> }];
  });
  return (theta) => {
    for (const { own, invalid, prepared, conditions } of judged) {
      for (const { at, condition } of own) conditions[condition] = theta[first + at]!;
      const why = invalid(conditions, prepared);
      if (why !== undefined) return why;
    }
    return undefined;
  };
}
