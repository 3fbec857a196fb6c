/**
 * An explicit Runge-Kutta pair as a table: stage times c, stage weights a, solution weights b, and error weights
 * e = b - b̂ for the step's end. The two numbers are the order of the solution and of the embedded one.
 */
export interface Tableau {
  readonly name: string;
  readonly c: readonly number[];
  /** Row i holds the weights of stage i, one for each stage before it. */
  readonly a: readonly (readonly number[])[];
  readonly b: readonly number[];
  readonly e: readonly number[];
  readonly order: number;
  readonly embeddedOrder: number;
  /** Weights of the quartic term of the dense output; without them it is the cubic Hermite polynomial. */
  readonly dense?: readonly number[];
  /** Where the stability region meets the negative real axis: |h λ| near it means the problem is stiff. */
  readonly realStability: number;
}

/**
 * Dormand and Prince's pair of orders 5 and 4: seven stages, the last of which is the next step's first.
 * Sources: J. R. Dormand and P. J. Prince, J. Comp. Appl. Math. 6 (1980) 19-26; dense output and stability limit:
 * E. Hairer, S. P. Norsett and G. Wanner, "Solving ordinary differential equations I", 2nd ed. (1993), code DOPRI5.
 */
export const dormandPrince: Tableau = {
  name: "Dormand-Prince 5(4)",
  c: [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1],
  a: [
    [],
    [1 / 5],
    [3 / 40, 9 / 40],
    [44 / 45, -56 / 15, 32 / 9],
    [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
    [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
    [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
  ],
  b: [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84, 0],
  e: [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40],
  order: 5,
  embeddedOrder: 4,
  dense: [
    -12715105075 / 11282082432, 0, 87487479700 / 32700410799, -10690763975 / 1880347072, 701980252875 / 199316789632,
    -1453857185 / 822651844, 69997945 / 29380423,
  ],
  realStability: 3.25,
};

/**
 * Bogacki and Shampine's pair of orders 3 and 2, cheaper where two or three digits do.
 * Source: P. Bogacki and L. F. Shampine, Appl. Math. Letters 2 (1989) 321-325.
 */
export const bogackiShampine: Tableau = {
  name: "Bogacki-Shampine 3(2)",
  c: [0, 1 / 2, 3 / 4, 1],
  a: [[], [1 / 2], [0, 3 / 4], [2 / 9, 1 / 3, 4 / 9]],
  b: [2 / 9, 1 / 3, 4 / 9, 0],
  e: [-5 / 72, 1 / 12, 1 / 9, -1 / 8],
  order: 3,
  embeddedOrder: 2,
  realStability: 2.5,
};
