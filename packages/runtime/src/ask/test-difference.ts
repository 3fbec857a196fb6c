import { compileTask, InputError, noiseDeviation, type Observation, type SimulationTask, type Test } from "@inversa/core";
import { noticeable } from "../judgement/resolution.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";

/** Same conditions, drives and program, whatever the points. */
export const sameHistory = (a: Test, b: Test): boolean =>
  sameRecord(a.conditions, b.conditions, Object.is) && sameRecord(a.drives ?? {}, b.drives ?? {}, sameNumbers) && JSON.stringify(a.program ?? {}) === JSON.stringify(b.program ?? {});

export const sameNumbers = (a: Float64Array, b: Float64Array): boolean => a.length === b.length && a.every((value, i) => value === b[i]);

function sameRecord<T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>, same: (x: T, y: T) => boolean): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && same(a[name]!, b[name]!));
}

/** Draws from the prior at which the curves of two tests are compared, and how many are tried for them. */
const [draws, tries] = [3, 30];

/**
 * What it matters that a test was made otherwise than the one that an estimator was trained for: by how much its curves move, at draws from the prior.
 * @param own On the points of the training.
 * @throws InputError `trained-estimator-mismatch` where that is more than the noise.
 */
export function differenceWarnings(trained: ResolvedStudy, own: Pick<Observation, "id" | "test">, t: number): string[] {
  const there = trained.study.observations[t]!;
  if (sameHistory(own.test, there.test)) return [];
  const moved = movedBy(trained, own.test, t);
  if (moved <= noticeable) return [];
  const what = `${describe(own.test, there.test)}; that moves its curves by ${moved === Number.POSITIVE_INFINITY ? "more than can be said" : `${Number(moved.toPrecision(2))} times the noise`}`;
  if (moved <= 1) return [`${own.id} was not made as the test that the estimator was trained for: ${what}`];
  throw new InputError("trained-estimator-mismatch", { where: `"${own.id}"`, what, expected: "a test made as the one that the estimator was trained for", next: "Train an estimator for the tests that you have" });
}

function describe(own: Test, trained: Test): string {
  const names = [...new Set([...Object.keys(own.conditions), ...Object.keys(trained.conditions)])].filter((name) => own.conditions[name] !== trained.conditions[name]);
  const value = (number: number | undefined): string => (number === undefined ? "not stated" : String(Number(number.toPrecision(6))));
  const said = names.map((name) => `${name} is ${value(own.conditions[name])} and was ${value(trained.conditions[name])} in the training`);
  if (!sameRecord(own.drives ?? {}, trained.drives ?? {}, sameNumbers)) said.push(`its history of ${Object.keys({ ...trained.drives, ...own.drives }).join(", ")} is another`);
  if (JSON.stringify(own.program ?? {}) !== JSON.stringify(trained.program ?? {})) said.push("its program is another");
  return said.join(", ");
}

/** Largest root mean square difference of a compared curve over its noise; infinite where the model has no answer for the test as it was made. */
function movedBy({ model, task, space, study }: ResolvedStudy, own: Test, t: number): number {
  const alone = (test: Test) => compileTask(model, onlyTest(task, t, test));
  const [there, here] = [alone(task.tests[t]!), alone(own)];
  const [a, b] = [new Float64Array(there.width), new Float64Array(there.width)];
  const squares = there.blocks.map(() => 0);
  let compared = 0;
  for (let i = 0; i < tries && compared < draws; i++) {
    const theta = space.draw(study.seed, i);
    if (!there.run(theta, a).ok) continue;
    if (!here.run(theta, b).ok) return Number.POSITIVE_INFINITY;
    compared++;
    for (const [k, { response, offset, length }] of there.blocks.entries()) {
      const deviation = noiseDeviation(study.uses[t]![response]!.noise, a, offset, length);
      let sum = 0;
      for (let c = offset; c < offset + length; c++) sum += (a[c]! - b[c]!) ** 2;
      if (sum > 0) squares[k]! += sum / length / deviation ** 2;
    }
  }
  return compared === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(Math.max(...squares) / compared);
}

/** The task with one of its tests, in another form; the others keep their places, of which theta's columns speak, and are not simulated. */
const onlyTest = (task: SimulationTask, t: number, test: Test): SimulationTask => ({ ...task, tests: task.tests.map((other, i) => (i === t ? test : other)), responses: task.responses.map((names, i) => (i === t ? names : [])) });
