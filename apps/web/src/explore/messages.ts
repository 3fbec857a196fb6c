import type { Estimate, Exported, FileReading, Fit, Mistake, Prior, ResponseUse, Status } from "@inversa/core";
import type { ModelDocument } from "@inversa/runtime/browser";

/** One test that curves are drawn for: measured, or made up. */
export interface SceneTest {
  /** Unique within a scene. */
  readonly id: string;
  readonly protocol: string;
  readonly conditions: Readonly<Record<string, number>>;
  readonly axis: Float64Array;
  readonly drives?: Readonly<Record<string, Float64Array>>;
  readonly program?: Readonly<Record<string, unknown>>;
  /** By response, one value a point of the axis, gaps NaN; absent where nothing was measured. */
  readonly measured?: Readonly<Record<string, Float64Array>>;
}

/** What is simulated again and again while parameters move. */
export interface Scene {
  readonly model: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly tests: readonly SceneTest[];
}

export type Parameters = Readonly<Record<string, number>>;

/** A model as the page shows it, with tests to start from. */
export interface OpenedModel extends ModelDocument {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  /** Plausible parameters that do not contradict each other. */
  readonly typical: Parameters;
  /** By protocol; protocols that need a history nobody can guess are left out. */
  readonly tests: Readonly<Record<string, readonly SceneTest[]>>;
}

/** Where one computed curve lies in the numbers of a frame. */
export interface CurvePlace {
  readonly test: number;
  readonly response: string;
  readonly offset: number;
  readonly length: number;
}

/** How the curves of one test ended. */
export interface CurveEnd {
  readonly status: Status;
  readonly message?: string;
}

export type CurveFit = Pick<Fit, "rmse" | "relative" | "r2" | "response"> & { readonly test: number };

/** All curves of a scene for one set of parameters. */
export interface Frame {
  /** Present where the scene is new: the points of each test at which curves are computed, the measured ones among them. */
  readonly axes?: readonly Float64Array[];
  /** NaN after the end of a curve. */
  readonly curves: Float64Array;
  readonly places: readonly CurvePlace[];
  readonly ends: readonly CurveEnd[];
  /** Of the measured curves. */
  readonly fits: readonly CurveFit[];
  /** What the simulation took. */
  readonly milliseconds: number;
}

/** Something that the user can put right; parameters that contradict each other among it. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly mistake: Mistake;
}

/** What a study says beyond the tests; the proposals of `study new` where it says nothing. */
export interface StudyTerms {
  readonly estimate: Readonly<Record<string, Prior | "plausible">>;
  readonly fixed: Parameters;
  readonly responses?: Readonly<Record<string, ResponseUse>>;
}

/** What an estimator found in this page. */
export interface Found {
  /** As the command line would tell it, in the model's units. */
  readonly estimate: Estimate;
  /** What finding it took, without the verification. */
  readonly milliseconds: number;
  /** 95 % bands: for each test and response at the measured points. */
  readonly bands: readonly { readonly test: number; readonly response: string; readonly axis: Float64Array; readonly low: Float64Array; readonly high: Float64Array }[];
}

/** The study that a trained estimator was trained for, as JSON. */
export interface TrainedStudy {
  readonly model: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly tests: readonly { readonly id: string; readonly protocol: string; readonly conditions: Parameters; readonly axis: readonly number[] }[];
  readonly terms: StudyTerms;
}

/** A trained estimator that a site ships. */
export interface Trained {
  readonly study: TrainedStudy;
  /** A kept inverse (safetensors). */
  readonly bytes: Uint8Array;
}

/** A format in which an estimate can be taken along. */
export interface Format {
  readonly id: string;
  readonly name: string;
  readonly about: string;
}

/** What a page asks of its worker, with what comes back. Each request is answered once, by its number. */
export interface Requests {
  open: { readonly ask: { readonly model: string; readonly options?: Readonly<Record<string, unknown>> }; readonly answer: OpenedModel };
  read: { readonly ask: { readonly model: string; readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]; readonly conditions?: Parameters }; readonly answer: readonly FileReading[] };
  simulate: { readonly ask: { readonly scene?: Scene; readonly parameters: Parameters }; readonly answer: Frame };
  fit: { readonly ask: { readonly scene: Scene; readonly terms: StudyTerms; readonly start: Parameters }; readonly answer: Found };
  ask: { readonly ask: { readonly scene: Scene; readonly trained: Trained }; readonly answer: Found };
  formats: { readonly ask: { readonly model: string }; readonly answer: readonly Format[] };
  export: { readonly ask: { readonly estimate: Estimate; readonly to: string }; readonly answer: Exported };
  cancel: { readonly ask: { readonly request: number }; readonly answer: null };
}

export type Kind = keyof Requests;
export type Ask<K extends Kind = Kind> = { [P in K]: { readonly id: number; readonly kind: P } & Requests[P]["ask"] }[K];
export type Answer =
  | { readonly id: number; readonly answer: Requests[Kind]["answer"] }
  | { readonly id: number; readonly problem: Problem }
  | { readonly id: number; readonly failure: string }
  | { readonly id: number; readonly progress: { readonly done: number; readonly total?: number; readonly misfit?: number } };

/** One end of the line between a page and its worker: a `Worker`, a worker's own scope, or a `MessagePort`. */
export interface Port {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(type: "message", listener: (event: { readonly data: never }) => unknown): void;
  /** A `MessagePort` holds its messages back until it is told to begin. */
  start?(): void;
}
