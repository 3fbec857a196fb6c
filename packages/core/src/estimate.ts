import type { LearningPoint } from "./estimator.ts";
import type { Status } from "./model.ts";
import type { Prior, Provenance, ResponseUse } from "./study.ts";

/** One estimated unknown, a parameter of the model or a state of specimens, in its own unit. */
export interface EstimatedParameter {
  /** Of the parameter; of a state the condition with its tests, `preconsolidationPressure (OED-1)`. */
  readonly name: string;
  /** Present where it is not a parameter of the model but an unknown condition of these observations. */
  readonly state?: { readonly condition: string; readonly observations: readonly string[] };
  readonly unit: string;
  readonly symbol?: string;
  readonly about: string;
  readonly value: number;
  /** 95 % interval; how it was found stands in the diagnostics. Null when the method gives none. */
  readonly interval95: readonly [number, number] | null;
  readonly prior: Prior;
  /** False where the data do not determine the parameter; `note` says why. */
  readonly identified: boolean;
  readonly note?: string;
}

/** What is known of all unknowns together, in the order of `parameters`. */
export interface JointSpread {
  /** Whether each was inferred by its natural logarithm: those are their working coordinates. */
  readonly logarithmic: readonly boolean[];
  /** P x P in working coordinates, null where not known; empty where the method gives none. */
  readonly covariance: readonly JsonSeries[];
  /** Some hundred draws (a row each, in the parameters' own units) of those in the file that `samples` names; empty where the method draws none. */
  readonly draws: readonly (readonly number[])[];
}

/** How well one predicted curve matches its data. */
export interface Fit {
  readonly observation: string;
  readonly response: string;
  readonly rmse: number;
  /** RMSE over the largest measured absolute value of the curve. */
  readonly relative: number;
  readonly r2: number;
  /** False for a response that was compared but not used in the estimate. */
  readonly used: boolean;
}

/** A series as JSON holds it: null where nothing was computed or measured. */
export type JsonSeries = readonly (number | null)[];

/** A predicted curve, with the 95 % band that the parameters' uncertainty gives. */
export interface PredictedCurve {
  readonly observation: string;
  readonly protocol: string;
  readonly status: Status;
  readonly message?: string;
  readonly axis: JsonSeries;
  readonly responses: Readonly<Record<string, JsonSeries>>;
  readonly band95?: Readonly<Record<string, { readonly low: JsonSeries; readonly high: JsonSeries }>>;
}

/** A measured curve as the estimate saw it. */
export interface MeasuredCurve {
  readonly id: string;
  readonly protocol: string;
  readonly conditions: Readonly<Record<string, number>>;
  readonly points: number;
  readonly source?: Pick<Provenance, "file" | "sha256">;
  readonly axis: JsonSeries;
  readonly responses: Readonly<Record<string, JsonSeries>>;
  /** Prescribed histories (a sampled current) and what the kind of test asks for beside them (a list of steps), where it has any: with these the test can be simulated again. */
  readonly drives?: Readonly<Record<string, JsonSeries>>;
  readonly program?: Readonly<Record<string, unknown>>;
}

/** One type for every estimator: values, intervals, what they predict and how well it matches. Plain JSON; the fields are those of the command line's answer. */
export interface Estimate {
  readonly schema: 1;
  readonly model: string;
  readonly modelName: string;
  /** Name of the study; absent in estimates that were made before it was recorded. */
  readonly title?: string;
  readonly estimator: string;
  readonly seed: number;
  readonly observations: readonly MeasuredCurve[];
  readonly parameters: readonly EstimatedParameter[];
  readonly fixed: Readonly<Record<string, number>>;
  /** The model's options under which the curves were computed, defaults filled in; absent in estimates that were made before it was recorded. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** The compared responses with their noise and weights, as the study set them; absent like `options`. */
  readonly responses?: Readonly<Record<string, ResponseUse>>;
  /** What the study said of single tests alone. */
  readonly exceptions?: readonly { readonly observation: string; readonly response: string; readonly use: ResponseUse }[];
  /** Correlation of the estimated parameters in the order of `parameters`; empty when unknown. */
  readonly correlation: readonly (readonly number[])[];
  /** How the unknowns vary together, for pictures of pairs; absent in estimates that were made before it was recorded. */
  readonly joint?: JointSpread;
  /** Path of the file with posterior draws, or null. */
  readonly samples: string | null;
  readonly fit: readonly Fit[];
  readonly predicted: readonly PredictedCurve[];
  readonly diagnostics: {
    readonly converged: boolean;
    readonly message: string;
    readonly simulations: number;
    readonly seconds: number;
    readonly warnings: readonly string[];
    /** Root mean square misfit over the stated noise: 1 is what the noise explains. Null where the model has no answer for the estimate. */
    readonly misfit: number | null;
    /** For models that can be solved more finely: how far each compared curve of the estimate moves then, root mean square in the response's unit and over the stated noise. Empty where there was no finer solution. */
    readonly resolution?: readonly { readonly observation: string; readonly response: string; readonly rms: number; readonly overNoise: number }[];
    /** False where the intervals take a match for granted that is not there: a network's answer whose curves miss the data by far. Do not use its values as they are. */
    readonly reliable: boolean;
    /** How the intervals were found and what they cover. */
    readonly uncertainty: string;
    /** For learned estimators: what was trained and how it went. */
    readonly training?: {
      readonly summary: string;
      readonly samples: number;
      readonly seconds: number;
      readonly history: readonly LearningPoint[];
      /** Share of held-out simulations whose truth lies in the 95 % interval, by parameter. */
      readonly coverage95?: Readonly<Record<string, number>>;
    };
    /** Estimates on the way to this one, for example the network's before least squares polished it. */
    readonly before?: readonly { readonly estimator: string; readonly values: Readonly<Record<string, number>>; readonly misfit: number }[];
  };
  /** Units and symbols of every series named above, by protocol and channel, so that a report needs nothing else. */
  readonly channels: Readonly<Record<string, ProtocolLabels>>;
  readonly provenance: {
    readonly inversa: string;
    readonly plugins: Readonly<Record<string, string>>;
    /** Hash of the study that this answers. */
    readonly study: string;
    /** Files that the model's options were read from, by option. */
    readonly documents?: Readonly<Record<string, { readonly file: string; readonly sha256: string }>>;
    readonly createdAt: string;
    /** Machine facts that can change the last digits: Node, engine. */
    readonly environment: Readonly<Record<string, string>>;
  };
}

/** Names and units for labelling the axis and curves of one protocol. */
export interface ProtocolLabels {
  readonly name: string;
  readonly axis: { readonly name: string; readonly unit: string; readonly symbol?: string; readonly about: string };
  readonly responses: Readonly<Record<string, { readonly unit: string; readonly symbol?: string; readonly about: string }>>;
  readonly conditions: Readonly<Record<string, { readonly unit: string; readonly symbol?: string; readonly about: string }>>;
}
