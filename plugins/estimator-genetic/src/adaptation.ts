import { identity, matrix, symmetricEigen, type Matrix, type Random } from "@inversa/numerics";
import type { Strategy } from "./strategy.ts";

/**
 * The normal distribution N(m, sigma^2 C) that CMA-ES samples from and adapts. Symbols and equation numbers as in N. Hansen, arXiv:1604.00772.
 */
export class Adaptation {
  readonly #strategy: Strategy;
  readonly mean: Float64Array;
  sigma: number;
  readonly #c: Matrix;
  /** C = B D^2 B': eigenvectors, and the roots of the eigenvalues. */
  #b: Matrix;
  readonly #d: Float64Array;
  readonly #pathSigma: Float64Array;
  readonly #pathC: Float64Array;
  #generation = 0;
  #decomposed = 0;

  constructor(strategy: Strategy, mean: Float64Array, sigma: number) {
    const { n } = strategy;
    this.#strategy = strategy;
    this.mean = mean.slice();
    this.sigma = sigma;
    this.#c = identity(n);
    this.#b = identity(n);
    this.#d = new Float64Array(n).fill(1);
    this.#pathSigma = new Float64Array(n);
    this.#pathC = new Float64Array(n);
  }

  /** y = B D z of a new point m + sigma y; equations (38) to (40). */
  sample(generator: Random): Float64Array {
    const { n } = this.#strategy;
    const z = this.#d.map((d) => d * generator.normal());
    const y = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) y[i]! += this.#b.data[i * n + k]! * z[k]!;
    return y;
  }

  /** Squared length of a step in the units of the distribution. */
  mahalanobis(y: Float64Array): number {
    return this.#whitened(y).reduce((sum, value) => sum + value * value, 0);
  }

  /** Largest standard deviation of a coordinate. */
  largestDeviation(): number {
    const { n } = this.#strategy;
    let largest = 0;
    for (let i = 0; i < n; i++) largest = Math.max(largest, this.#c.data[i * n + i]!);
    return this.sigma * Math.sqrt(largest);
  }

  /** Ratio of the largest to the smallest eigenvalue of C. */
  condition(): number {
    return (Math.max(...this.#d) / Math.min(...this.#d)) ** 2;
  }

  /** Moves and reshapes the distribution. @param steps y of all lambda points, best first */
  update(steps: readonly Float64Array[]): void {
    const { n, mu, weights, muEff, cSigma, dSigma, cc, c1, cMu, chiN } = this.#strategy;
    this.#generation++;
    const yw = new Float64Array(n);
    for (let i = 0; i < mu; i++) for (let j = 0; j < n; j++) yw[j]! += weights[i]! * steps[i]![j]!;
    for (let j = 0; j < n; j++) this.mean[j]! += this.sigma * yw[j]!;

    // Step size, equations (43) and (44). C^-1/2 y is B of the whitened step.
    const white = this.#rotated(this.#whitened(yw));
    for (let j = 0; j < n; j++) this.#pathSigma[j] = (1 - cSigma) * this.#pathSigma[j]! + Math.sqrt(cSigma * (2 - cSigma) * muEff) * white[j]!;
    const length = Math.hypot(...this.#pathSigma);
    const calm = length / Math.sqrt(1 - (1 - cSigma) ** (2 * this.#generation)) < (1.4 + 2 / (n + 1)) * chiN;
    this.sigma *= Math.exp(Math.min(1, (cSigma / dSigma) * (length / chiN - 1)));

    // Covariance matrix, equations (45) to (47): rank one from the path, rank lambda from this generation.
    const h = calm ? 1 : 0;
    for (let j = 0; j < n; j++) this.#pathC[j] = (1 - cc) * this.#pathC[j]! + h * Math.sqrt(cc * (2 - cc) * muEff) * yw[j]!;
    const total = weights.reduce((sum, w) => sum + w, 0);
    const keep = 1 + c1 * (1 - h) * cc * (2 - cc) - c1 - cMu * total;
    const active = weights.map((w, i) => (w >= 0 ? w : (w * n) / Math.max(this.mahalanobis(steps[i]!), Number.MIN_VALUE)));
    const c = this.#c.data;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let value = keep * c[i * n + j]! + c1 * this.#pathC[i]! * this.#pathC[j]!;
        for (let k = 0; k < steps.length; k++) value += cMu * active[k]! * steps[k]![i]! * steps[k]![j]!;
        c[i * n + j] = c[j * n + i] = value;
      }
    }
    // A decomposition now and then is enough (appendix B.2).
    if ((this.#generation - this.#decomposed) * (c1 + cMu) * n * 10 > 1) this.#decompose();
  }

  #decompose(): void {
    this.#decomposed = this.#generation;
    const { n } = this.#strategy;
    const { values, vectors } = symmetricEigen(matrix(n, n, this.#c.data.slice()));
    this.#b = vectors;
    const floor = 1e-20 * Math.max(...values);
    for (let k = 0; k < n; k++) this.#d[k] = Math.sqrt(Math.max(values[k]!, floor));
  }

  /** D^-1 B' y. */
  #whitened(y: Float64Array): Float64Array {
    const { n } = this.#strategy;
    const z = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) z[k]! += this.#b.data[i * n + k]! * y[i]!;
    for (let k = 0; k < n; k++) z[k]! /= this.#d[k]!;
    return z;
  }

  #rotated(z: Float64Array): Float64Array {
    const { n } = this.#strategy;
    const y = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) y[i]! += this.#b.data[i * n + k]! * z[k]!;
    return y;
  }
}
