/*
 * What the numbers of a file say about the kind of test they come from, where the columns alone do not.
 */

type SeriesByName = Readonly<Record<string, Float64Array>>;

/** Largest less smallest reading; gaps do not count. */
function spread(values: Float64Array | undefined): number {
  let [low, high] = [Infinity, -Infinity];
  for (const v of values ?? []) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return high > low ? high - low : 0;
}

const kPa = (value: number): string => `${Number(value.toPrecision(3))} kPa`;

/** Drift of a drained specimen's pore pressure stays far below this share of its deviator stress; undrained shearing reaches it at once. */
const drift = 0.2;

/** Why series cannot come from a drained test at constant radial stress. */
export function notDrained(series: SeriesByName): string | undefined {
  const { deviatorStress: q, porePressure: u, radialEffectiveStress: r } = series;
  if (q === undefined) return "there is no deviator stress";
  if (spread(u) > drift * spread(q)) return `the pore pressure changes by ${kPa(spread(u))}`;
  return spread(r) > drift * spread(q) ? `the effective radial stress changes by ${kPa(spread(r))}` : undefined;
}

/** A gauge that is logged behind a closed valve follows its own pipes by less, in cm³. */
const leakage = 2;

/** Why series cannot come from an undrained test. */
export function notUndrained({ deviatorStress: q, voidRatio: e, volumeChange: water }: SeriesByName): string | undefined {
  if (spread(water) > leakage) return `the volume gauge moves by ${Number(spread(water).toPrecision(3))} cm³`;
  if (q === undefined) return "there is no deviator stress";
  return spread(e) > 0.005 ? `the void ratio changes by ${Number(spread(e).toPrecision(3))}` : undefined;
}

/** Why series cannot come from a test at constant mean effective stress. */
export function notConstantP({ deviatorStress: q, meanEffectiveStress: p }: SeriesByName): string | undefined {
  if (q === undefined) return "there is no deviator stress";
  return spread(p) > 0.1 * spread(q) ? `the mean effective stress changes by ${kPa(spread(p))}` : undefined;
}

/** Why series cannot come from isotropic compression. */
export function notIsotropic({ meanEffectiveStress: p, axialEffectiveStress: a, radialEffectiveStress: r }: SeriesByName): string | undefined {
  if (a === undefined || r === undefined) return undefined;
  const apart = spread(a.map((v, i) => v - r[i]!));
  return apart > 0.2 * spread(p) ? `axial and radial stress move apart by ${kPa(apart)}` : undefined;
}
