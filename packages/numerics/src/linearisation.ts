import { differences } from "./finite-differences.ts";
import { type Triangular, triangularise } from "./householder.ts";
import type { LeastSquaresOptions, LeastSquaresProblem } from "./least-squares-problem.ts";
import { matrix, type Matrix } from "./matrix.ts";

/** Why a minimisation ended. */
export interface Outcome {
  readonly converged: boolean;
  readonly message: string;
}

/** The residuals of a least-squares problem and their Jacobian: counts evaluations and refuses what is not finite. */
export class Linearisation {
  evaluations = 0;
  readonly #problem: LeastSquaresProblem;
  readonly #options: LeastSquaresOptions;
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;
  readonly #start: Float64Array;
  readonly #jacobian: Matrix;

  constructor(
    problem: LeastSquaresProblem,
    options: LeastSquaresOptions,
    lower: Float64Array,
    upper: Float64Array,
    start: Float64Array,
  ) {
    this.#problem = problem;
    this.#options = options;
    this.#lower = lower;
    this.#upper = upper;
    this.#start = Float64Array.from(start);
    this.#jacobian = matrix(problem.residuals, problem.parameters);
  }

  /** False if x has no meaning or a residual is not finite. */
  evaluate(x: Float64Array, out: Float64Array): boolean {
    this.evaluations++;
    return this.#problem.evaluate(x, out) && out.every(Number.isFinite);
  }

  /** Brings the Jacobian to x; an outcome if there is none. */
  differentiate(x: Float64Array, residuals: Float64Array, order: "forward" | "central" = "forward"): Outcome | undefined {
    if (this.#problem.jacobian !== undefined) {
      const given = this.#problem.jacobian(x, this.#jacobian) && this.#jacobian.data.every(Number.isFinite);
      return given ? undefined : { converged: false, message: "The residuals have no Jacobian here." };
    }
    const relative = this.#options.differenceStep ?? Math.sqrt(Number.EPSILON);
    const step = order === "central" ? Math.max(relative, Math.cbrt(Number.EPSILON)) : relative;
    const problem = {
      evaluate: (at: Float64Array, out: Float64Array) => this.evaluate(at, out),
      lower: this.#lower,
      upper: this.#upper,
      typical: x.map((value, j) => this.#typical(value, j)),
    };
    const missing = differences(problem, x, residuals, step, order, this.#jacobian);
    if (missing < 0) return undefined;
    return { converged: false, message: `Around here no change of parameter ${missing} gives residuals with a meaning.` };
  }

  /** The linearised problem in triangular form, the loss worked in. */
  reduce(residuals: Float64Array, rescale: (residuals: Float64Array, jacobian: Matrix) => void): Triangular {
    const weighted = Float64Array.from(residuals);
    rescale(weighted, this.#jacobian);
    return triangularise(this.#jacobian, weighted);
  }

  /** The Jacobian at x without the loss, of the kind asked for; NaN where there is none. */
  finalJacobian(x: Float64Array, residuals: Float64Array, meant: boolean): Matrix {
    const missing = !meant || this.differentiate(x, residuals, this.#options.finalJacobian) !== undefined;
    if (missing) this.#jacobian.data.fill(NaN);
    return this.#jacobian;
  }

  /** The size of a parameter: its own, unless it sits near zero within a wider range. */
  #typical(value: number, j: number): number {
    const range = this.#upper[j]! - this.#lower[j]!;
    const wider = Math.max(Math.abs(this.#start[j]!), range < Infinity ? range : 0);
    return Math.max(Math.abs(value), 1e-4 * wider) || 1;
  }
}
