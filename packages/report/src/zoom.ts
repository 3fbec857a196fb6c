import { linearTicks, logTicks } from "./chart-frame.ts";
import type { ChartOption } from "./svg.ts";

/** The part of a chart's plane that is looked at, in the units of its data. */
export interface PlotWindow {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** A chart of one plot, with its axes cut to a part of the plane. */
export const zoomed = (option: ChartOption, { x, y }: PlotWindow): ChartOption => ({ ...option, xAxis: within(option.xAxis, x), yAxis: within(option.yAxis, y) }) as ChartOption;

interface Axis { readonly type?: string; readonly axisLabel?: object; readonly axisTick?: object }

function within(axis: unknown, [min, max]: readonly [number, number]): object {
  const { axisLabel, axisTick, ...rest } = axis as Axis;
  const customValues = rest.type === "log" && max / min > 8 ? [...logTicks(min, max)] : [...linearTicks(min, max)];
  return { ...rest, min, max, axisLabel: { ...axisLabel, customValues }, axisTick: { ...axisTick, customValues } };
}
