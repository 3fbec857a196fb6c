import fc from "fast-check";
import iconv from "iconv-lite";
import { InputError, type Observation } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { read } from "./reading.ts";

/*
 * A random curve is written in a random dialect and read back: the same numbers within what was printed, or a refusal with a question. Never others.
 */

interface Curve { readonly strain: readonly number[]; readonly q: readonly number[]; readonly volume: readonly number[] }

const curve: fc.Arbitrary<Curve> = fc.record({ n: fc.integer({ min: 3, max: 40 }), strength: fc.double({ min: 5, max: 5000, noNaN: true }), length: fc.double({ min: 0.02, max: 0.4, noNaN: true }), dilation: fc.double({ min: 0, max: 0.5, noNaN: true }) })
  .map(({ n, strength, length, dilation }) => {
    const strain = Array.from({ length: n }, (_, i) => (length * i) / (n - 1));
    return { strain, q: strain.map((a) => (strength * a) / (0.01 + a)), volume: strain.map((a) => 0.3 * a * (1 - a / length) - dilation * a * a) };
  });

const dialect = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|", "  "),
  decimal: fc.constantFrom(".", ","),
  digits: fc.integer({ min: 2, max: 8 }),
  encoding: fc.constantFrom("utf8", "utf8-bom", "utf-16le", "utf-16be", "utf-16", "gbk", "windows-1252"),
  newline: fc.constantFrom("\n", "\r\n", "\r"),
  strainUnit: fc.constantFrom("%", "1"),
  stressUnit: fc.constantFrom("kPa", "MPa", "psi"),
  style: fc.constantFrom("brackets", "parentheses", "stroke", "suffix", "row", "chinese", "none"),
  quoteAll: fc.boolean(),
  preamble: fc.constantFrom("", "Sample: sand, 12.05.2024", "# a comment; with, signs"),
  dilationPositive: fc.boolean(),
});

type Dialect = typeof dialect extends fc.Arbitrary<infer D> ? D : never;

const factors = { kPa: 1, MPa: 1e3, psi: 6.894757293168361 } as const;
const names = { brackets: ["eps_a", "eps_v", "q"], parentheses: ["Axial strain", "Volumetric strain", "Deviator stress"], stroke: ["ε1", "εv", "q"], suffix: ["eps_a", "eps_v", "q"], row: ["eps_a", "eps_v", "q"], chinese: ["轴向应变", "体应变", "偏应力"], none: ["eps_a", "eps_v", "q"] } as const;

function headings({ style, strainUnit, stressUnit }: Dialect): { readonly heads: readonly string[]; readonly units: readonly string[] | undefined } {
  const units = [strainUnit === "%" ? "%" : "-", strainUnit === "%" ? "%" : "-", stressUnit];
  const suffixes = units.map((u) => (u === "%" ? "pct" : u === "-" ? "dec" : u));
  const heads = names[style].map((name, c) => ({ brackets: `${name} [${units[c]}]`, parentheses: `${name} (${units[c]})`, chinese: `${name}(${units[c]})`, stroke: `${name} / ${units[c]}`, suffix: `${name}_${suffixes[c]}`, row: name, none: name })[style]);
  return { heads, units: style === "row" ? units : undefined };
}

function write({ strain, q, volume }: Curve, d: Dialect): { readonly bytes: Uint8Array; readonly printed: readonly (readonly number[])[] } {
  const scale = [d.strainUnit === "%" ? 100 : 1, (d.strainUnit === "%" ? 100 : 1) * (d.dilationPositive ? -1 : 1), 1 / factors[d.stressUnit]];
  const written = strain.map((a, i) => [a * scale[0]!, volume[i]! * scale[1]!, q[i]! * scale[2]!].map((v) => v.toFixed(d.digits)));
  const { heads, units } = headings(d);
  const cell = (text: string): string => (d.quoteAll || text.includes(d.delimiter) ? `"${text}"` : text);
  const line = (cells: readonly string[]): string => cells.map(cell).join(d.delimiter);
  const lines = [...(d.preamble === "" ? [] : [d.preamble]), line(heads), ...(units ? [line(units)] : []), ...written.map((row) => line(row.map((v) => v.replace(".", d.decimal))))];
  const text = lines.join(d.newline) + d.newline;
  const bytes = d.encoding === "utf8-bom" ? iconv.encode(text, "utf8", { addBOM: true }) : iconv.encode(text, d.encoding);
  return { bytes: new Uint8Array(bytes), printed: written.map((row) => row.map((v, c) => Number(v) / scale[c]!)) };
}

/** What the encoding cannot hold becomes question marks on paper as well. */
const writable = (d: Dialect): boolean => !(d.encoding === "windows-1252" && (d.style === "chinese" || d.style === "stroke"));

/** "read" with the numbers as printed, "refused" with a next step, or what else went wrong. */
async function outcomeOf(c: Curve, d: Dialect): Promise<string> {
  const { bytes, printed } = write(c, d);
  let observations: readonly Observation[];
  try {
    ({ observations } = await read(bytes, { name: "CD-100kPa.csv" }));
  } catch (error) {
    if (!(error instanceof InputError)) return `crashed: ${String(error)}`;
    return (error.mistake.next ?? error.mistake.expected) ? "refused" : `no next step: ${error.message}`;
  }
  const [observation, ...more] = observations;
  if (!observation || more.length > 0) return `${observations.length} observations`;
  const { test, responses } = observation;
  if (test.axis.length !== printed.length) return `${test.axis.length} of ${printed.length} readings`;
  for (const [i, [a, v, q]] of printed.entries()) {
    // Unit conversion rounds in the last place; anything more is another number.
    if (Math.abs(test.axis[i]! - a!) > 1e-12) return `axial strain ${test.axis[i]} for ${a}`;
    if (Math.abs(responses["volumetricStrain"]![i]! - v!) > 1e-12) return `volumetric strain ${responses["volumetricStrain"]![i]} for ${v}`;
    if (Math.abs(responses["deviatorStress"]![i]! - q!) > 1e-9 * (1 + Math.abs(q!))) return `deviator stress ${responses["deviatorStress"]![i]} for ${q}`;
  }
  return "read";
}

describe("a curve written in any dialect", () => {
  it("is read back as printed, or refused with a question; never as other numbers", async () => {
    const outcomes: string[] = [];
    await fc.assert(fc.asyncProperty(curve, dialect.filter(writable), async (c, d) => {
      outcomes.push(await outcomeOf(c, d));
      expect(outcomes.at(-1)).toMatch(/^(read|refused)$/);
    }), { numRuns: 500, seed: 20261122 });
    // A reader that refuses everything would pass the property.
    expect(outcomes.filter((o) => o === "read").length).toBeGreaterThan(350);
  });
});

describe("a damaged file", () => {
  const healthy = "eps_a [%];eps_v [%];q [kPa]\n0;0;0\n0,5;0,219;44,44\n1;0,4495;56,98\n2;0,8505;78,03\n4;1,4375;112,85\n8;2,1136;166,34\n15;2,1225;208,98\n";
  const truth = { axis: [0, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15], q: [0, 44.44, 56.98, 78.03, 112.85, 166.34, 208.98] };
  const rows = healthy.trimEnd().split("\n");

  /** Damage that changes the meaning of a row and not merely one digit, which no reader could see. */
  const damages: Readonly<Record<string, fc.Arbitrary<string>>> = {
    "a cell lost with its delimiter": fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 2 })).map(([r, c]) => rows.map((row, i) => (i === r ? row.split(";").toSpliced(c, 1).join(";") : row)).join("\n")),
    "a cell twice": fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 2 })).map(([r, c]) => rows.map((row, i) => (i === r ? row.split(";").toSpliced(c, 0, row.split(";")[c]!).join(";") : row)).join("\n")),
    "a decimal comma that became a point": fc.constantFrom(2, 3, 4, 5).map((r) => rows.map((row, i) => (i === r ? row.replace(/,(\d+)$/, ".$1") : row)).join("\n")),
    "a letter in a number": fc.tuple(fc.integer({ min: 1, max: 7 }), fc.constantFrom("O", "l", "x", "?", "%%")).map(([r, letter]) => rows.map((row, i) => (i === r ? `${row}${letter}` : row)).join("\n")),
    "a delimiter that became another": fc.integer({ min: 1, max: 7 }).map((r) => rows.map((row, i) => (i === r ? row.replace(";", "\t") : row)).join("\n")),
    "two rows run together": fc.integer({ min: 1, max: 6 }).map((r) => rows.slice(0, r + 1).join("\n") + rows.slice(r + 1).join("\n")),
    "the heading's last cell lost": fc.constant(healthy.replace(";q [kPa]", "")),
    "a unit that is none": fc.constantFrom("[kPb]", "[mm]", "[V]").map((unit) => healthy.replace("[kPa]", unit)),
  };

  /** Only rows of the healthy file, each with its own numbers; else the reading must come with a warning. */
  const sayOf = async (text: string): Promise<string> => {
    try {
      const { observations, warnings } = await read(text, { name: "CD-100kPa.csv" });
      const { test, responses } = observations[0]!;
      const q = responses["deviatorStress"];
      const rowOf = (a: number): number => truth.axis.findIndex((t) => Math.abs(a - t) < 1e-12);
      const same = q !== undefined && [...test.axis].every((a, i) => rowOf(a) >= 0 && q[i] === truth.q[rowOf(a)]);
      return same ? "true" : warnings.length > 0 ? "warned" : `silently ${[...test.axis].join(" ")} | ${[...(q ?? [])].join(" ")}`;
    } catch (error) {
      return error instanceof InputError ? "refused" : `crashed: ${String(error)}`;
    }
  };

  it("reads well before the damage", async () => {
    expect(await sayOf(healthy)).toBe("true");
  });

  it.each(Object.keys(damages))("with %s is refused or read with the damage told", async (kind) => {
    await fc.assert(fc.asyncProperty(damages[kind]!, async (text) => {
      expect(await sayOf(text)).toMatch(/^(true|warned|refused)$/);
    }), { numRuns: 40, seed: 1 });
  });
});
