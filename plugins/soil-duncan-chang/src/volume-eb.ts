import type { Hyperbola } from "./hyperbola.ts";
import type { Volume } from "./volume.ts";

/** Bulk modulus within E/3 and 17 E, that is Poisson's ratio within 0 and 0.49. */
export const boundedBulk = (bulk: number, young: number): number => Math.min(Math.max(bulk, young / 3), 17 * young);

/**
 * Volumetric strain of the E-B model on first loading at constant σ3. The tangent modulus falls along the hyperbola, so there are three parts: Poisson's ratio 0
 * while Et > 3B, dev = dq/(3B) between, and 0.49 (dev = dea/51) where B > 17 Et.
 */
export class BulkVolume implements Volume {
  readonly #h: Hyperbola;
  readonly #bulk: number;
  /** 1/(3B). */
  readonly #compliance: number;
  /** Strain and stress at the ends of the first and second part, volumetric strain at the end of the second. */
  readonly #first: number;
  readonly #firstStress: number;
  readonly #second: number;
  readonly #secondVolume: number;
  readonly #limitVolume: number;

  constructor(h: Hyperbola, bulk: number) {
    this.#h = h;
    this.#bulk = bulk;
    this.#compliance = 1 / (3 * bulk);
    const { Ei, b } = h;
    // The hyperbola's modulus is Ei r^2 with r = 1 - b q, so the strain is (1 - r)/(b Ei r).
    const r1 = Math.sqrt((3 * bulk) / Ei);
    const r2 = Math.sqrt(bulk / (17 * Ei));
    this.#first = r1 < 1 ? (1 - r1) / (b * Ei * r1) : 0;
    this.#firstStress = r1 < 1 ? (1 - r1) / b : 0;
    this.#second = r2 < 1 ? (1 - r2) / (b * Ei * r2) : 0;
    const secondStress = r2 < 1 ? (1 - r2) / b : 0;
    this.#secondVolume = this.#first + (secondStress - this.#firstStress) / (3 * bulk);
    this.#limitVolume = h.limitStrain < Number.POSITIVE_INFINITY ? this.before(h.limitStrain, h.limitStress) : 0;
  }

  before(strain: number, stress: number): number {
    if (strain <= this.#first) return strain;
    if (strain <= this.#second) return this.#first + (stress - this.#firstStress) * this.#compliance;
    return this.#secondVolume + (strain - this.#second) / 51;
  }

  beyond(strain: number): number {
    const { limitStrain, residual } = this.#h;
    const slope = residual > 0 ? residual / (3 * boundedBulk(this.#bulk, residual)) : 1 / 51;
    return this.#limitVolume + slope * (strain - limitStrain);
  }

  elastic(stress: number): number {
    return stress / (3 * boundedBulk(this.#bulk, this.#h.Eur));
  }
}
