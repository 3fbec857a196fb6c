import type { FileReading } from "@inversa/core";
import type { CurveEnd, CurveFit, Found, Frame, OpenedModel, Parameters, Problem, Scene, SceneTest, StudyTerms } from "./messages.ts";

/** Curves as they are drawn. */
export interface Drawn {
  readonly frame: Frame;
  readonly axes: readonly Float64Array[];
  readonly scene: Scene;
  readonly parameters: Parameters;
}

export interface SessionState {
  readonly phase: "empty" | "opening" | "ready";
  readonly model?: OpenedModel;
  readonly options: Readonly<Record<string, unknown>>;
  readonly parameters: Parameters;
  /** Where `reset` goes. */
  readonly start: Parameters;
  /** What `undo` goes back to, the latest last. */
  readonly before: readonly Parameters[];
  /** Parameters that a fit leaves where they are. */
  readonly held: ReadonlySet<string>;
  readonly tests: readonly SceneTest[];
  /** Whether the tests are measured ones; made-up ones have a kind. */
  readonly data: "typical" | "measured";
  readonly protocol: string;
  readonly readings: readonly FileReading[];
  /** What a study said of priors and noise, where the data came with one. */
  readonly terms?: StudyTerms;
  readonly sample?: string;
  readonly estimate?: string;
  /** Why the present parameters have no curves. */
  readonly problem?: Problem;
  /** Why files or an address could not be opened, or a search found nothing. */
  readonly refused?: Problem;
  /** A fault that nobody can put right here. */
  readonly failure?: string;
  /** Of the curves last drawn; follows them a little later than the curves themselves. */
  readonly live?: { readonly fits: readonly CurveFit[]; readonly ends: readonly CurveEnd[]; readonly milliseconds: number };
  readonly pinned?: Drawn;
  readonly work?: { readonly kind: "fit" | "ask"; readonly done: number; readonly total?: number; readonly misfit?: number };
  readonly found?: Found & { readonly by: "fit" | "ask" };
}

export const nothingYet: SessionState = { phase: "empty", options: {}, parameters: {}, start: {}, before: [], held: new Set(), tests: [], data: "typical", protocol: "", readings: [] };
