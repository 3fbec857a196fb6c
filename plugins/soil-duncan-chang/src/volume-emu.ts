import type { Hyperbola } from "./hyperbola.ts";
import type { Volume } from "./volume.ts";

/** Largest Poisson's ratio. */
export const largestRatio = 0.49;

/** Initial Poisson's ratio νi = G - F log10(σ3/pa), kept within 0 and 0.49. */
export const initialPoisson = (G: number, F: number, s3: number, pa: number): number => Math.min(Math.max(G - F * Math.log10(s3 / pa), 0), largestRatio);

/**
 * Volumetric strain of the E-mu model at constant σ3: νt = νi/(1 - D ea)^2 integrates to -er = νi ea/(1 - D ea) until νt is 0.49 and goes on with that slope.
 * On unloading νt is that of the present stress, D ea being D q/(Ei (1 - Rf q/qf)).
 */
export class PoissonVolume implements Volume {
  readonly #h: Hyperbola;
  readonly #initial: number;
  readonly #D: number;
  /** Axial strain at which Poisson's ratio reaches 0.49, the radial expansion and the deviator stress there. */
  readonly #full: number;
  readonly #fullExpansion: number;
  readonly #fullStress: number;
  readonly #limitVolume: number;

  constructor(h: Hyperbola, initial: number, D: number) {
    this.#h = h;
    this.#initial = initial;
    this.#D = initial > 0 ? D : 0;
    this.#full = initial >= largestRatio ? 0 : this.#D > 0 ? (1 - Math.sqrt(initial / largestRatio)) / D : Number.POSITIVE_INFINITY;
    this.#fullExpansion = this.#full === 0 ? 0 : (initial * this.#full) / (1 - this.#D * this.#full);
    this.#fullStress = this.#full / (h.a + h.b * this.#full);
    this.#limitVolume = h.limitStrain < Number.POSITIVE_INFINITY ? this.before(h.limitStrain) : 0;
  }

  before(strain: number): number {
    const expansion = strain <= this.#full ? (this.#initial * strain) / (1 - this.#D * strain) : this.#fullExpansion + largestRatio * (strain - this.#full);
    return strain - 2 * expansion;
  }

  beyond(strain: number): number {
    return this.#limitVolume + (1 - 2 * largestRatio) * (strain - this.#h.limitStrain);
  }

  elastic(stress: number): number {
    const { a, b, Eur } = this.#h;
    const expansion = this.#full === 0 ? largestRatio * stress
      : stress > this.#fullStress ? this.#initial * squaredRatio(b, b + this.#D * a, this.#fullStress) + largestRatio * (stress - this.#fullStress)
      : this.#initial * squaredRatio(b, b + this.#D * a, stress);
    return (stress - 2 * expansion) / Eur;
  }
}

/** The integral from 0 to q of ((1 - αq)/(1 - γq))^2, α <= γ. */
function squaredRatio(alpha: number, gamma: number, q: number): number {
  if (gamma === alpha) return q;
  const k = alpha / gamma;
  const rest = 1 - gamma * q;
  return k * k * q - (2 * k * (1 - k) * Math.log1p(-gamma * q)) / gamma + ((1 - k) ** 2 * q) / rest;
}
