import { InputError, plausibleRange, simulate, simulationOf } from "@inversa/core";
import { bindTheta } from "../space/bind-theta.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";

/** States that no file tells and on which what is compared depends: candidates to be estimated. */
export function openConditions(resolved: ResolvedStudy): readonly { readonly id: string; readonly name: string }[] {
  const { model, study } = resolved;
  return study.observations.flatMap(({ id, test }, t) =>
    Object.entries(simulationOf(model, test.protocol).protocol.conditions).flatMap(([name, quantity]) =>
      quantity.state && !Object.hasOwn(test.conditions, name) && matters(resolved, t, name, plausibleRange(quantity)[1]) ? [{ id, name }] : []),
  );
}

/** Whether a compared curve changes when a condition that is not stated has a value. */
function matters({ model, task, space }: ResolvedStudy, t: number, name: string, value: number): boolean {
  const { parameters, tests } = bindTheta(model, task, space.draw(0, 0));
  const curvesWith = (conditions: Readonly<Record<string, number>>) => simulate(model, parameters, { ...tests[t]!, conditions: { ...tests[t]!.conditions, ...conditions } }, task.options).responses;
  try {
    const [without, given] = [curvesWith({}), curvesWith({ [name]: value })];
    return (task.responses[t] ?? []).some((response) => !without[response]?.every((v, i) => Object.is(v, given[response]?.[i])));
  } catch (error) {
    // A value that contradicts the test says nothing.
    if (error instanceof InputError) return false;
    throw error;
  }
}
