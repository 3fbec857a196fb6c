import { unitLabel, type ForwardModel } from "@inversa/core";
import type { SimulationAnswer, TestAnswer } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { formatNumber } from "../terminal/numbers.ts";
import { renderTable } from "../terminal/table.ts";

/** Rows of a curve shown without `--verbose`. */
const shown = 16;

/** The answer as tables: one a test, with how it ended. */
export function printAnswer(console: Console, model: ForwardModel, answer: SimulationAnswer): void {
  for (const test of answer.tests) {
    const { paint } = console;
    const conditions = Object.entries(test.conditions).map(([name, value]) => {
      const unit = model.simulations.find((s) => s.protocol.id === test.protocol)?.protocol.conditions[name]?.unit ?? "1";
      return `${name} ${formatNumber(value)}${unit === "1" ? "" : ` ${unitLabel(unit)}`}`;
    });
    console.print(`\n${paint.bold(test.id ?? test.protocol)}  ${paint.dim([...(test.id ? [test.protocol] : []), ...conditions].join(" · "))}`);
    console.print(test.status === "reached" ? paint.green("✓ reached the last point") : paint.yellow(`! ended early (${test.status}): ${test.message ?? ""}`));
    console.print(renderTable(columnsOf(model, test, answer.units), rowsOf(test, console.flags.verbose === true ? Number.POSITIVE_INFINITY : shown), paint, console.width));
  }
}

function columnsOf(model: ForwardModel, test: TestAnswer, units: SimulationAnswer["units"]): readonly { readonly head: string; readonly align: "right" }[] {
  const axis = model.simulations.find((s) => s.protocol.id === test.protocol)!.protocol.axis.name;
  return [axis, ...Object.keys(test.responses)].map((name) => {
    const unit = unitLabel(units[name] ?? "1");
    return { head: unit ? `${name} ${unit}` : name, align: "right" };
  });
}

/** Evenly thinned, first and last always there. */
function rowsOf(test: TestAnswer, most: number): readonly (readonly string[])[] {
  const n = test.axis.length;
  const picked = n <= most ? test.axis.map((_, i) => i) : Array.from({ length: most }, (_, i) => Math.round((i * (n - 1)) / (most - 1)));
  return picked.map((i) => [formatNumber(test.axis[i]!, 5), ...Object.values(test.responses).map((values) => (values[i] === null ? "-" : formatNumber(values[i]!, 5)))]);
}
