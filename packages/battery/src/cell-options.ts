import { choice, document, flag, type JsonDocument } from "@inversa/core";
import { readBpx, type BpxReading } from "./bpx/read.ts";
import type { Cell } from "./cell.ts";
import { chen2020 } from "./cells/chen2020.ts";
import { ecker2015 } from "./cells/ecker2015.ts";
import { marquis2019 } from "./cells/marquis2019.ts";

/** The built-in cells by name. */
export const builtInCells = { Chen2020: chen2020, Marquis2019: marquis2019, Ecker2015: ecker2015 } as const satisfies Readonly<Record<string, Cell>>;

/** A document is read once, however often a model asks for its cell. */
const readings = new WeakMap<JsonDocument, BpxReading>();

function readingOf(document: JsonDocument): BpxReading {
  const known = readings.get(document);
  if (known) return known;
  const reading = readBpx(document);
  readings.set(document, reading);
  return reading;
}

/** The options that every model of a cell takes. */
export const cellOptions = {
  cell: document({
    default: "Chen2020",
    builtIn: Object.fromEntries(Object.entries(builtInCells).map(([name, { about }]) => [name, about])),
    check: (bpx) => readingOf(bpx).remarks,
    about: "The cell: one that is built in, or a BPX file (Battery Parameter eXchange, 0.1 to 1.1).",
  }),
  thermal: choice({
    default: "isothermal",
    choices: { isothermal: "the cell keeps the temperature of its surroundings", lumped: "the cell heats itself: one temperature, cooled through its surface" },
    about: "Whether the cell heats itself.",
  }),
  fields: flag({ default: false, about: "Whether stoichiometries and concentrations inside the cell are answered too." }),
} as const;

/** The cell that an option names or holds. @throws InputError `document-invalid` for a document that is no cell. */
export const cellOf = (option: string | JsonDocument): Cell => (typeof option === "string" ? builtInCells[option as keyof typeof builtInCells] : readingOf(option).cell);
