import { darkCounterparts } from "@inversa/report";

let done = false;

/** Gives every colour of the charts its dark counterpart while the page is dark, as the report does. Rules of a sheet that a script builds are no inline style. */
export function darkenCharts(): void {
  if (done) return;
  done = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(darkCounterparts.flatMap(([light, dark]) => ["fill", "stroke"].map((paint) => `[data-mantine-color-scheme="dark"] .chart [${paint}="${light}"]{${paint}:${dark}}`)).join("\n"));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
