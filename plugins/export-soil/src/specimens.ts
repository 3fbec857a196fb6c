import { conditionValues, type Estimate, type MeasuredCurve } from "@inversa/core";

/** Effective stresses of a specimen at the start of its test, kPa, compression positive. */
export interface StartingStress {
  readonly axial: number;
  readonly radial: number;
}

/** The stresses at the start as the test states them; undefined where the radial one is not stated (most oedometers). */
export function startingStress({ conditions }: Pick<MeasuredCurve, "conditions">): StartingStress | undefined {
  const radial = conditions["confiningPressure"];
  return radial === undefined ? undefined : { axial: conditions["initialAxialStress"] ?? radial, radial };
}

export const meanStress = ({ axial, radial }: StartingStress): number => (axial + 2 * radial) / 3;

/** Specimens that share one initial state. */
export interface Shared<S> {
  readonly names: readonly string[];
  readonly state: S;
}

/** Equal up to how conditions are printed. */
const same = (a: number, b: number): boolean => a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** An estimate's tests with the conditions that the model was run with, estimated states included. */
export const specimensOf = (estimate: Estimate): readonly MeasuredCurve[] => estimate.observations.map((observation) => ({ ...observation, conditions: conditionValues(estimate, observation) }));

/** Groups an estimate's specimens by their initial state, in the order of the study. Specimens without a known state are left out. */
export function byState<S extends { readonly [K in keyof S]: number }>(estimate: Estimate, stateOf: (observation: MeasuredCurve) => S | undefined): readonly Shared<S>[] {
  const groups: { names: string[]; state: S }[] = [];
  for (const observation of specimensOf(estimate)) {
    const state = stateOf(observation);
    if (state === undefined) continue;
    const found = groups.find((group) => Object.entries<number>(state).every(([key, value]) => same(value, group.state[key as keyof S])));
    if (found) found.names.push(observation.id);
    else groups.push({ names: [observation.id], state });
  }
  return groups;
}

/** Specimens whose state {@link byState} does not know. */
export const withoutState = <S>({ observations }: Estimate, groups: readonly Shared<S>[]): readonly string[] =>
  observations.map(({ id }) => id).filter((id) => !groups.some(({ names }) => names.includes(id)));

/** A name that every target allows for a material, a group or a file: letters, digits and hyphens, beginning with a letter. */
export function identifier(text: string): string {
  const plain = text.normalize("NFKD").replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return /^[A-Za-z]/.test(plain) ? plain : `T${plain === "" ? "" : `-${plain}`}`;
}

/** Identifiers for a list of names, no two alike. */
export function identifiers(texts: readonly string[]): readonly string[] {
  const plain = texts.map(identifier);
  return plain.map((one, i) => (plain.indexOf(one) === i ? one : `${one}-${i + 1}`));
}
