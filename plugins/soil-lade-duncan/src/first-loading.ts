import { elasticModulus, hardeningEnd, hardeningStart, type LadeDuncanParameters } from "./parameters.ts";
import { ratiosAt } from "./stress-ratio.ts";

/** Strains at a stress ratio. */
export interface Strains {
  readonly axial: number;
  readonly radial: number;
}

/**
 * First loading in compression at constant radial stress σ3, exact. Plastic strains follow from dWp = a df/(1 - d(f - ft))² and deᵖ = dWp/(3g) dg/dσ; with
 * x = σ1/σ3 the factors that vanish at the isotropic state cancel and what remains is rational:
 *
 *     de1ᵖ/dx = C (x + 2)² [3x(x + 5) - A(x - 1)(x + 8)] / (x (x + 8) P²),   C = 2a/(3 (1 - A) σ3)
 *     de3ᵖ/dx = C (x + 2)² [3(x - 4) - A(x - 1)(x + 8)] / ((x + 8) P²)
 *
 * where P = x (1 - d(f - ft)) is a cubic with the three roots of f = ft + 1/d. Partial fractions integrate it. Strains count from the isotropic state.
 */
export class FirstLoading {
  readonly s3: number;
  readonly Eur: number;
  /** Stress ratios at the onset of yield, at failure, and at the asymptote of the hardening. */
  readonly yieldRatio: number;
  readonly failureRatio: number;
  readonly #asymptote: number;
  readonly #extension: number;
  readonly #negative: number;
  readonly #nu: number;
  readonly #A: number;
  /** C/d². */
  readonly #factor: number;
  readonly #axialTerms: Terms;
  readonly #radialTerms: Terms;
  readonly #axialOffset: number;
  readonly #radialOffset: number;

  constructor(p: LadeDuncanParameters, s3: number) {
    const { A } = p;
    const d = hardeningEnd(p);
    this.s3 = s3;
    this.Eur = elasticModulus(p, s3);
    this.#nu = p.nu;
    this.#A = A;
    this.yieldRatio = ratiosAt(p.ft)[0];
    this.failureRatio = ratiosAt(p.kf)[0];
    const roots = ratiosAt(p.ft + 1 / d);
    [this.#asymptote, this.#extension, this.#negative] = roots;
    this.#factor = (2 * hardeningStart(p, s3)) / (3 * (1 - A) * s3 * d * d);
    this.#axialTerms = partialFractions((x) => 3 * x * (x + 5) - A * (x - 1) * (x + 8), (x) => 6 * x + 15 - A * (2 * x + 7), roots, true);
    this.#radialTerms = partialFractions((x) => 3 * (x - 4) - A * (x - 1) * (x + 8), (x) => 3 - A * (2 * x + 7), roots, false);
    this.#axialOffset = this.#plastic(this.#axialTerms, this.yieldRatio);
    this.#radialOffset = this.#plastic(this.#radialTerms, this.yieldRatio);
  }

  /** Axial strain at a stress ratio of 1 or more. */
  axial(x: number): number {
    const elastic = (this.s3 * (x - 1)) / this.Eur;
    return x <= this.yieldRatio ? elastic : elastic + this.#factor * (this.#plastic(this.#axialTerms, x) - this.#axialOffset);
  }

  /** Radial strain at a stress ratio of 1 or more. */
  radial(x: number): number {
    const elastic = (-this.#nu * this.s3 * (x - 1)) / this.Eur;
    return x <= this.yieldRatio ? elastic : elastic + this.#factor * (this.#plastic(this.#radialTerms, x) - this.#radialOffset);
  }

  /** Derivative of the axial strain by the stress ratio. */
  axialSlope(x: number): number {
    const elastic = this.s3 / this.Eur;
    if (x <= this.yieldRatio) return elastic;
    const A = this.#A;
    const product = (x - this.#asymptote) * (x - this.#extension) * (x - this.#negative);
    return elastic + (this.#factor * (x + 2) ** 2 * (3 * x * (x + 5) - A * (x - 1) * (x + 8))) / (x * (x + 8) * product * product);
  }

  /**
   * The stress ratio at an axial strain, by Newton's method in 1/(asymptote - x), in which the strain is nearly linear before failure.
   * @param axial strain between those of `low` and of failure
   * @param low a stress ratio at or below the answer
   */
  ratioAt(axial: number, low: number): number {
    const inElasticRange = 1 + (axial * this.Eur) / this.s3;
    if (inElasticRange <= this.yieldRatio) return inElasticRange;
    let lower = Math.max(low, this.yieldRatio);
    let upper = this.failureRatio;
    let x = lower;
    for (let i = 0; i < mostIterations; i++) {
      const missing = axial - this.axial(x);
      if (missing > 0) lower = x;
      else upper = x;
      const left = this.#asymptote - x;
      const y = 1 / left + missing / (this.axialSlope(x) * left * left);
      let next = this.#asymptote - 1 / y;
      if (!(y > 0 && next >= lower && next <= upper)) next = (lower + upper) / 2;
      const step = Math.abs(next - x);
      x = next;
      if (step <= 1e-9 * x || upper - lower <= 4e-16 * x) break;
    }
    return x;
  }

  #plastic([zero, eight, squares, residues]: Terms, x: number): number {
    const [left, beyond, far] = [this.#asymptote - x, x - this.#extension, x - this.#negative];
    let sum = squares[0] / left - squares[1] / beyond - squares[2] / far;
    sum += eight * Math.log(x + 8) + residues[0] * Math.log(left) + residues[1] * Math.log(beyond) + residues[2] * Math.log(far);
    return zero === 0 ? sum : sum + zero * Math.log(x);
  }
}

const mostIterations = 100;

/** Coefficients of 1/x, 1/(x + 8), 1/(x - xi)² and 1/(x - xi). */
type Terms = readonly [zero: number, eight: number, squares: Triple, residues: Triple];
type Triple = readonly [number, number, number];

/** Partial fractions of (x + 2)² N(x) / ([x] (x + 8) (x - x0)² (x - x1)² (x - x2)²). */
function partialFractions(numerator: (x: number) => number, slope: (x: number) => number, roots: Triple, overX: boolean): Terms {
  const others = (x: number): number => ((x - roots[0]) * (x - roots[1]) * (x - roots[2])) ** 2;
  const top = (x: number): number => (x + 2) ** 2 * numerator(x);
  const at = (i: number): { readonly square: number; readonly residue: number } => {
    const x = roots[i]!;
    let rest = (overX ? x : 1) * (x + 8);
    let logarithmic = (overX ? 1 / x : 0) + 1 / (x + 8);
    for (const [j, root] of roots.entries()) {
      if (j === i) continue;
      rest *= (x - root) ** 2;
      logarithmic += 2 / (x - root);
    }
    const square = top(x) / rest;
    return { square, residue: (2 * (x + 2) * numerator(x) + (x + 2) ** 2 * slope(x)) / rest - square * logarithmic };
  };
  const [a, b, c] = [at(0), at(1), at(2)];
  return [overX ? top(0) / (8 * others(0)) : 0, top(-8) / ((overX ? -8 : 1) * others(-8)), [a.square, b.square, c.square], [a.residue, b.residue, c.residue]];
}
