import type { Inference, Observation } from "@inversa/core";
import type { Specimen } from "./specimens.ts";
import type { Summarised } from "./summary.ts";

/** What one test of a file gave: an observation, a curve in another file, or neither and the reason among the warnings. */
export interface Finding {
  readonly specimen: Specimen;
  readonly observation?: Observation;
  /** Its curve is read from a file beside. */
  readonly elsewhere?: true;
  /** The observation is summary points. */
  readonly summarised?: Summarised;
  readonly inferred: readonly Inference[];
  readonly warnings: readonly string[];
}
