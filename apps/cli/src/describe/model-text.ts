import { plausibleRange, symbolLabel, unitLabel, type ForwardModel, type OptedQuantity, type Protocol } from "@inversa/core";
import { optedQuantities } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { formatNumber } from "../terminal/numbers.ts";
import { renderTable } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";
import { settingsText } from "./settings-text.ts";

/** A heading with what belongs under it. */
export function section(console: Console, title: string, body: string): void {
  console.print(`\n${console.paint.bold(title)}\n${body}`);
}

export function printModel(console: Console, model: ForwardModel): void {
  section(console, model.expectations ? "Parameters (defaults and plausible ranges are those of the default options)" : "Parameters", quantitiesText(console, optedQuantities(model)));
  if (model.presets) section(console, "Presets (study new --preset NAME)", presetsText(console, model.presets));
  if (Object.keys(model.options).length > 0) section(console, "Options", settingsText(console, model.options));
  section(console, "Tests it simulates", renderTable(
    [{ head: "protocol" }, { head: "axis" }, { head: "responses", flexible: true }],
    model.simulations.map(({ protocol: p }) => [p.id, withUnit(p.axis.name, p.axis.unit), Object.entries(p.responses).map(([name, { unit }]) => withUnit(name, unit)).join(", ")]),
    console.paint, console.width,
  ));
  console.note(console.notePaint.dim(`\nTry it: ${console.hint(`simulate ${model.id} --example`)} > request.json\n        ${console.hint("simulate --request request.json")}`));
}

export function printProtocol(console: Console, protocol: Protocol, models: readonly string[]): void {
  section(console, "Conditions", quantitiesTable(console, protocol.conditions));
  if (protocol.specimen) section(console, "Specimen and apparatus (where raw readings are reduced; given like conditions)", quantitiesTable(console, protocol.specimen));
  const { axis } = protocol;
  section(console, "Curves", renderTable(
    [{ head: "name" }, { head: "role" }, { head: "unit" }, { head: "what it is", flexible: true }],
    [
      [axis.name, axis.reversals ? "axis (may run back)" : "axis", unitLabel(axis.unit), axis.about],
      ...Object.entries(protocol.drives ?? {}).map(([name, c]) => [name, "drive", unitLabel(c.unit), c.about]),
      ...Object.entries(protocol.responses).map(([name, c]) => [name, "response", unitLabel(c.unit), c.about]),
    ],
    console.paint, console.width,
  ));
  if (protocol.program) section(console, "Program, beside the conditions of a test", settingsText(console, protocol.program));
  section(console, "Models that simulate it", wrap(models.join(", "), console.width).join("\n"));
}

const presetsText = (console: Console, presets: NonNullable<ForwardModel["presets"]>): string =>
  Object.entries(presets).flatMap(([name, { about, parameters }]) => [console.paint.bold(name), ...wrap(`${about} Estimates ${parameters.join(", ")}.`, console.width - 4).map((line) => `    ${line}`)]).join("\n");

/** Longer names than this leave a table no room for anything else. */
const longName = 30;

/** Quantities as a table, or one below the other where their names are long. */
function quantitiesText(console: Console, quantities: Readonly<Record<string, OptedQuantity>>): string {
  if (Math.max(0, ...Object.keys(quantities).map((name) => name.length)) <= longName) return quantitiesTable(console, quantities);
  return Object.entries(quantities).flatMap(([name, q]) => {
    const [low, high] = plausibleRange(q);
    const unit = unitLabel(q.unit);
    const facts = [defaultOf(q), `plausible ${formatNumber(low)} to ${formatNumber(high)}`, `allowed ${formatNumber(q.bounds[0])} to ${formatNumber(q.bounds[1])}`].filter(Boolean).join(" · ");
    return [`${console.paint.bold(nameWithSymbol(name, q.symbol))}  ${console.paint.dim(`${facts}${unit ? ` · ${unit}` : ""}`)}`, ...wrap(q.about, console.width - 4).map((line) => `    ${line}`)];
  }).join("\n");
}

function quantitiesTable(console: Console, quantities: Readonly<Record<string, OptedQuantity>>): string {
  const rows = Object.entries(quantities).map(([name, q]) => {
    const [low, high] = plausibleRange(q);
    return [
      nameWithSymbol(name, q.symbol), unitLabel(q.unit), defaultOf(q),
      `${formatNumber(low)} to ${formatNumber(high)}`, `${formatNumber(q.bounds[0])} to ${formatNumber(q.bounds[1])}`, q.about,
    ];
  });
  return renderTable([{ head: "name", flexible: true }, { head: "unit" }, { head: "default", align: "right" }, { head: "plausible" }, { head: "allowed", flexible: true }, { head: "what it is", flexible: true }], rows, console.paint, console.width);
}

function defaultOf({ default: value, held, optional }: OptedQuantity): string {
  const shown = value ?? held;
  if (shown === undefined) return optional ? "optional" : "";
  return formatNumber(shown, value === undefined ? 4 : 6);
}

const withUnit = (name: string, unit: string): string => (unit === "1" ? name : `${name} (${unitLabel(unit)})`);

/** `phi (φ₀)`; the symbol alone where it only repeats the name. */
function nameWithSymbol(name: string, symbol: string | undefined): string {
  return symbol === undefined || symbol.replaceAll(/[_{}]/g, "") === name ? name : `${name} (${symbolLabel(symbol)})`;
}
