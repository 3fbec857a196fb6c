import type { Setting, Settings } from "@inversa/core";
import stringWidth from "string-width";
import type { Console } from "../console.ts";
import { formatNumber } from "../terminal/numbers.ts";
import { wrap } from "../terminal/wrap.ts";

/** Settings as a list to look things up in: name, what is allowed, default, what it does; each choice with its sentence, the fields of a group indented. */
export const settingsText = (console: Console, settings: Settings): string => lines(console, settings, 0).join("\n");

function lines(console: Console, settings: Settings, depth: number): readonly string[] {
  const indent = "  ".repeat(depth);
  const { paint } = console;
  return Object.entries(settings).flatMap(([name, setting]) => {
    const facts = [allowed(setting), defaultOf(setting), tuned(setting)].filter(Boolean).join(", ");
    return [
      `${indent}${paint.bold(name)}  ${paint.dim(facts)}`,
      ...wrap(setting.about, console.width - 2 * depth - 4).map((line) => `${indent}    ${line}`),
      ...below(console, setting, depth),
    ];
  });
}

function defaultOf(setting: Setting): string {
  if (setting.kind === "group") return "";
  return setting.default === undefined ? "may be left out" : `default ${JSON.stringify(setting.default)}`;
}

/** Where `inversa tune` looks. */
function tuned(setting: Setting): string {
  if (setting.kind === "number" && setting.effort) return "tune tries with less of it first";
  if (setting.kind === "number" && setting.tuning) return `tune searches ${setting.tuning.range.map((end) => formatNumber(end)).join(" to ")}`;
  if (setting.kind === "choice" && setting.tuning) return `tune tries ${setting.tuning.join(", ")}`;
  if (setting.kind === "flag" && setting.tuning) return "tune tries both";
  return setting.kind === "list" && setting.tuning ? `tune searches ${setting.tuning.lengths.join(" to ")} of them, alike` : "";
}

function below(console: Console, setting: Setting, depth: number): readonly string[] {
  if (setting.kind === "group") return lines(console, setting.fields, depth + 2);
  if (setting.kind === "list" && setting.of.kind === "group") return lines(console, setting.of.fields, depth + 2);
  const named = setting.kind === "choice" ? setting.choices : setting.kind === "document" ? setting.builtIn : {};
  const widest = Math.max(...Object.keys(named).map((choice) => stringWidth(choice)));
  const indent = "  ".repeat(depth + 3);
  return Object.entries(named).flatMap(([choice, about]) => {
    const head = choice.padEnd(widest + 2);
    return wrap(about, console.width - indent.length - head.length).map((line, i) => `${indent}${i === 0 ? console.paint.cyan(head) : " ".repeat(head.length)}${line}`);
  });
}

function allowed(setting: Setting): string {
  switch (setting.kind) {
    case "number": return `${formatNumber(setting.bounds[0])} to ${formatNumber(setting.bounds[1])}${setting.unit && setting.unit !== "1" ? ` ${setting.unit}` : ""}${setting.integer ? " (whole)" : ""}`;
    case "choice": return "one of";
    case "flag": return "true or false";
    case "text": return "text";
    case "document": return "a JSON file, or one of";
    case "list": return setting.of.kind === "group" ? "list of" : `list of ${allowed(setting.of)}`;
    case "group": return "";
  }
}
