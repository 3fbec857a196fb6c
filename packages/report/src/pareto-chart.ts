import type { ParetoFront, ParetoPoint } from "@inversa/core";
import { frame, linearTicks, type XY } from "./chart-frame.ts";
import { asTitle } from "./labels.ts";
import { curve, points } from "./marks.ts";
import { appearance, inks } from "./palette.ts";
import type { ChartOption } from "./svg.ts";

/**
 * Misfit of one response against that of the other, in percent of the curves' peaks: each dot is one set of parameters, and none is better in both. Left the first
 * response is matched best, below the second. Series: `front`, `points`, `knee` (absent without one). Dots carry their number in the table.
 */
export function paretoChart({ between: [a, b], points: front, knee }: ParetoFront): ChartOption {
  const at = ({ misfit }: ParetoPoint): [number, number] => [misfit[a]!.relative, misfit[b]!.relative];
  const data = front.map(at);
  const around = (values: readonly number[]): { min: number; max: number; ticks: readonly number[] } => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const pad = 0.1 * (high - low) || 0.1 * high || 0.01;
    // Round ends: ECharts compares its own rounded ticks with them.
    const [min, max] = [Math.max(0, low - pad), high + pad].map((end) => Number(end.toPrecision(4))) as [number, number];
    return { min, max, ticks: linearTicks(100 * min, 100 * max).map((percent) => percent / 100) };
  };
  const look = appearance(0);
  const chosen = knee === null ? undefined : data[knee];
  return {
    ...frame(
      { name: `${asTitle(a)}: typical misfit (% of its peak)`, factor: 100, ...around(data.map(([x]) => x)) },
      { name: `${asTitle(b)}: typical misfit (% of its peak)`, factor: 100, ...around(data.map(([, y]) => y)) },
      { right: 28 },
    ),
    series: [
      curve("front", data as readonly XY[], { mark: inks.line[0], dash: "solid" }, 1.4),
      { ...points("points", data, look, 8), itemStyle: { color: look.mark, opacity: 1 }, label: {
        show: true, position: "right", distance: 6, color: inks.quiet[0], fontSize: 12, formatter: ({ dataIndex }: { readonly dataIndex: number }) => String(dataIndex + 1),
      } },
      ...(chosen ? [points("knee", [chosen], { mark: appearance(1).mark, symbol: "circle" }, 17)] : []),
    ],
  };
}
