import { curveReadings, formatNumber, withLabel } from "@inversa/report";
import type { Estimate } from "@inversa/core";
import type { Reading } from "./readings.ts";

/** What the values of a curve are called. */
export interface CurveWords {
  readonly measured: string;
  readonly model: string;
  readonly band: string;
  readonly residual: string;
}

/** What can be read off the fit of one response or off its residuals, in the units of the estimate, which are the reader's. */
export function readingsOfCurves(estimate: Estimate, protocol: string, response: string, of: "fit" | "residuals", words: CurveWords): readonly Reading[] {
  const { across, up, points } = curveReadings(estimate, protocol, response);
  const said = (value: number): string => withLabel(formatNumber(value * up.factor), up.unit);
  return points.flatMap(({ id, x, measured, model, band, residual }): Reading[] => {
    const y = of === "residuals" ? residual : measured ?? model;
    if (y === null) return [];
    const lines: (readonly [string, string])[] = [
      [across.title, formatNumber(x * across.factor)],
      ...(measured === null ? [] : [[words.measured, said(measured)] as const]),
      ...(model === null ? [] : [[words.model, said(model)] as const]),
      ...(band === null ? [] : [[words.band, `${formatNumber(band[0] * up.factor)} – ${said(band[1])}`] as const]),
      ...(residual === null ? [] : [[words.residual, said(residual)] as const]),
    ];
    return [{ x, y, series: id, title: id, lines }];
  });
}
