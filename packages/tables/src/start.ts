import type { Channel, Inference, Protocol } from "@inversa/core";
import { unitLabel } from "@inversa/core";
import type { Measured } from "./series.ts";
import { leadOf } from "./lead.ts";
import { ambiguous, shown } from "./questions.ts";
import type { TableSettings } from "./settings.ts";

/**
 * Zeroes series that their kind of test counts from its start. Beside an axis that begins at zero a response's first reading is an offset; an axis
 * that begins a step away from zero merely lacks its first reading, unless a strain beside it begins there.
 * @throws InputError `data-ambiguous` where the axis begins far from zero.
 */
export function zeroed(series: ReadonlyMap<string, Float64Array>, measured: ReadonlyMap<string, Measured>, protocol: Protocol, settings: TableSettings, file: string): { readonly series: ReadonlyMap<string, Float64Array>; readonly inferred: readonly Inference[]; readonly warnings: readonly string[] } {
  const out = new Map(series);
  const inferred: Inference[] = [];
  const warnings: string[] = [];
  if (settings.start === "keep") return { series: out, inferred, warnings };
  const lead = leadOf(protocol, measured);
  const axisName = lead?.name ?? protocol.axis.name;
  const subtract = (name: string, first: number, unit: string, why: string): void => {
    out.set(name, out.get(name)!.map((v) => v - first));
    inferred.push({ what: `${name} counted from its first reading, ${shown(first)} ${unitLabel(unit)}`.trim(), because: why });
  };
  let zeroAxis = false;
  const resting = restingAtStart(series, measured, axisName);
  for (const name of [axisName, ...[...out.keys()].filter((n) => n !== axisName)]) {
    const values = out.get(name);
    const channel = (name === axisName && !lead?.gauge ? protocol.axis : measured.get(name)?.target.channel) as Channel | undefined;
    if (!values || !channel?.startsAtZero) continue;
    const first = values.find(Number.isFinite) ?? 0;
    if (first === 0) {
      if (name === axisName) zeroAxis = true;
      continue;
    }
    const { range, step } = extent(values);
    if (settings.start === "subtract") subtract(name, first, channel.unit, "setting start");
    else if (Math.abs(first) <= 1e-4 * range) {
      subtract(name, first, channel.unit, "it is a hair off zero");
      if (name === axisName) zeroAxis = true;
    } else if (name !== axisName && zeroAxis) subtract(name, first, channel.unit, `the first reading is the start of the test, where ${axisName} is zero`);
    else if (name === axisName && lead?.gauge && (resting !== undefined || Math.abs(first) > 3 * step)) {
      subtract(name, first, channel.unit, "a gauge may stand anywhere when the test starts");
      zeroAxis = true;
    } else if (name === axisName && resting !== undefined) throw ambiguous(file, `${name} begins at ${shown(first)}, where ${resting} is zero`, "is that an offset, or are the readings before it missing?", "Set start to subtract or keep");
    else if (Math.abs(first) <= 3 * step || range === 0) warnings.push(`${name} begins at ${shown(first)} ${unitLabel(channel.unit)}: the reading at the start of the test is missing`.replace(" :", ":"));
    else throw ambiguous(file, `${name} begins at ${shown(first)}`, "is that an offset, or are the readings before it missing?", "Set start to subtract or keep");
  }
  return { series: out, inferred, warnings };
}

/** A series that begins at zero and moves from the very next reading: where it does, the test begins, whatever the axis says. */
function restingAtStart(series: ReadonlyMap<string, Float64Array>, measured: ReadonlyMap<string, Measured>, axisName: string): string | undefined {
  const at = series.get(axisName)?.findIndex(Number.isFinite) ?? -1;
  return [...series].find(([name, values]) => name !== axisName && (measured.get(name)?.target.channel as Channel | undefined)?.startsAtZero && values[at] === 0 && Math.abs(values[at + 1] ?? 0) > 0)?.[0];
}

/** Range of a series and its usual step near the start. */
function extent(values: Float64Array): { readonly range: number; readonly step: number } {
  let [low, high, before] = [Infinity, -Infinity, Number.NaN];
  const steps: number[] = [];
  for (const v of values) {
    if (!Number.isFinite(v)) continue;
    if (!Number.isNaN(before) && steps.length < 5 && v !== before) steps.push(Math.abs(v - before));
    [low, high, before] = [Math.min(low, v), Math.max(high, v), v];
  }
  steps.sort((a, b) => a - b);
  return { range: high > low ? high - low : 0, step: steps[Math.floor(steps.length / 2)] ?? 0 };
}
