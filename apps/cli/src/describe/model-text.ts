import { plausibleRange, symbolLabel, unitLabel, type ForwardModel, type Protocol, type Quantities } from "@inversa/core";
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
  section(console, "Parameters", quantitiesTable(console, model.parameters));
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
  section(console, "Models that simulate it", wrap(models.join(", "), console.width).join("\n"));
}

function quantitiesTable(console: Console, quantities: Quantities): string {
  const rows = Object.entries(quantities).map(([name, q]) => {
    const [low, high] = plausibleRange(q);
    return [
      nameWithSymbol(name, q.symbol), unitLabel(q.unit), q.default === undefined ? (q.optional ? "optional" : "") : formatNumber(q.default, 6),
      `${formatNumber(low)} to ${formatNumber(high)}`, `${formatNumber(q.bounds[0])} to ${formatNumber(q.bounds[1])}`, q.about,
    ];
  });
  return renderTable([{ head: "name", flexible: true }, { head: "unit" }, { head: "default", align: "right" }, { head: "plausible" }, { head: "allowed", flexible: true }, { head: "what it is", flexible: true }], rows, console.paint, console.width);
}

const withUnit = (name: string, unit: string): string => (unit === "1" ? name : `${name} (${unitLabel(unit)})`);

/** `phi (φ₀)`; the symbol alone where it only repeats the name. */
function nameWithSymbol(name: string, symbol: string | undefined): string {
  return symbol === undefined || symbol.replaceAll(/[_{}]/g, "") === name ? name : `${name} (${symbolLabel(symbol)})`;
}
