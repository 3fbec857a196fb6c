import type { ChartOption } from "@inversa/report";
import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import "./chart.css";
import { darkenCharts } from "./dark-charts.ts";

use([LineChart, ScatterChart, CustomChart, GridComponent, SVGRenderer]);
darkenCharts();

export interface ChartProps {
  readonly option: ChartOption;
  /** What somebody who does not see the picture is told. */
  readonly title: string;
  /** Pixels; the width is that of the place. */
  readonly height: number;
}

/** A chart of the report, as wide as its place. */
export default function Chart({ option, title, height }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  useEffect(() => {
    const drawn = init(place.current!, null, { renderer: "svg" });
    chart.current = drawn;
    const watch = new ResizeObserver(() => drawn.resize());
    watch.observe(place.current!);
    return () => { watch.disconnect(); drawn.dispose(); };
  }, []);
  useEffect(() => { chart.current?.setOption({ animation: false, ...option }, { notMerge: true }); }, [option]);
  return <div ref={place} className="chart" role="img" aria-label={title} style={{ height }} />;
}
