import type { ComposeOption } from "echarts/core";
import { init, use } from "echarts/core";
import { CustomChart, LineChart, ScatterChart, type CustomSeriesOption, type LineSeriesOption, type ScatterSeriesOption } from "echarts/charts";
import { GridComponent, type GridComponentOption } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
import { escapeHtml, printable } from "./html.ts";

/** What every chart function returns: plain ECharts options. A page passes them to `chart.setOption`; the modules that they need are those of {@link renderSvg}. */
export type ChartOption = ComposeOption<LineSeriesOption | ScatterSeriesOption | CustomSeriesOption | GridComponentOption>;

export interface ChartSize {
  /** Pixels; also the aspect ratio, since the SVG scales. */
  readonly width: number;
  readonly height: number;
}

/** A chart that was laid out for a place, and the size that it needs there. */
export interface SizedPicture extends ChartSize {
  readonly option: ChartOption;
}

export interface SvgLabel {
  /** What a person who does not see the picture is told. */
  readonly title: string;
  /** Starts every id inside; two pictures of one page need different ones. */
  readonly idPrefix?: string;
  /** What the pointer is told over a mark of a series of points; nothing where undefined. */
  readonly marks?: MarkTitles;
}

export type MarkTitles = (series: string, index: number) => string | undefined;

let ready = false;

/** Registration is an effect on ECharts' module state: it happens when the first picture is drawn, not on import. */
function prepare(): void {
  if (ready) return;
  use([LineChart, ScatterChart, CustomChart, GridComponent, SVGRenderer]);
  ready = true;
}

/**
 * Draws a chart as one SVG element, without a browser. Equal options give equal text: ids that ECharts counts through the life of the process are numbered anew,
 * and what only serves the pointer (hover styles, data indices) is left out.
 */
export function renderSvg(option: ChartOption, size: ChartSize, label?: SvgLabel): string {
  prepare();
  const chart = init(null, null, { renderer: "svg", ssr: true, width: size.width, height: size.height });
  let drawn: string;
  try {
    chart.setOption({ animation: false, ...option });
    drawn = chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
  return standalone(label?.marks === undefined ? drawn : withTitles(drawn, option, label.marks), label);
}

/** ECharts says on each mark which of its data it is; what it says is left out later. */
function withTitles(drawn: string, option: ChartOption, marks: MarkTitles): string {
  const series = [option.series ?? []].flat();
  return drawn.replace(/(<path [^>]*ecmeta_series_index="(\d+)" ecmeta_data_index="(\d+)"[^>]*>)(?=<\/path>)/g, (whole, tag: string, one: string, index: string) => {
    const { type, name } = series[Number(one)] ?? {};
    const title = type === "scatter" && name !== undefined ? marks(String(name), Number(index)) : undefined;
    return title === undefined ? whole : `${tag}<title>${escapeHtml(title)}</title>`;
  });
}

function standalone(drawn: string, label: SvgLabel | undefined): string {
  const prefix = (label?.idPrefix ?? "chart").replace(/[^\w-]/g, "");
  const attributes = label === undefined ? "" : ` role="img" aria-label="${escapeHtml(label.title)}"`;
  const ids = new Map<string, string>();
  const renumber = (id: string): string => {
    if (!ids.has(id)) ids.set(id, `${prefix}-${ids.size + 1}`);
    return ids.get(id)!;
  };
  // ECharts escapes "<" inside text and attributes, so what matches a tag is one.
  return printable(drawn)
    .replace(/<style\s*>[^]*?<\/style>\s*/, "")
    .replace(/<[^>]+>/g, (tag) => tag
      .replace(/ (?:class|ecmeta_\w+|pointer-events|xml:space|xmlns:xlink|baseProfile|version)="[^"]*"/g, "")
      .replace(/ id="(zr\d+-\w+)"/, (_, id: string) => ` id="${renumber(id)}"`)
      .replace(/url\(#(zr\d+-\w+)\)/g, (_, id: string) => `url(#${renumber(id)})`)
      .replace(/^<svg /, `<svg${attributes} `))
    .replace(/<rect [^>]*fill="none"><\/rect>\s*/, "")
    .trim();
}
