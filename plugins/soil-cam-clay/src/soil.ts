import { InputError } from "@inversa/core";
import type { Options } from "./options.ts";
import type { Surface } from "./surface.ts";

/** Parameters as the models declare them. */
export interface CamClayParameters {
  readonly M: number;
  readonly lambda: number;
  readonly kappa: number;
  readonly nu: number;
  readonly N: number;
  readonly G: number;
}

/** A clay: its surface, slopes and elasticity, with the conventions chosen. */
export interface Clay {
  readonly surface: Surface;
  readonly lambda: number;
  readonly kappa: number;
  readonly N: number;
  /** G/K under a constant Poisson's ratio; NaN under a constant shear modulus. */
  readonly alpha: number;
  /** Shear modulus in kPa where it is constant, 0 where Poisson's ratio is. */
  readonly G: number;
  /** Whether v is the present specific volume. */
  readonly current: boolean;
  readonly history: Options["history"];
}

/**
 * @throws InputError `option-invalid` where a constant shear modulus is asked for and none is given.
 */
export function clayOf({ lambda, kappa, nu, N, G }: CamClayParameters, surface: Surface, { volume, shear, history }: Options): Clay {
  const constant = shear === "constant";
  if (constant && !(G > 0)) throw new InputError("option-invalid", { where: "options of the Cam-Clay models, shear", what: "a constant shear modulus is asked for and the parameter G is not given", expected: "G in kPa above 0, or `shear: poisson`" });
  return { surface, lambda, kappa, N, alpha: constant ? Number.NaN : (1.5 * (1 - 2 * nu)) / (1 + nu), G: constant ? G : 0, current: volume === "current", history };
}

/** Elastic compliance in shear, for v dεs = compliance · dq/p: κ / 3α under a constant Poisson's ratio. */
export const shearCompliance = (clay: Clay, v: number, p: number): number => (clay.G > 0 ? (v * p) / (3 * clay.G) : clay.kappa / (3 * clay.alpha));

/** A point in stress space with the size of its yield surface. Stresses in kPa. */
export interface StressState {
  readonly p: number;
  readonly q: number;
  readonly pc: number;
}

/** A specimen before its test. */
export interface Specimen extends StressState {
  /** Specific volume 1 + e. */
  readonly v: number;
}

/**
 * Change of specific volume and volumetric strain, which are functions of p and pc: v = v0 - κ ln(p/p0) - (λ-κ) ln(pc/pc0) holds exactly on any path, because
 * the elastic law and the hardening law share the same v.
 */
export class Volume {
  readonly #clay: Clay;
  readonly #start: Specimen;
  constructor(clay: Clay, start: Specimen) {
    this.#clay = clay;
    this.#start = start;
  }

  /** Specific volume. */
  at(p: number, pc: number): number {
    const { kappa, lambda } = this.#clay;
    return this.#start.v - kappa * Math.log(p / this.#start.p) - (lambda - kappa) * Math.log(pc / this.#start.pc);
  }

  /** The v of moduli and hardening, from ln p and ln pc. */
  governing(lnp: number, lnpc: number): number {
    const { kappa, lambda, current } = this.#clay;
    return current ? this.#start.v - kappa * (lnp - Math.log(this.#start.p)) - (lambda - kappa) * (lnpc - Math.log(this.#start.pc)) : this.#start.v;
  }

  /** Volumetric strain since the start, for a specific volume. */
  strain(v: number): number {
    return this.#clay.current ? Math.log(this.#start.v / v) : 1 - v / this.#start.v;
  }

  /** Inverse of {@link strain}. */
  after(strain: number): number {
    return this.#start.v * (this.#clay.current ? Math.exp(-strain) : 1 - strain);
  }
}
