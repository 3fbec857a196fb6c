import type { ChartOption } from "@inversa/report";
import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { type RefObject, useEffect, useRef, useState } from "react";
import "./chart.css";
import { darkenCharts } from "./dark-charts.ts";

use([LineChart, ScatterChart, CustomChart, GridComponent, SVGRenderer]);
darkenCharts();

/** Keeps a chart of the report in a place, as wide as that is. @returns The chart, and how often its size has changed. */
export function useChart(place: RefObject<HTMLDivElement | null>, option: ChartOption): { readonly chart: RefObject<EChartsType | undefined>; readonly sizes: number } {
  const chart = useRef<EChartsType>(undefined);
  const [sizes, count] = useState(0);
  useEffect(() => {
    const drawn = init(place.current!, null, { renderer: "svg" });
    chart.current = drawn;
    const watch = new ResizeObserver(() => { drawn.resize(); count((known) => known + 1); });
    watch.observe(place.current!);
    return () => { watch.disconnect(); drawn.dispose(); };
  }, [place]);
  useEffect(() => { chart.current?.setOption({ animation: false, ...option }, { notMerge: true }); }, [option]);
  return { chart, sizes };
}
