import type { Fit } from "@inversa/core";
import { r2, rmse } from "@inversa/numerics";

/** How well a computed curve matches a measured one, at the points that both have; undefined where there is none. */
export function compareCurves(measured: Float64Array, computed: Float64Array): Pick<Fit, "rmse" | "relative" | "r2"> | undefined {
  const both = [...measured.keys()].filter((i) => Number.isFinite(measured[i]!) && Number.isFinite(computed[i]!));
  if (both.length === 0) return undefined;
  const [m, c] = [both.map((i) => measured[i]!), both.map((i) => computed[i]!)];
  const error = rmse(m, c);
  const largest = m.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const explained = r2(m, c);
  return { rmse: error, relative: largest > 0 ? error / largest : 0, r2: Number.isFinite(explained) ? explained : 0 };
}
