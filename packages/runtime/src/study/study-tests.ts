import { closest, type ForwardModel, InputError, simulationOf, type State, type Test } from "@inversa/core";
import { namePattern } from "../data/name-pattern.ts";
import { actingPrior } from "../space/acting-prior.ts";
import { stateQuantity } from "../space/specimens.ts";
import { placeIn, within } from "./study-place.ts";
import { priorOf } from "./study-parameters.ts";
import type { StudyFile, TestUse } from "./study-schema.ts";

/** Whether an entry of `tests` speaks of a test. */
const speaksOf = ({ ids }: TestUse, id: string): boolean => ids.some((pattern) => namePattern(pattern).test(id));

/** What a study says of one test alone, in the order of the file: later entries win. */
export const saidOf = (file: Pick<StudyFile, "tests">, id: string): readonly TestUse[] => file.tests.filter((entry) => speaksOf(entry, id));

/** The conditions of a test that are estimated. */
export const statesOf = (file: Pick<StudyFile, "tests">, id: string): readonly string[] => saidOf(file, id).flatMap(({ estimate }) => Object.keys(estimate));

/**
 * The states that a study estimates: one for each test and condition, or one for all tests of an entry that says `shared`.
 * @param tests By id, without the conditions that are estimated.
 * @throws InputError `study-invalid` for an id that no test has and for a state that is estimated twice; `condition-unknown`; `prior-invalid`.
 */
export function studyStates(file: StudyFile, model: ForwardModel, tests: readonly { readonly id: string; readonly test: Test }[]): readonly State[] {
  const taken = new Set<string>();
  return file.tests.flatMap((entry, i) => {
    checkIds(file, i, tests.map(({ id }) => id));
    const own = [...tests.keys()].filter((t) => speaksOf(entry, tests[t]!.id));
    return Object.entries(entry.estimate).flatMap(([condition, given]) =>
      within(file, ["tests", i, "estimate", condition], () => {
        for (const t of own) {
          const { id, test } = tests[t]!;
          const { protocol } = simulationOf(model, test.protocol);
          if (!Object.hasOwn(protocol.conditions, condition)) {
            const known = Object.keys(protocol.conditions);
            const near = closest(condition, known);
            throw new InputError("condition-unknown", { what: `${protocol.id}, the kind of test of "${id}", has no condition "${condition}"`, expected: `one of ${known.join(", ")}`, ...(near ? { next: `Did you mean "${near}"?` } : {}) });
          }
          if (taken.has(`${t} ${condition}`)) throw new InputError("study-invalid", { what: `${condition} of "${id}" is estimated twice`, expected: "one prior for each state" });
          taken.add(`${t} ${condition}`);
        }
        return (entry.shared ? [own] : own.map((t) => [t])).map((group): State => {
          const quantity = stateQuantity(model, { condition, tests: group }, tests.map(({ test }) => test));
          const prior = priorOf(quantity, given);
          const name = `${condition} (${together(group.map((t) => tests[t]!.id))})`;
          actingPrior(name, quantity, prior);
          return { name, condition, tests: group, prior };
        });
      }),
    );
  });
}

/** The first few names; two groups that share no test never read the same. */
const together = (ids: readonly string[]): string => (ids.length <= 3 ? ids.join(", ") : `${ids[0]} and ${ids.length - 1} others`);

function checkIds(file: StudyFile, i: number, known: readonly string[]): void {
  for (const [k, pattern] of file.tests[i]!.ids.entries()) {
    if (known.some((id) => namePattern(pattern).test(id))) continue;
    const near = closest(pattern, known);
    throw new InputError("study-invalid", {
      where: placeIn(file, ["tests", i, "ids", k]),
      what: `no test of this study is called "${pattern}"`,
      expected: `one of ${known.join(", ")}, or a pattern with * and ?`,
      ...(near ? { next: `Did you mean "${near}"?` } : {}),
    });
  }
}
