import { type HandEstimate, layoutOf, prepareTest, simulationOf } from "@inversa/core";
import { clip } from "../space/interval.ts";
import type { SettledStudy } from "../study/settle-study.ts";

/**
 * What the model's hand procedure makes of a row of curves, in working coordinates; undefined for a model without one. It sees what the study compares,
 * cut where the study cuts it, and the conditions that are known; states of specimens are left to the other estimators.
 * @param measured In the task's layout; gaps are NaN.
 */
export function handEstimateOf(resolved: SettledStudy, measured: Float64Array): HandEstimate | undefined {
  const { model, study, space } = resolved;
  if (!model.classical) return undefined;
  const { values, interval95 = {}, notes } = model.classical(testsOf(resolved, measured), heldOf(resolved));
  const { dimension: P, columns, logarithmic, lower, upper } = space;
  const coordinates = new Float64Array(P).fill(Number.NaN);
  const interval = { lower: coordinates.slice(), upper: coordinates.slice() };
  const outside: string[] = [];
  const toCoordinate = (value: number, j: number): number => (logarithmic[j] ? Math.log(Math.max(value, Number.MIN_VALUE)) : value);
  for (const [j, column] of columns.entries()) {
    if (!("parameter" in column)) continue;
    const value = values[column.parameter];
    if (value === undefined) continue;
    const found = toCoordinate(value, j);
    coordinates[j] = clip(found, space, j);
    if (coordinates[j] !== found) outside.push(`${column.parameter}: ${Number(value.toPrecision(4))} lies outside its prior, whose end takes its place`);
    const sides = interval95[column.parameter];
    for (const [end, side] of [["lower", 0], ["upper", 1]] as const) if (sides) interval[end][j] = clip(toCoordinate(sides[side], j), { lower, upper }, j);
  }
  const said = notes.flatMap(({ of, text }) => {
    const asked = of.filter((name) => Object.hasOwn(study.estimate, name));
    return of.length === 0 ? [text] : asked.length === 0 ? [] : [`${asked.join(", ")}: ${text}`];
  });
  return { coordinates, interval95: interval, notes: [...said, ...outside] };
}

/** Parameters that are not estimated: fixed, or at their defaults. */
function heldOf({ model, study }: SettledStudy): Readonly<Record<string, number>> {
  const defaults = Object.entries(model.parameters).flatMap(([name, { default: value }]) => (value === undefined || Object.hasOwn(study.estimate, name) ? [] : [[name, value] as const]));
  return { ...Object.fromEntries(defaults), ...study.fixed };
}

function testsOf({ model, study, task }: SettledStudy, measured: Float64Array): Parameters<NonNullable<SettledStudy["model"]["classical"]>>[0] {
  const { blocks } = layoutOf(task);
  return study.observations.flatMap(({ id, test }, t) => {
    const own = blocks.filter((block) => block.test === t);
    if (own.length === 0) return [];
    const open = study.states.flatMap(({ tests, condition }) => (tests.includes(t) ? [condition] : []));
    const responses = Object.fromEntries(own.map(({ response, offset, length }) => {
      const values = new Float64Array(test.axis.length).fill(Number.NaN);
      values.set(measured.subarray(offset, offset + length));
      return [response, values];
    }));
    return [{ id, test: prepareTest(simulationOf(model, test.protocol).protocol, test, open), responses }];
  });
}
