import type { Estimate } from "@inversa/core";
import { curveReadings, type CurveReading } from "./curve-readings.ts";
import { formatNumber } from "./format-number.ts";
import type { MarkTitles } from "./svg.ts";

/** Readings of one test from which on marks touch and no title would be found: they are left out, or a long record would be a report of megabytes. */
const most = 300;

/** What the pointer is told over the marks of a fit chart (series `ID measured`) and of a residual chart (series `ID`): the reading in numbers. */
export function readingTitles(estimate: Estimate, protocol: string, response: string): MarkTitles {
  const { across, up, points } = curveReadings(estimate, protocol, response);
  const lists = new Map<string, CurveReading[]>();
  for (const point of points) {
    if (point.measured !== null) listed(lists, `${point.id} measured`, point);
    if (point.residual !== null) listed(lists, point.id, point);
  }
  const said = (value: number): string => `${formatNumber(value * up.factor)}${up.unit === "" ? "" : `\u00a0${up.unit}`}`;
  return (series, index) => {
    const list = lists.get(series);
    const point = list === undefined || list.length > most ? undefined : list[index];
    if (point === undefined) return undefined;
    const { id, x, measured, model, residual } = point;
    return `${id}. ${across.title}: ${formatNumber(x * across.factor)}. Measured ${said(measured!)}${model === null ? "" : `, model ${said(model)}`}${residual === null ? "" : `, difference ${said(residual)}`}`;
  };
}

function listed(lists: Map<string, CurveReading[]>, key: string, point: CurveReading): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [point]);
  else list.push(point);
}
