import type { Test } from "./protocol.ts";

/** Where a measured curve comes from. */
export interface Provenance {
  readonly file: string;
  readonly sha256: string;
  /** Id of the source that read it. */
  readonly source: string;
}

/** A test with its measured responses. */
export interface Observation {
  /** Unique within a study; usually the file or specimen name. */
  readonly id: string;
  readonly test: Test;
  /** One value for each point of the axis, in the protocol's units; gaps are NaN. */
  readonly responses: Readonly<Record<string, Float64Array>>;
  readonly provenance?: Provenance;
}

/** What is known of a parameter before the data are seen, in the parameter's unit. `min` and `max` truncate. */
export type Prior =
  | { readonly distribution: "uniform"; readonly min: number; readonly max: number }
  | { readonly distribution: "log-uniform"; readonly min: number; readonly max: number }
  | { readonly distribution: "normal"; readonly mean: number; readonly sd: number; readonly min?: number; readonly max?: number }
  /** `sd` is that of the natural logarithm. */
  | { readonly distribution: "log-normal"; readonly median: number; readonly sd: number; readonly min?: number; readonly max?: number };

/** Correlation between two parameters' priors (Gaussian copula: exactly a correlated normal where both priors are normal). */
export interface PriorCorrelation {
  readonly between: readonly [string, string];
  readonly coefficient: number;
}

/** Standard deviation of the measurement error of a curve: sqrt(absolute^2 + (relative * largest absolute value of the curve)^2). */
export interface NoiseLevel {
  readonly relative: number;
  /** In the response's unit. */
  readonly absolute: number;
}

/** How one response takes part in a study. */
export interface ResponseUse {
  readonly noise: NoiseLevel;
  /** Multiplies the response's share of the misfit; 1 counts every point once. */
  readonly weight: number;
  /** The curve is compared up to its largest measured value: a peak, the contraction maximum of a dilating sand. To its end where absent. */
  readonly until?: "maximum";
  /** The curve is compared up to this value of its axis, in the axis' unit. */
  readonly upTo?: number;
}

/** A condition that nobody measured: the unknown of one specimen, or of several that share its value. */
export interface State {
  /** As estimates call it: `preconsolidationPressure (OED-1)`. */
  readonly name: string;
  readonly condition: string;
  /** Which observations, by their place in the study. */
  readonly tests: readonly number[];
  readonly prior: Prior;
}

/**
 * The inverse problem: a model, observations under one or several protocols, which parameters are estimated under which priors, which are fixed,
 * how sure the measurements are.
 */
export interface Study {
  readonly model: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly observations: readonly Observation[];
  /** Estimated parameters with their priors, in the order of theta. */
  readonly estimate: Readonly<Record<string, Prior>>;
  /** States that are estimated with them; they follow the parameters in theta. */
  readonly states: readonly State[];
  readonly correlations: readonly PriorCorrelation[];
  readonly fixed: Readonly<Record<string, number>>;
  /** The responses that are compared; others that the files hold are shown but not used. */
  readonly responses: Readonly<Record<string, ResponseUse>>;
  /** For each observation: `responses`, with what was said of this test alone. */
  readonly uses: readonly Readonly<Record<string, ResponseUse>>[];
  readonly afterStop: "hold" | "reject";
  readonly seed: number;
}
