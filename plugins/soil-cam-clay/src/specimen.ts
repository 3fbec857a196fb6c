import { InputError, stop, type StopReason } from "@inversa/core";
import { Volume, type Clay, type Specimen } from "./soil.ts";

/** Why a specimen cannot exist. */
export interface Impossible {
  readonly reason: StopReason;
  readonly message: string;
}

/** What a test may say about a specimen's past. */
export interface Past {
  readonly initialVoidRatio: number | undefined;
  readonly preconsolidationPressure: number | undefined;
  readonly overconsolidationRatio: number | undefined;
}

/** Rounding of printed conditions: a specimen this close to its surface, relative, stands on it. */
const printed = 1e-7;

/**
 * The specimen that conditions describe. Its yield surface is that of its preconsolidation pressure, or passes through its stresses where these lie outside:
 * then it has been consolidated to where it stands.
 * @throws InputError `condition-invalid` where the option `history: void-ratio` meets a test without initialVoidRatio.
 */
export function specimenAt(clay: Clay, p: number, q: number, past: Past): Specimen | Impossible {
  const { surface, N, lambda, kappa } = clay;
  const { initialVoidRatio, preconsolidationPressure, overconsolidationRatio } = past;
  if (!(p > 0)) return { reason: "tension", message: `a mean effective stress of ${p} kPa at the start leaves no stiffness` };
  const eta = q / p;
  const onSurface = p * Math.exp(surface.size(eta));
  let pc = preconsolidationPressure ?? (overconsolidationRatio ?? 1) * p;
  if (clay.history === "void-ratio") {
    if (initialVoidRatio === undefined) {
      throw new InputError("condition-invalid", { where: "conditions of the test", what: "initialVoidRatio is not given, and the option `history: void-ratio` takes the preconsolidation pressure from it", expected: "a void ratio, or `history: conditions`" });
    }
    pc = Math.exp((N - 1 - initialVoidRatio - kappa * Math.log(p)) / (lambda - kappa));
    if (!(pc >= onSurface * (1 - printed))) {
      return { reason: "no-solution", message: `at a mean stress of ${p.toPrecision(4)} kPa a void ratio of ${initialVoidRatio} lies above the normal compression line of N = ${N}: the specimen would stand outside its yield surface (${pc.toPrecision(4)} kPa)` };
    }
  }
  if (pc < onSurface * (1 + printed)) {
    if (Math.abs(eta) > surface.M * (1 + printed)) {
      return { reason: "failure", message: `the stress ratio at the start, ${eta.toPrecision(4)}, lies beyond the critical state M = ${surface.M} and outside the yield surface of a preconsolidation pressure of ${pc.toPrecision(4)} kPa` };
    }
    pc = onSurface;
  }
  const v = initialVoidRatio === undefined ? N - kappa * Math.log(p) - (lambda - kappa) * Math.log(pc) : 1 + initialVoidRatio;
  if (!(v > 1)) return { reason: "no-solution", message: `the specimen would have no voids: N = ${N} gives a specific volume of ${v.toPrecision(4)} at a mean stress of ${p.toPrecision(4)} kPa and a preconsolidation pressure of ${pc.toPrecision(4)} kPa` };
  return { p, q, pc, v };
}

export const impossible = (specimen: Specimen | Impossible): specimen is Impossible => "reason" in specimen;

/** A named end without any point. */
export const never = <R extends Readonly<Record<string, number[]>>>({ reason, message }: Impossible, responses: R) => stop(reason, message, responses);

/** Why compression cannot go on where the voids are gone. */
export const solid = (v: number, p: number): string => `the voids are gone at a mean stress of ${p.toPrecision(4)} kPa (specific volume ${v.toPrecision(4)}); the compression line in ln p does not reach so far`;

export const volumeOf = (clay: Clay, specimen: Specimen): Volume => new Volume(clay, specimen);
