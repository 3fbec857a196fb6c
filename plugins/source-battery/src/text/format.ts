import { isConvertible } from "@inversa/core";
import { comparable, headingReadings, unitFor } from "@inversa/tables";
import { series, type Convention, type SeriesName } from "../raw.ts";

/** What a column can hold: numbers of a series, words for charge, discharge and rest, or the name of the test. */
export type Role = SeriesName | "state" | "test";

export interface Names {
  /** Headings without their unit; the first that a file has is taken. */
  readonly names: readonly string[];
  /** UCUM code that a heading without a unit means; absent where it must be asked. */
  readonly unit?: string;
  /** The unit stands in the column to the right of each reading. */
  readonly unitBeside?: true;
}

/** How one maker writes text files: enough for the one reader of text to read them. */
export interface TextFormat {
  readonly id: string;
  /** For people: "Maccor text export". */
  readonly name: string;
  /** Words in the lines above the table that nobody else writes. */
  readonly preamble?: RegExp;
  /** Headings that nobody else writes. A file is of this format only with these or with the preamble; any file will do where both are absent. */
  readonly marks?: RegExp;
  readonly convention: Convention;
  /** What a row of headings must hold beside a time; voltage and current unless said otherwise. */
  readonly needs?: readonly SeriesName[];
  readonly columns: Readonly<Partial<Record<Role, Names>>>;
  /** Spellings of units that only this maker uses. */
  readonly units?: Readonly<Record<string, string>>;
}

/** A heading that a format knows. */
export interface Known {
  readonly role: Role;
  /** UCUM; undefined where neither the heading nor the format says it. */
  readonly unit?: string;
  /** Place among the names of its role. */
  readonly rank: number;
  readonly unitBeside?: true;
}

const indexes = new WeakMap<TextFormat, ReadonlyMap<string, { readonly role: Role; readonly rank: number; readonly names: Names }>>();

function indexOf(format: TextFormat): ReadonlyMap<string, { readonly role: Role; readonly rank: number; readonly names: Names }> {
  const known = indexes.get(format);
  if (known) return known;
  const index = new Map<string, { readonly role: Role; readonly rank: number; readonly names: Names }>();
  for (const [role, names] of Object.entries(format.columns) as [Role, Names][]) for (const [rank, name] of names.names.entries()) if (!index.has(comparable(name))) index.set(comparable(name), { role, rank, names });
  indexes.set(format, index);
  return index;
}

/** `(Hours in hh:mm:ss.xxx)`, `(h:min:s.ms)`: how a time is written, not a unit. */
const clockFormat = /h+\s*:\s*m+|min\s*:\s*s|hours in/i;

/** @param below The cell below the heading where a row of units stands there: `[V]`. */
export function knownHeading(heading: string, below: string, format: TextFormat): Known | undefined {
  const index = indexOf(format);
  const bare = below.trim().replace(/^[[({](.*)[\])}]$/, "$1").trim();
  for (const { name, unit = bare === "" ? undefined : bare, qualifier } of headingReadings(heading)) {
    const found = index.get(comparable(name));
    if (!found || (qualifier !== undefined && !clockFormat.test(qualifier))) continue;
    const { role, rank, names } = found;
    const beside = names.unitBeside ? ({ unitBeside: true } as const) : {};
    if (role === "state" || role === "test") return { role, rank };
    const wanted = series[role];
    const spelled = unit === undefined || clockFormat.test(unit) ? undefined : (format.units?.[unit] ?? unitFor(unit, wanted));
    if (unit !== undefined && !clockFormat.test(unit) && spelled === undefined && wanted !== "1" && names.unit === undefined) continue;
    const code = wanted === "1" ? "1" : (spelled ?? names.unit);
    return code !== undefined && isConvertible(code, wanted) ? { role, rank, unit: code, ...beside } : { role, rank, ...beside };
  }
  return undefined;
}
