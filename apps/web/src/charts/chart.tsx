import type { ChartOption } from "@inversa/report";
import { useRef } from "react";
import { useChart } from "./use-chart.ts";

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
  useChart(place, option);
  return <div ref={place} className="chart" role="img" aria-label={title} style={{ height }} />;
}
