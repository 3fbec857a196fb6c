import { lazy, Suspense, type ReactNode } from "react";
import type { ChartProps } from "./chart.tsx";

const Chart = lazy(() => import("./chart.tsx"));

/** A chart in a frame, with a caption where its axes do not say it all. The charting library comes with the first of them. */
export const Figure = ({ caption, ...chart }: ChartProps & { readonly caption?: ReactNode }) => (
  <figure className="figure panel">
    {caption !== undefined && <figcaption>{caption}</figcaption>}
    <Suspense fallback={<div style={{ height: chart.height }} />}><Chart {...chart} /></Suspense>
  </figure>
);
