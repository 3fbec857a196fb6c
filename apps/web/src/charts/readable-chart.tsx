import { zoomed, type PlotWindow } from "@inversa/report";
import { Button } from "@mantine/core";
import type { EChartsType } from "echarts/core";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChartProps } from "./chart.tsx";
import { boxWindow, scaledWindow, type PlotPlane } from "./plot-plane.ts";
import { nearestReading, type Pixel, type Reading, stepAcross, stepAlong } from "./readings.ts";
import { useChart } from "./use-chart.ts";
import { useGestures } from "./use-gestures.ts";

export interface ReadableChartProps extends ChartProps {
  readonly readings: readonly Reading[];
  /** Whether parts of it can be enlarged. */
  readonly zooms?: boolean;
}

const grid = { gridIndex: 0 };

/** A chart whose values can be read, by mouse, finger and keyboard, and whose parts can be enlarged. */
export default function ReadableChart({ option, title, height, readings, zooms = true }: ReadableChartProps) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const [shown, show] = useState<PlotWindow>();
  const drawn = useMemo(() => (shown === undefined ? option : zoomed(option, shown)), [option, shown]);
  const { chart, sizes } = useChart(place, drawn);
  const [reading, read] = useState<Reading>();
  const [spot, setSpot] = useState<Pixel>();
  const [box, setBox] = useState<readonly [Pixel, Pixel]>();
  const whole = useRef<PlotWindow>(undefined);
  // Another language or unit: what was looked at is no more.
  useEffect(() => { show(undefined); read(undefined); }, [option, readings]);
  useEffect(() => { if (shown === undefined && chart.current) whole.current = planeOf(chart.current, option).shown; }, [chart, option, shown]);
  useEffect(() => { setSpot(reading && chart.current ? pixelIn(chart.current, drawn, reading) : undefined); }, [chart, reading, drawn, sizes]);

  const scale = (at: Pixel, factor: number): void => {
    if (zooms && chart.current && whole.current) show(scaledWindow(planeOf(chart.current, drawn), whole.current, at, factor));
  };
  const gestures = useGestures(place, {
    read: (at, reach) => { const drawing = chart.current; if (drawing) read(nearestReading(readings, (one) => pixelIn(drawing, drawn, one), at, reach)); },
    leave: () => read(undefined),
    draw: (drawing) => setBox(zooms ? drawing : undefined),
    enlarge: (from, to) => { const next = zooms && chart.current ? boxWindow(planeOf(chart.current, drawn), from, to) : undefined; if (next) show(next); },
    scale,
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const middle: Pixel = spot ?? [place.current!.clientWidth / 2, height / 2];
    const act: Readonly<Record<string, () => void>> = {
      ArrowRight: () => read(stepAlong(readings, reading, 1)), ArrowLeft: () => read(stepAlong(readings, reading, -1)), ArrowUp: () => read(stepAcross(readings, reading, -1)), ArrowDown: () => read(stepAcross(readings, reading, 1)),
      "+": () => scale(middle, 1.5), "=": () => scale(middle, 1.5), "-": () => scale(middle, 1 / 1.5), "0": () => show(undefined), Escape: () => { read(undefined); show(undefined); },
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(act, event.key)) return;
    event.preventDefault();
    act[event.key]!();
  };
  return (
    <div className="readable" data-zooms={zooms || undefined} role="group" aria-label={t(zooms ? "charts.readable" : "charts.readableOnly", { title })} tabIndex={0} onKeyDown={onKeyDown} onBlur={() => read(undefined)} {...gestures} onDoubleClick={() => show(undefined)}>
      <div ref={place} className="chart" role="img" aria-label={title} style={{ height }} />
      {box && <div className="readable-box" style={{ left: Math.min(box[0][0], box[1][0]), top: Math.min(box[0][1], box[1][1]), width: Math.abs(box[1][0] - box[0][0]), height: Math.abs(box[1][1] - box[0][1]) }} />}
      {shown && <Button className="readable-whole no-print" size="compact-sm" variant="default" onPointerDown={(event) => event.stopPropagation()} onClick={() => show(undefined)}>{t("charts.whole")}</Button>}
      {spot && <div className="readable-ring" style={{ left: spot[0], top: spot[1] }} />}
      <div role="status">{reading && spot && !box && <Readout reading={reading} spot={spot} width={place.current!.clientWidth} height={height} />}</div>
    </div>
  );
}

/** Width below which there is room for values above or below a point only. */
const narrow = 520;

/** Beside its point, on the side where there is room. */
function Readout({ reading, spot: [x, y], width, height }: { readonly reading: Reading; readonly spot: Pixel; readonly width: number; readonly height: number }) {
  return (
    <div className="readout no-print" data-left={x > width / 2 || undefined} data-above={y > height / 2 || undefined} data-narrow={width < narrow || undefined} style={{ top: y, ...(width < narrow ? {} : { left: x }) }}>
      <strong>{reading.title}</strong>
      <dl>{reading.lines.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </div>
  );
}

function planeOf(chart: EChartsType, { grid: placed, xAxis, yAxis }: ChartProps["option"]): PlotPlane {
  const { left, right, top, bottom } = placed as Readonly<Record<"left" | "right" | "top" | "bottom", number>>;
  const ends = { left, right: chart.getWidth() - right, top, bottom: chart.getHeight() - bottom };
  const [low, high] = [chart.convertFromPixel(grid, [ends.left, ends.bottom]), chart.convertFromPixel(grid, [ends.right, ends.top])] as [[number, number], [number, number]];
  const isLog = (axis: unknown): boolean => (axis as { readonly type?: string }).type === "log";
  return { ...ends, shown: { x: [low[0], high[0]], y: [low[1], high[1]] }, logarithmic: { x: isLog(xAxis), y: isLog(yAxis) } };
}

/** Where a reading's point is; undefined outside what is shown. */
function pixelIn(chart: EChartsType, { grid: placed }: ChartProps["option"], { x, y }: Reading): Pixel | undefined {
  const [px, py] = chart.convertToPixel(grid, [x, y]) as [number, number];
  const { left, right, top, bottom } = placed as Readonly<Record<"left" | "right" | "top" | "bottom", number>>;
  return px >= left - 1 && px <= chart.getWidth() - right + 1 && py >= top - 1 && py <= chart.getHeight() - bottom + 1 ? [px, py] : undefined;
}
