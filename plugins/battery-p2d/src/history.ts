/** Highest order of the backward differentiation formulas, and differences kept: two more serve the choice of the order. */
export const highestOrder = 5;
const kept = highestOrder + 3;

const kappa = [0, -0.185, -1 / 9, -0.0823, -0.0415, 0];
const harmonic = [0, 1, 3 / 2, 11 / 6, 25 / 12, 137 / 60];

/** `alpha` of the step's coefficient h/alpha, by order, for numerical differentiation formulas. */
export const alpha: readonly number[] = harmonic.map((g, k) => (1 - kappa[k]!) * g);
/** Local error over the last difference, by order. */
export const errorConstant: readonly number[] = [1, ...harmonic.slice(1).map((g, i) => kappa[i + 1]! * g + 1 / (i + 2)), 1 / (highestOrder + 2)];
/** Weight of each difference in the base of an implicit step: y - base = (h/alpha) y'. */
export const baseWeights: readonly Float64Array[] = alpha.map((a, order) => Float64Array.from({ length: highestOrder + 1 }, (_, k) => (k <= order ? 1 - harmonic[k]! / a : 0)));
const predictorWeights: readonly Float64Array[] = alpha.map((_, order) => Float64Array.from({ length: highestOrder + 1 }, (_, k) => (k <= order ? 1 : 0)));

/**
 * Backward differences of everything that changes with time, on a grid of equal steps that is respaced when the step changes.
 *
 * Source: L. F. Shampine, M. W. Reichelt, The MATLAB ODE suite, SIAM J. Sci. Comput. 18 (1997) 1-22.
 */
export class History {
  readonly size: number;
  readonly #d: readonly Float64Array[];
  readonly #respacing = new Float64Array((highestOrder + 1) ** 2);

  constructor(size: number) {
    this.size = size;
    this.#d = Array.from({ length: kept }, () => new Float64Array(size));
  }

  /** The present values. */
  get now(): Float64Array {
    return this.#d[0]!;
  }

  difference(k: number): Float64Array {
    return this.#d[k]!;
  }

  /** Forgets the past and keeps the present values. */
  restart(): void {
    for (let k = 1; k < kept; k++) this.#d[k]!.fill(0);
  }

  /** Extrapolates the leading entries by one step; `out` says how many. */
  predict(order: number, out: Float64Array): void {
    this.#combine(order, predictorWeights[order]!, out);
  }

  /** The base of the implicit step. */
  base(order: number, out: Float64Array): void {
    this.#combine(order, baseWeights[order]!, out);
  }

  // Straight loops over four or six terms, whose weights beyond the order are zero, are faster than one loop inside the other.
  #combine(order: number, weight: Float64Array, out: Float64Array): void {
    const d0 = this.#d[0]!;
    const d1 = this.#d[1]!;
    const d2 = this.#d[2]!;
    const d3 = this.#d[3]!;
    const w0 = weight[0]!;
    const w1 = weight[1]!;
    const w2 = weight[2]!;
    const w3 = weight[3]!;
    const { length } = out;
    if (order <= 3) {
      for (let i = 0; i < length; i++) out[i] = w0 * d0[i]! + w1 * d1[i]! + w2 * d2[i]! + w3 * d3[i]!;
      return;
    }
    const d4 = this.#d[4]!;
    const d5 = this.#d[5]!;
    const w4 = weight[4]!;
    const w5 = weight[5]!;
    for (let i = 0; i < length; i++) out[i] = w0 * d0[i]! + w1 * d1[i]! + w2 * d2[i]! + w3 * d3[i]! + w4 * d4[i]! + w5 * d5[i]!;
  }

  /** Takes the values of a new step; each difference follows from the one below it, up to the second beyond the order, which the choice of the next order asks for. */
  accept(values: Float64Array, order: number): void {
    const d0 = this.#d[0]!;
    const d1 = this.#d[1]!;
    const d2 = this.#d[2]!;
    const d3 = this.#d[3]!;
    const d4 = this.#d[4]!;
    const d5 = this.#d[5]!;
    const d6 = this.#d[6]!;
    const d7 = this.#d[7]!;
    const { length } = values;
    const many = order > 3;
    for (let i = 0; i < length; i++) {
      const n0 = values[i]!;
      const n1 = n0 - d0[i]!;
      const n2 = n1 - d1[i]!;
      const n3 = n2 - d2[i]!;
      const n4 = n3 - d3[i]!;
      const n5 = n4 - d4[i]!;
      if (many) {
        const n6 = n5 - d5[i]!;
        d7[i] = n6 - d6[i]!;
        d6[i] = n6;
      }
      d5[i] = n5;
      d4[i] = n4;
      d3[i] = n3;
      d2[i] = n2;
      d1[i] = n1;
      d0[i] = n0;
    }
  }

  /** Respaces the grid: the next step is `factor` times as long. A difference follows from those of its own and higher orders, so the weights are a triangle. */
  respace(order: number, factor: number): void {
    const w = this.#respacing;
    fillRespacing(order, factor, w);
    const [d1, d2, d3, d4, d5] = [this.#d[1]!, this.#d[2]!, this.#d[3]!, this.#d[4]!, this.#d[5]!];
    const { size } = this;
    const w11 = w[7]!;
    const w21 = w[13]!;
    const w22 = w[14]!;
    const w31 = w[19]!;
    const w32 = w[20]!;
    const w33 = w[21]!;
    if (order <= 3) {
      for (let i = 0; i < size; i++) {
        const a = d1[i]!;
        const b = d2[i]!;
        const c = d3[i]!;
        d1[i] = w11 * a + w21 * b + w31 * c;
        d2[i] = w22 * b + w32 * c;
        d3[i] = w33 * c;
      }
      return;
    }
    const w41 = w[25]!;
    const w42 = w[26]!;
    const w43 = w[27]!;
    const w44 = w[28]!;
    const w51 = w[31]!;
    const w52 = w[32]!;
    const w53 = w[33]!;
    const w54 = w[34]!;
    const w55 = w[35]!;
    for (let i = 0; i < size; i++) {
      const a = d1[i]!;
      const b = d2[i]!;
      const c = d3[i]!;
      const d = d4[i]!;
      const e = d5[i]!;
      d1[i] = w11 * a + w21 * b + w31 * c + w41 * d + w51 * e;
      d2[i] = w22 * b + w32 * c + w42 * d + w52 * e;
      d3[i] = w33 * c + w43 * d + w53 * e;
      d4[i] = w44 * d + w54 * e;
      d5[i] = w55 * e;
    }
  }

  /** The value of entry i at `fraction` of a step before (negative) the present time, by the interpolant of the last step. */
  at(i: number, order: number, fraction: number): number {
    interpolate(order, fraction, weights);
    return this.weighed(i, order, weights);
  }

  /** The value of entry i with the weights of {@link interpolate}. */
  weighed(i: number, order: number, weight: Float64Array): number {
    const d = this.#d;
    let sum = d[0]![i]!;
    for (let k = 1; k <= order; k++) sum += weight[k]! * d[k]![i]!;
    return sum;
  }

  /** Change of entry i in a step, with the weights of {@link interpolateSlope}. */
  slope(i: number, order: number, weight: Float64Array): number {
    const d = this.#d;
    let sum = 0;
    for (let k = 1; k <= order; k++) sum += weight[k]! * d[k]![i]!;
    return sum;
  }

  /** Entry i extrapolated by one step. */
  ahead(i: number, order: number): number {
    let sum = 0;
    for (let k = 0; k <= order; k++) sum += this.#d[k]![i]!;
    return sum;
  }

  /** Moves all entries to what they were at `fraction` of a step. */
  rewind(order: number, fraction: number): void {
    const now = this.now;
    for (let i = 0; i < this.size; i++) now[i] = this.at(i, order, fraction);
  }
}

/** Weights of the differences at `fraction` of a step before (negative) the present time. */
export function interpolate(order: number, fraction: number, out: Float64Array): void {
  let product = 1;
  for (let k = 1; k <= order; k++) out[k] = product *= (fraction + k - 1) / k;
}

/** The derivatives of these weights by the fraction. */
export function interpolateSlope(order: number, fraction: number, out: Float64Array): void {
  let [product, slope] = [1, 0];
  for (let k = 1; k <= order; k++) {
    slope = (slope * (fraction + k - 1) + product) / k;
    product *= (fraction + k - 1) / k;
    out[k] = slope;
  }
}

const weights = new Float64Array(highestOrder + 1);
const first = new Float64Array((highestOrder + 1) ** 2);
const second = new Float64Array((highestOrder + 1) ** 2);

/** The matrix R(factor) R(1) by which the differences up to `order` change; those beyond it stay. */
function fillRespacing(order: number, factor: number, out: Float64Array): void {
  fillRatios(order, factor, first);
  fillRatios(order, 1, second);
  const n = highestOrder + 1;
  for (let i = 1; i < n; i++) {
    for (let k = 1; k < n; k++) {
      let sum = 0;
      if (i <= order && k <= order) for (let l = 1; l <= order; l++) sum += first[i * n + l]! * second[l * n + k]!;
      else if (i === k) sum = 1;
      out[i * n + k] = sum;
    }
  }
}

function fillRatios(order: number, factor: number, out: Float64Array): void {
  const n = highestOrder + 1;
  for (let k = 0; k <= order; k++) out[k] = 1;
  for (let i = 1; i <= order; i++) {
    out[i * n] = 0;
    for (let k = 1; k <= order; k++) out[i * n + k] = (out[(i - 1) * n + k]! * (i - 1 - factor * k)) / i;
  }
}
