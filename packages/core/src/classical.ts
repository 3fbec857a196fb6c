import type { Observation } from "./study.ts";

/** What a hand procedure has to say: why values are missing, what was assumed. */
export interface ClassicalNote<Name extends string = string> {
  /** The parameters that it is about; none where it is about the tests. */
  readonly of: readonly Name[];
  /** Without a full stop. */
  readonly text: string;
}

/** What a field's own hand procedure makes of measured tests. */
export interface ClassicalValues<Name extends string = string> {
  /** In the parameters' units; also those that were not asked for. What the tests do not give is left out, and a note says why. */
  readonly values: { readonly [K in Name]?: number };
  /** 95 % intervals where the procedure's regressions give them. */
  readonly interval95?: { readonly [K in Name]?: readonly [low: number, high: number] };
  readonly notes: readonly ClassicalNote<Name>[];
}

/**
 * The hand procedure of a model: parameters from the tests by regressions and readings, without a simulation.
 * @param tests Curves that the study compares, cut where it cuts them; gaps are NaN; conditions without defaults or values are absent.
 * @param held Parameters that are not asked for, with their values: what the study fixes, and defaults.
 */
export type Classical<Name extends string = string> = (tests: readonly Pick<Observation, "id" | "test" | "responses">[], held: { readonly [K in Name]?: number }) => ClassicalValues<Name>;
