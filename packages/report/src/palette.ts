/** One colour of the palette, as a mark and as text (darker, so that small type keeps a contrast of 4.5), on a light and on a dark page. */
export interface Tone {
  readonly mark: string;
  readonly text: string;
  readonly darkMark: string;
  readonly darkText: string;
}

/**
 * Colours that people with any colour vision can tell apart: Okabe and Ito (2008), "Color Universal Design", without black and yellow.
 * The text shades are the same hues, darkened for a light page and lightened for a dark one.
 */
export const tones: readonly Tone[] = [
  { mark: "#0072b2", text: "#005f96", darkMark: "#3d9fdb", darkText: "#7cc4f0" },
  { mark: "#d55e00", text: "#a84a00", darkMark: "#f0802f", darkText: "#ffa76b" },
  { mark: "#009e73", text: "#00694c", darkMark: "#1fc495", darkText: "#5fdcb8" },
  { mark: "#cc79a7", text: "#973f71", darkMark: "#dd8fba", darkText: "#eeb3d2" },
  { mark: "#e69f00", text: "#7d5600", darkMark: "#e8a613", darkText: "#f7c65c" },
  { mark: "#56b4e9", text: "#21698f", darkMark: "#66bdef", darkText: "#a0d8f8" },
  { mark: "#666666", text: "#555555", darkMark: "#a9a9a9", darkText: "#c4c4c4" },
];

/** Colours that are not data: text, quiet text, lines, grid, surfaces. Light, then dark. */
export const inks = {
  ink: ["#1b2430", "#e8ebef"],
  quiet: ["#54606e", "#aab4c0"],
  line: ["#8a95a1", "#79848f"],
  grid: ["#e3e7eb", "#333b45"],
  prior: ["#c3cad2", "#59636e"],
  surface: ["#fffffe", "#1a2028"],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

const symbols = ["circle", "rect", "triangle", "diamond", "path://M-4,-1H-1V-4H1V-1H4V1H1V4H-1V1H-4Z"] as const;
const dashes = ["solid", [7, 3], [2, 3]] as const;

/** Appearance of the i-th specimen or estimator: 7 colours, 5 symbols and 3 line types; 105 differ before one repeats. */
export const appearance = (i: number): Tone & { readonly symbol: string; readonly dash: "solid" | [number, number] } => {
  const dash = dashes[Math.floor(i / tones.length) % dashes.length]!;
  return { ...tones[i % tones.length]!, symbol: symbols[i % symbols.length]!, dash: dash === "solid" ? dash : [dash[0], dash[1]] };
};

/** Colour of a correlation from -1 (vermillion) over 0 (near white) to 1 (blue). */
export function divergingColour(correlation: number): string {
  const r = Math.min(1, Math.abs(correlation)) ** 0.85;
  const end = correlation < 0 ? [213, 94, 0] : [0, 114, 178];
  return `#${end.map((channel) => Math.round(247 + (channel - 247) * r).toString(16).padStart(2, "0")).join("")}`;
}

/** The colour of a number on {@link divergingColour}: cells are always light enough or dark enough for one of two, whatever the page's colours. */
export const inkOnCorrelation = (correlation: number): string => (Math.abs(correlation) > 0.8 ? "#fefefe" : "#101418");

/** Every light colour with its dark counterpart, for the rules that turn charts dark. */
export const darkCounterparts: readonly (readonly [light: string, dark: string])[] =
  [...tones.flatMap((tone): [string, string][] => [[tone.mark, tone.darkMark], [tone.text, tone.darkText]]), ...Object.values(inks)];
