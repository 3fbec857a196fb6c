import { html, trusted, type Html } from "./html.ts";
import { renderSvg, type ChartOption, type ChartSize, type MarkTitles } from "./svg.ts";

/** Numbers the pictures of one page, so that the ids inside them differ and are the same on every run. */
export interface Pictures {
  next(): string;
}

export function numberedPictures(): Pictures {
  let count = 0;
  return { next: () => `figure-${++count}` };
}

/**
 * A chart on the page.
 * @param title What somebody who cannot see it is told: what it shows and the numbers that matter.
 * @param caption Heading above it; empty where the section's says it.
 * @param marks What the pointer is told over its marks.
 */
export const figure = (pictures: Pictures, option: ChartOption, size: ChartSize, title: string, caption: Html | string, below?: Html | false, marks?: MarkTitles): Html =>
  html`<figure>${caption !== "" && html`<figcaption>${caption}</figcaption>`}${trusted(renderSvg(option, size, { title, idPrefix: pictures.next(), ...(marks ? { marks } : {}) }))}${below}</figure>`;
