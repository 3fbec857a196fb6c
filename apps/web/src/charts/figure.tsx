import { lazy, Suspense, type ReactNode, type Ref } from "react";
import type { ChartProps } from "./chart.tsx";

const Chart = lazy(() => import("./chart.tsx"));

export interface FigureProps extends Omit<ChartProps, "option"> {
  readonly caption?: ReactNode;
  /** Undefined while it is not known how wide its place is. */
  readonly option: ChartProps["option"] | undefined;
  /** Told of the place, for pictures that are laid out for its width. */
  readonly place?: Ref<HTMLDivElement>;
}

/** A chart in a frame, with a caption where its axes do not say it all. The charting library comes with the first of them. */
export function Figure({ caption, option, place, ...chart }: FigureProps) {
  const room = <div style={{ height: chart.height }} />;
  return (
    <figure className="figure panel">
      {caption !== undefined && <figcaption>{caption}</figcaption>}
      <div ref={place}>{option === undefined ? room : <Suspense fallback={room}><Chart option={option} {...chart} /></Suspense>}</div>
    </figure>
  );
}
