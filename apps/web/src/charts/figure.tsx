import { lazy, Suspense, type ReactNode, type Ref } from "react";
import type { ChartProps } from "./chart.tsx";
import type { Reading } from "./readings.ts";

const Chart = lazy(() => import("./chart.tsx"));
const ReadableChart = lazy(() => import("./readable-chart.tsx"));

export interface FigureProps extends Omit<ChartProps, "option"> {
  readonly caption?: ReactNode;
  /** Undefined while it is not known how wide its place is. */
  readonly option: ChartProps["option"] | undefined;
  /** Told of the place, for pictures that are laid out for its width. */
  readonly place?: Ref<HTMLDivElement>;
  /** What can be read off it; without, it is a picture. */
  readonly readings?: readonly Reading[];
  /** Whether parts of what can be read can be enlarged; true unless given. */
  readonly zooms?: boolean;
}

/** A chart in a frame, with a caption where its axes do not say it all. The charting library comes with the first of them. */
export function Figure({ caption, option, place, readings, zooms = true, ...chart }: FigureProps) {
  const room = <div style={{ height: chart.height }} />;
  const drawn = option !== undefined && (readings === undefined ? <Chart option={option} {...chart} /> : <ReadableChart option={option} readings={readings} zooms={zooms} {...chart} />);
  return (
    <figure className="figure panel">
      {caption !== undefined && <figcaption>{caption}</figcaption>}
      <div ref={place}>{drawn === false ? room : <Suspense fallback={room}>{drawn}</Suspense>}</div>
    </figure>
  );
}
