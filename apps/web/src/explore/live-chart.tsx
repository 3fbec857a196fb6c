import { useComputedColorScheme } from "@mantine/core";
import { appearance, type Tone } from "@inversa/report";
import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { toShown, type Shown } from "../display/units.ts";
import { extent, niceRange, steadyRange, type Range } from "./chart-frame.ts";
import { drawCurves, type LiveCurve, type Plane } from "./live-curves.ts";
import type { Found, SceneTest } from "./messages.ts";
import type { Session } from "./session.ts";
import type { Drawn } from "./session-state.ts";

use([LineChart, ScatterChart, CustomChart, GridComponent, CanvasRenderer]);

export interface LiveChartProps {
  readonly session: Session;
  readonly tests: readonly SceneTest[];
  /** The kind of test and the response that this chart draws. */
  readonly protocol: string;
  readonly response: string;
  readonly across: Shown & { readonly title: string; readonly logarithmic: boolean };
  readonly up: Shown & { readonly title: string };
  readonly pinned: Drawn | undefined;
  readonly bands: Found["bands"];
  /** What somebody who does not see the picture is told. */
  readonly about: string;
}

type Point = [x: number, y: number];

/** Measured points that are drawn; more would be one blot. */
const mostPoints = 600;

/** Curves over readings that follow the session's frames without passing through React. */
export function LiveChart(props: LiveChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const chart = useRef<EChartsType>(undefined);
  /** Draws the present curves again, where the place has changed. */
  const again = useRef<() => void>(undefined);
  const dark = useComputedColorScheme("light") === "dark";
  const { session, protocol, response, across, up, pinned, bands, about } = props;
  const tests = useSteady(props.tests);

  useEffect(() => {
    const drawn = init(place.current!, null, { renderer: "canvas" });
    chart.current = drawn;
    const watch = new ResizeObserver(() => { drawn.resize(); again.current?.(); });
    watch.observe(place.current!);
    return () => { watch.disconnect(); drawn.dispose(); };
  }, []);

  useEffect(() => {
    const drawing = chart.current!;
    const own = tests.flatMap((test, t) => (test.protocol === protocol ? [t] : []));
    const x = (value: number): number => toShown(across, value);
    const y = (value: number): number => toShown(up, value);
    const tone = (t: number): string => { const { mark, darkMark }: Tone = appearance(t); return dark ? darkMark : mark; };
    const shownBands = bands.filter((band) => band.response === response && own.includes(band.test));
    const fixed = extent(...own.flatMap((t) => tests[t]!.measured?.[response] ?? []), ...shownBands.flatMap(({ low, high }) => [low, high]));
    const ends = extent(...own.map((t) => tests[t]!.axis));
    const along = ends && (across.logarithmic ? { min: x(ends.min), max: x(ends.max) } : niceRange({ min: x(ends.min), max: x(ends.max) }));
    if (!along) return;
    drawing.setOption({ ...frameOption(across, up, dark, along), series: [
      ...shownBands.map((band) => bandSeries(band, tone(band.test), x, y)),
      ...(pinned ? own.map((t) => ({ id: `pinned-${t}`, type: "line", data: pointsOf(pinned, t, response, x, y), showSymbol: false, silent: true, z: 2, lineStyle: { color: tone(t), width: 1.5, type: [5, 4], opacity: 0.75 } })) : []),
      ...own.map((t) => ({ id: `measured-${t}`, type: "scatter", data: readings(tests[t]!, response, x, y), symbol: appearance(t).symbol, symbolSize: 6, silent: true, z: 3, itemStyle: { color: "transparent", borderColor: tone(t), borderWidth: 1.4 } })),
    ] }, { notMerge: true });

    let range: Range | undefined;
    let plane: Plane | undefined;
    const draw = ({ frame, axes, scene }: Drawn): void => {
      if (!alike(scene.tests, tests)) return;
      const places = frame.places.filter((one) => one.response === response && own.includes(one.test));
      const curves = places.map(({ test, offset, length }): LiveCurve => ({ colour: tone(test), x: axes[test]!.map(x), y: frame.curves.subarray(offset, offset + length).map(y) }));
      const needed = extent(...(fixed ? [[y(fixed.min), y(fixed.max)]] : []), ...curves.map((curve) => curve.y));
      if (!needed) return;
      const next = steadyRange(range, needed);
      if (next !== range || !plane) {
        range = next;
        drawing.setOption({ yAxis: { min: next.min, max: next.max } }, { silent: true });
        const corner = (a: number, b: number): number[] => drawing.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [a, b]);
        const [[left, bottom], [right, top]] = [corner(along.min, next.min), corner(along.max, next.max)] as [[number, number], [number, number]];
        plane = { left, right, top, bottom, across: along, up: next, logarithmic: across.logarithmic };
      }
      drawCurves(overlay.current!, plane, curves);
    };
    let last: Drawn | undefined;
    again.current = () => {
      plane = undefined;
      if (last) draw(last);
    };
    return session.onDrawn((drawn) => { last = drawn; draw(drawn); });
  }, [session, tests, protocol, response, across.title, across.factor, across.offset, across.logarithmic, up.title, up.factor, up.offset, pinned, bands, dark]);

  return <div className="explore-chart" role="img" aria-label={about}><div ref={place} className="explore-plot" /><canvas ref={overlay} className="explore-live" aria-hidden="true" /></div>;
}

/** The tests as they were first seen, as long as only their conditions change: a picture that is made anew while a condition moves does not follow it. */
function useSteady(tests: readonly SceneTest[]): readonly SceneTest[] {
  const kept = useRef(tests);
  if (!alike(kept.current, tests)) kept.current = tests;
  return kept.current;
}

const alike = (some: readonly SceneTest[], others: readonly SceneTest[]): boolean =>
  some === others || (some.length === others.length && some.every(({ id, protocol, measured }, i) => id === others[i]!.id && protocol === others[i]!.protocol && measured === others[i]!.measured));

function points(axis: Float64Array, values: Float64Array, x: (value: number) => number, y: (value: number) => number): Point[] {
  const out: Point[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) break;
    out.push([x(axis[i]!), y(value)]);
  }
  return out;
}

function pointsOf({ frame, axes }: Drawn, test: number, response: string, x: (value: number) => number, y: (value: number) => number): Point[] {
  const place = frame.places.find((one) => one.test === test && one.response === response);
  return place ? points(axes[test]!, frame.curves.subarray(place.offset, place.offset + place.length), x, y) : [];
}

function readings({ axis, measured }: SceneTest, response: string, x: (value: number) => number, y: (value: number) => number): Point[] {
  const values = measured?.[response];
  if (!values) return [];
  const stride = Math.ceil(values.length / mostPoints);
  return Array.from(values, (value, i): Point => [x(axis[i]!), y(value)]).filter(([, value], i) => i % stride === 0 && Number.isFinite(value));
}

/** The area between the ends of a 95 % interval of a curve. */
function bandSeries({ test, axis, low, high }: Found["bands"][number], colour: string, x: (value: number) => number, y: (value: number) => number) {
  const known = [...axis.keys()].filter((i) => Number.isFinite(low[i]!) && Number.isFinite(high[i]!));
  const outline = [...known.map((i): Point => [x(axis[i]!), y(high[i]!)]), ...known.toReversed().map((i): Point => [x(axis[i]!), y(low[i]!)])];
  return {
    id: `band-${test}`, type: "custom", data: [[0, 0]], silent: true, z: 1, clip: true,
    renderItem: (_: unknown, api: { coord(point: Point): number[] }) => ({ type: "polygon", shape: { points: outline.map((point) => api.coord(point)) }, style: { fill: colour, opacity: 0.2 } }),
  };
}

function frameOption(across: LiveChartProps["across"], up: LiveChartProps["up"], dark: boolean, along: Range | undefined) {
  const [quiet, line, grid] = dark ? ["#aab4c0", "#79848f", "#333b45"] : ["#54606e", "#8a95a1", "#e3e7eb"];
  const text = { color: quiet, fontSize: 12 };
  const axis = { nameLocation: "middle", nameTextStyle: { ...text, fontSize: 13 }, axisLabel: { ...text, hideOverlap: true }, axisLine: { show: true, onZero: false, lineStyle: { color: line } }, axisTick: { show: true, lineStyle: { color: line } }, splitLine: { lineStyle: { color: grid } } };
  return {
    animation: false,
    textStyle: { fontFamily: "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif" },
    grid: { left: 62, right: 16, top: 12, bottom: 46 },
    xAxis: { ...axis, type: across.logarithmic ? "log" : "value", name: across.title, nameGap: 28, ...along, splitLine: { show: false } },
    yAxis: { ...axis, type: "value", name: up.title, nameGap: 46 },
  };
}
