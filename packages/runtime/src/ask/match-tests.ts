import { InputError, type Observation, simulationOf, type Test } from "@inversa/core";
import { turnsOf } from "./curve-at-points.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";

/**
 * Measured tests in the order of the tests that an estimator was trained for: each takes the one of its kind whose conditions are nearest, and where several are as near, the one of
 * its name or the first.
 * @throws InputError `trained-estimator-mismatch` when there are others, more or fewer.
 */
export function matchTests(trained: ResolvedStudy, measured: readonly Observation[]): readonly Observation[] {
  const wanted = trained.study.observations;
  if (measured.length !== wanted.length || kindsOf(measured) !== kindsOf(wanted)) {
    throw new InputError("trained-estimator-mismatch", { where: "the tests", what: `${listed(trained, measured)} ${measured.length === 1 ? "is" : "are"} given`, expected: `the tests that it was trained for: ${listed(trained, wanted)}`, next: "Give these, or train an estimator for the tests that you have" });
  }
  const pairs = wanted.flatMap(({ id, test }, t) => measured.flatMap((own, m) => (own.test.protocol === test.protocol ? [{ t, m, far: distance(trained, t, own.test), other: own.id === id ? 0 : 1 }] : [])));
  pairs.sort((a, b) => a.far - b.far || a.other - b.other || a.t - b.t || a.m - b.m);
  const found: Observation[] = [];
  const taken = new Set<number>();
  for (const { t, m } of pairs) {
    if (found[t] || taken.has(m)) continue;
    found[t] = measured[m]!;
    taken.add(m);
  }
  for (const [t, { id, test }] of found.entries()) {
    const turns = [turnsOf(test.axis), turnsOf(wanted[t]!.test.axis)] as const;
    if (turns[0] !== turns[1]) throw new InputError("trained-estimator-mismatch", { where: `"${id}"`, what: `its axis turns back ${times(turns[0])}`, expected: `${times(turns[1])}, as in the test that the estimator was trained for`, next: "Train an estimator for the tests that you have" });
  }
  return found;
}

const kindsOf = (observations: readonly Observation[]): string => observations.map(({ test }) => test.protocol).toSorted().join();

/** How far apart conditions are, as shares of the larger; what is estimated or not known of both does not count. */
function distance({ study, model }: ResolvedStudy, t: number, given: Test): number {
  const own = study.observations[t]!.test;
  const states = statesOf(study.states, t);
  return Object.entries(simulationOf(model, own.protocol).protocol.conditions).reduce((sum, [name, { default: usual }]) => {
    const [a, b] = [own.conditions[name] ?? usual, given.conditions[name] ?? usual];
    if (states.includes(name) || a === b || a === undefined || b === undefined) return sum;
    return sum + Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  }, 0);
}

/** Conditions of one test that are estimated. */
export const statesOf = (states: ResolvedStudy["study"]["states"], t: number): readonly string[] => states.flatMap(({ tests, condition }) => (tests.includes(t) ? [condition] : []));

function listed({ model }: ResolvedStudy, observations: readonly Observation[]): string {
  if (observations.length === 0) return "nothing";
  return observations.map(({ id, test: { protocol, conditions } }) => {
    const declared = simulationOf(model, protocol).protocol.conditions;
    const said = Object.entries(conditions).map(([name, value]) => `${name} ${Number(value.toPrecision(6))}${declared[name] && declared[name].unit !== "1" ? ` ${declared[name].unit}` : ""}`);
    return `${id} (${[protocol, ...said].join(", ")})`;
  }).join("; ");
}

const times = (n: number): string => (n === 0 ? "never" : n === 1 ? "once" : `${n} times`);
