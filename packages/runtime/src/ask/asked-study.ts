import type { Observation, Test } from "@inversa/core";
import { curveAtPoints } from "./curve-at-points.ts";
import { matchTests, statesOf } from "./match-tests.ts";
import { parameterSpace } from "../space/parameter-space.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";
import { blocksOf, taskOf } from "../study/study-task.ts";
import { differenceWarnings, sameHistory, sameNumbers } from "./test-difference.ts";

/** Measured tests as a trained estimator takes them, and as the model is held against them. */
export interface AskedStudy {
  /** On the points that the estimator was trained on. */
  readonly asTrained: ResolvedStudy;
  /** On their own points and under their own conditions. */
  readonly asMeasured: ResolvedStudy;
  readonly warnings: readonly string[];
}

/**
 * Puts measured tests in the place of those that an estimator was trained for. Curves are taken at the points of the training; beyond what was measured there are gaps.
 * @throws InputError `trained-estimator-mismatch` for other tests, or conditions and histories under which the curves would be others by more than the noise.
 */
export function askedStudy(trained: ResolvedStudy, given: readonly Observation[]): AskedStudy {
  const matched = matchTests(trained, given).map((own, t) => withoutStates(trained, own, t));
  const { observations } = trained.study;
  if (matched.every(({ id, test }, t) => id === observations[t]!.id && isSame(test, observations[t]!.test))) {
    const same = { ...trained, study: { ...trained.study, observations: matched } };
    return { asTrained: same, asMeasured: same, warnings: [] };
  }
  const asTrained = { ...trained, study: { ...trained.study, observations: matched.map((own, t) => atPointsOf(own, observations[t]!.test)) } };
  return { asTrained, asMeasured: onOwnPoints(trained, matched), warnings: matched.flatMap((_, t) => differenceWarnings(trained, asTrained.study.observations[t]!, t)) };
}

/** What is estimated is not known, whatever a file says of it. */
function withoutStates({ study }: ResolvedStudy, own: Observation, t: number): Observation {
  const states = statesOf(study.states, t);
  if (states.length === 0) return own;
  return { ...own, test: { ...own.test, conditions: Object.fromEntries(Object.entries(own.test.conditions).filter(([name]) => !states.includes(name))) } };
}

const atPointsOf = (own: Observation, { axis }: Test): Observation => ({
  ...own,
  test: { ...own.test, axis, ...(own.test.drives ? { drives: Object.fromEntries(Object.entries(own.test.drives).map(([name, values]) => [name, heldAtEnds(curveAtPoints(own.test.axis, values, axis))])) } : {}) },
  responses: Object.fromEntries(Object.entries(own.responses).map(([name, values]) => [name, curveAtPoints(own.test.axis, values, axis)])),
});

/** A history goes on as it began and ended. */
function heldAtEnds(values: Float64Array): Float64Array {
  const first = values.findIndex(Number.isFinite);
  const last = values.findLastIndex(Number.isFinite);
  return values.map((value, i) => (Number.isFinite(value) || first < 0 ? value : values[i < first ? first : last]!));
}

/** The trained study with other tests: states are named after them, and curves are compared as far along their axis as in the training. */
function onOwnPoints(trained: ResolvedStudy, matched: readonly Observation[]): ResolvedStudy {
  const { model, study, task } = trained;
  const names = new Map(study.states.map(({ name, condition, tests }) => [name, `${condition} (${tests.map((t) => matched[t]!.id).join(", ")})`]));
  const renamed = (name: string): string => names.get(name) ?? name;
  const states = study.states.map((state) => ({ ...state, name: renamed(state.name) }));
  const correlations = study.correlations.map(({ between: [a, b], coefficient }) => ({ between: [renamed(a), renamed(b)] as const, coefficient }));
  const asked = { ...study, observations: matched, states, correlations };
  const space = states.length === 0 ? trained.space : parameterSpace(model, study.estimate, correlations, study.fixed, { states, tests: matched.map(({ test }) => test) });
  const points = task.points && { points: task.points.map((counts, t) => counts.map((count) => pointsUpTo(task.tests[t]!.axis, count, matched[t]!.test.axis))) };
  const own = taskOf(asked, space, { perTest: task.responses, ...points });
  return { ...trained, study: asked, space, task: own, blocks: blocksOf(own, study.uses) };
}

/** How many points of an axis lie where another one's first `count` do. */
function pointsUpTo(trained: Float64Array, count: number, own: Float64Array): number {
  if (count === trained.length) return own.length;
  const end = trained[count - 1]!;
  const beyond = own.findIndex((value) => value > end);
  return Math.max(1, beyond < 0 ? own.length : beyond);
}

const isSame = (a: Test, b: Test): boolean => sameNumbers(a.axis, b.axis) && sameHistory(a, b);
