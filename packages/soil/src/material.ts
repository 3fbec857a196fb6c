import type { StopReason } from "@inversa/core";
import type { Stiffness } from "./stiffness.ts";

/** `[sa, sr, ea, er, ...internal variables]`. Stresses effective in kPa, strains natural, compression positive. */
export type ElementState = Float64Array;

/** d(state)/dt in the layout of {@link ElementState}. */
export type ElementRates = Float64Array;

/** The rates that the element would have on its present path in a regime. The array is overwritten by the next call. */
export type Trial = (regime: number) => ElementRates;

/** A physical end of a test, located exactly. */
export interface Limit {
  readonly reason: StopReason;
  /** Positive while the element can go on; the test ends where it reaches zero. */
  readonly margin: (state: ElementState) => number;
  /** One sentence with the numbers that matter. */
  readonly message: (state: ElementState) => string;
}

/**
 * A rate-type constitutive model as one element test sees it: a tangent stiffness, internal variables and their rates, and regimes.
 *
 * **Regimes** are branches between which the stiffness jumps (elastic and plastic; first loading and unloading), numbered by the material. Within one regime
 * everything is smooth, so that the error-controlled stepper keeps its order; the driver locates the change and asks `enter` for the next one. A material without
 * `enter` has the single regime 0.
 *
 * **Stiffness** is the derivative of the stress rate with respect to the strain rate. For a model that is linear within a regime (elastic, elastoplastic) it does
 * not depend on the direction. For one that is not (hypoplasticity: ds = L de + N |de|) set `nonlinear` and return L + N de/|de| for the given direction: since a
 * rate-independent law is homogeneous of degree one, that matrix times de is ds itself, and the driver's repeated solution is Newton's method.
 *
 * A material is made for one simulation and may keep scratch numbers; it must not remember anything between calls that the state does not hold.
 */
export interface ElementMaterial {
  /** Number of internal variables; 0 unless given. */
  readonly internals?: number;
  readonly nonlinear?: boolean;
  /** Writes the stiffness at a state. The strain rate gives the direction only; its length means nothing. Not finite where the model has no answer. */
  readonly stiffness: (state: ElementState, regime: number, axialRate: number, radialRate: number, out: Stiffness) => void;
  /** Writes the rates of the internal variables behind the four that are given. */
  readonly evolve?: (state: ElementState, regime: number, rates: ElementRates) => void;
  /**
   * The regime in which the element goes on from a state, asked at the start, at reversals and where a regime ended. May set internal variables (what the element
   * remembers).
   * @param ended the regime that has just stopped to hold on this very path; its margin is zero here, so rounding must not choose it again. Undefined at starts and reversals.
   */
  readonly enter?: (state: ElementState, trial: Trial, ended: number | undefined) => number;
  /** Positive while the regime holds; zero at its start is fine. */
  readonly holds?: (state: ElementState, regime: number, trial: Trial) => number;
  readonly limits?: readonly Limit[];
}
