import type { EstimatedParameter } from "./estimate.ts";

/** How well one set of parameters matches one response, over all tests that compare it. */
export interface ResponseMisfit {
  /** In the response's unit. */
  readonly rmse: number;
  /** Root mean square over the curves of RMSE over the curve's largest measured value. */
  readonly relative: number;
  /** Root mean square in standard deviations of the stated noise; 1 is what the noise explains. */
  readonly noise: number;
}

/** Parameters for one way of weighing two responses against each other. */
export interface ParetoPoint {
  /** What the study's own weights of the two responses were multiplied with; they sum to 2. */
  readonly weights: readonly [number, number];
  /** By name, in the parameters' units. */
  readonly values: Readonly<Record<string, number>>;
  /** Of every response that is compared. */
  readonly misfit: Readonly<Record<string, ResponseMisfit>>;
  readonly converged: boolean;
}

/** What it costs to match one response better at the expense of another. Plain JSON. */
export interface ParetoFront {
  readonly schema: 1;
  readonly study: string;
  readonly model: string;
  readonly modelName: string;
  readonly between: readonly [string, string];
  /** Units and symbols of the responses in `misfit`. */
  readonly responses: Readonly<Record<string, { readonly unit: string; readonly symbol?: string; readonly about: string }>>;
  readonly parameters: readonly Pick<EstimatedParameter, "name" | "state" | "unit" | "symbol" | "about">[];
  /** None dominates another; from the first response matched alone to the second. One where the two do not compete. */
  readonly points: readonly ParetoPoint[];
  /** Place of the point behind which every further gain in one response costs much in the other; null where there is none. */
  readonly knee: number | null;
  /** One sentence that says what it costs. */
  readonly sentence: string;
  readonly estimator: string;
  readonly simulations: number;
  readonly seconds: number;
  readonly warnings: readonly string[];
}
