import type { ClassicalNote } from "@inversa/core";
import { lineThrough, meanMargin, studentQuantile975 } from "@inversa/numerics";

type Interval = readonly [number, number];

/** Strength parameters read from peaks; what the peaks do not give is absent. Angles in degrees, cohesion in kPa. */
export interface PeakStrength {
  readonly c?: number;
  readonly phi?: number;
  readonly dphi?: number;
  readonly c95?: Interval;
  readonly phi95?: Interval;
  readonly dphi95?: Interval;
  readonly notes: readonly ClassicalNote<"c" | "phi" | "dphi">[];
}

/** A strength in drained triaxial compression: radial stress and deviator stress at failure, kPa. */
export interface Peak {
  readonly s3: number;
  readonly qf: number;
}

const degree = Math.PI / 180;

/** Friction angle in degrees of one peak with a given cohesion: tan(45 + φ/2) = (sqrt(c^2 + σ3 σ1) - c)/σ3. */
const angleOfPeak = ({ s3, qf }: Peak, c = 0): number => (2 * Math.atan((Math.sqrt(c * c + s3 * (s3 + qf)) - c) / s3)) / degree - 90;

/**
 * Mohr-Coulomb from peaks: a line qf = 2c cos φ/(1 - sin φ) + 2 sin φ/(1 - sin φ) σ3, or, where the envelope is curved (`dphi` is asked for), φ0 and Δφ from
 * the angle of each peak over log10(σ3/pa).
 * @param held `c`, `phi` or `dphi` where it is not asked for.
 */
export function strengthFromPeaks(peaks: readonly Peak[], pa: number, held: { readonly c?: number | undefined; readonly phi?: number | undefined; readonly dphi?: number | undefined }): PeakStrength {
  if (peaks.length === 0) return { notes: [{ of: ["c", "phi", "dphi"], text: "no drained triaxial test shows a strength" }] };
  const pressures = peaks.map(({ s3 }) => s3);
  const several = Math.max(...pressures) > 1.05 * Math.min(...pressures);
  const { dphi } = held;
  if (dphi === undefined) return curvedEnvelope(peaks, pa, held, several);
  if (held.c !== undefined) return { ...oneAngle(peaks, pa, held.c, dphi, held.phi), notes: [] };
  if (several && dphi === 0) return straightEnvelope(peaks, pa, held.phi);
  return {
    ...(several ? { c: 0 } : {}), ...oneAngle(peaks, pa, 0, dphi, held.phi),
    notes: [several ? curved : { of: ["c"], text: "one confining pressure does not tell cohesion from friction; the friction angle is without cohesion" }],
  };
}

const curved = { of: ["c"], text: "a curved envelope and a cohesion describe the same, so the angle falls with the stress and c is taken as zero" } as const;

function straightEnvelope(peaks: readonly Peak[], pa: number, phi: number | undefined): PeakStrength {
  if (phi !== undefined) return { c: cohesionAt(peaks, phi), notes: [] };
  const { intercept: A, slope: B, slopeMargin, covariance: [aa, ab, bb], freedom } = lineThrough(peaks.map(({ s3 }) => s3), peaks.map(({ qf }) => qf));
  if (!(A > 0 && B > 0)) {
    return { ...oneAngle(peaks, pa, 0, 0, undefined), c: 0, notes: A > -1e-9 * Math.abs(B) ? [] : [{ of: ["c"], text: "the line through the peaks meets the axis below zero, so there is no cohesion" }] };
  }
  const angle = (slope: number): number => Math.asin(slope / (2 + slope)) / degree;
  const c = A / (2 * Math.sqrt(1 + B));
  // Error propagation through c = A / (2 sqrt(1 + B)).
  const [byA, byB] = [1 / (2 * Math.sqrt(1 + B)), -A / (4 * (1 + B) ** 1.5)];
  const margin = studentQuantile975(freedom) * Math.sqrt(byA * byA * aa + 2 * byA * byB * ab + byB * byB * bb);
  return {
    c, phi: angle(B), notes: [],
    ...(freedom > 0 ? { c95: [Math.max(0, c - margin), c + margin] as const, phi95: [angle(Math.max(0, B - slopeMargin)), angle(B + slopeMargin)] as const } : {}),
  };
}

/** Mean cohesion, not below zero, that a friction angle leaves to the peaks. */
function cohesionAt(peaks: readonly Peak[], phi: number): number {
  const [sine, cosine] = [Math.sin(phi * degree), Math.cos(phi * degree)];
  return Math.max(0, meanMargin(peaks.map(({ s3, qf }) => (qf * (1 - sine) - 2 * s3 * sine) / (2 * cosine))).mean);
}

/** One angle at pa for all peaks, with a given drop and cohesion. */
function oneAngle(peaks: readonly Peak[], pa: number, c: number, dphi: number, phi: number | undefined): Omit<PeakStrength, "notes"> {
  if (phi !== undefined) return {};
  const { mean, margin } = meanMargin(peaks.map((peak) => angleOfPeak(peak, c) + dphi * Math.log10(peak.s3 / pa)));
  return { phi: mean, ...(Number.isFinite(margin) ? { phi95: [mean - margin, mean + margin] as const } : {}) };
}

function curvedEnvelope(peaks: readonly Peak[], pa: number, held: { readonly c?: number | undefined; readonly phi?: number | undefined }, several: boolean): PeakStrength {
  const c = held.c ?? 0;
  const cohesion = held.c === undefined ? { c: 0 } : {};
  const notes = held.c === undefined ? [curved] : [];
  if (!several) return { ...cohesion, ...oneAngle(peaks, pa, c, 0, held.phi), notes: [...notes, { of: ["dphi"], text: "one confining pressure does not show how the friction angle changes with it" }] };
  const x = peaks.map(({ s3 }) => Math.log10(s3 / pa));
  const y = peaks.map((peak) => angleOfPeak(peak, c));
  if (held.phi !== undefined) {
    const square = x.reduce((sum, value) => sum + value * value, 0);
    return { ...cohesion, dphi: -x.reduce((sum, value, i) => sum + value * (y[i]! - held.phi!), 0) / square, notes };
  }
  const { intercept, slope, interceptMargin, slopeMargin, freedom } = lineThrough(x, y);
  return {
    ...cohesion, phi: intercept, dphi: -slope, notes,
    ...(freedom > 0 ? { phi95: [intercept - interceptMargin, intercept + interceptMargin] as const, dphi95: [-slope - slopeMargin, -slope + slopeMargin] as const } : {}),
  };
}
