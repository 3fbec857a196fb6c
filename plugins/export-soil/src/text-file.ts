import type { ExportedFile } from "@inversa/core";

const letters: Readonly<Record<string, string>> = {
  α: "alpha", β: "beta", γ: "gamma", Δ: "Delta", δ: "delta", ε: "eps", η: "eta", κ: "kappa", λ: "lambda", μ: "mu", ν: "nu", π: "pi", ρ: "rho", σ: "sigma", τ: "tau", φ: "phi", χ: "chi", ψ: "psi", ß: "ss",
  "°": " deg", "²": "2", "³": "3", "·": "*", "×": "x", "–": "-", "—": "-", "−": "-", "±": "+-", "’": "'", "“": '"', "”": '"',
};

/** Text that input readers of every age take: Greek letters by name, accents dropped, whatever is left as `?`. */
export const ascii = (text: string): string =>
  [...text.normalize("NFC")].map((character) => letters[character] ?? (/[\n -~]/.test(character) ? character : withoutAccents(character))).join("");

function withoutAccents(character: string): string {
  const base = character.normalize("NFKD").replaceAll(/\p{M}/gu, "");
  return /^[ -~]+$/.test(base) ? base : "?";
}

/** Longest comment line; Abaqus takes 256 characters, Fortran readers fewer. */
const width = 116;

/** Comment lines under a comment sign, wrapped. */
export function comment(sign: string, lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => wrapped(ascii(line)).map((part) => (part === "" ? sign : `${sign} ${part}`)));
}

function wrapped(line: string): readonly string[] {
  if (line.length <= width) return [line];
  const indent = " ".repeat(Math.min(line.length - line.trimStart().length, 20) + 4);
  const parts: string[] = [];
  let current = "";
  for (const word of line.split(/(?<=\S)(?= )/)) {
    if (current.length + word.length > width && current.trim() !== "") {
      parts.push(current);
      current = indent + word.trimStart();
    } else current += word;
  }
  return [...parts, current];
}

/** A head and rows of cells as lines of a table, for comments; columns of numbers stand to the right. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = rows[0]!.map((_, j) => rows.map((row) => row[j]!));
  const widths = columns.map((cells) => Math.max(...cells.map((cell) => cell.length)));
  const numeric = columns.map((cells) => cells.slice(1).every((cell) => cell !== "" && Number.isFinite(Number(cell))));
  return rows.map((row) => row.map((cell, j) => (numeric[j] ? cell.padStart(widths[j]!) : cell.padEnd(widths[j]!))).join("  ").trimEnd());
}

export const textFile = (name: string, lines: readonly string[], mediaType = "text/plain"): ExportedFile => ({ name, content: `${lines.join("\n")}\n`, mediaType });

/** Last part of a model's id, for file names. */
export const stem = (model: string): string => model.slice(model.indexOf("/") + 1);
