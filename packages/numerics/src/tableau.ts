/**
 * An explicit Runge-Kutta pair as a table: stages c and a, weights b, and error weights e = b - b̂.
 * The two numbers are the order of the solution and of the embedded solution.
 */
export interface Tableau {
  readonly name: string;
  readonly c: readonly number[];
  /** Row i holds the i weights of stage i. */
  readonly a: readonly (readonly number[])[];
  readonly b: readonly number[];
  readonly e: readonly number[];
  readonly order: number;
  readonly embeddedOrder: number;
  /** Weights of the dense output's extra quartic term, if the pair has one; else cubic Hermite is used. */
  readonly dense?: readonly number[];
}
