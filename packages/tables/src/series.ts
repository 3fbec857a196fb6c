import { unitLabel, type Inference, type InputError } from "@inversa/core";
import type { Column } from "./columns.ts";
import type { Target } from "./heading.ts";
import { inColumn, type Place } from "./place.ts";
import { ambiguous, quoted, shown, unreadable } from "./questions.ts";
import { readingsOf } from "./readings.ts";
import type { TableSettings } from "./settings.ts";
import type { Row, NumberFormat } from "./table.ts";
import { converted, unitFor } from "./unit-spelling.ts";

/** One channel's numbers in the unit that the kind of test declares. */
export interface Measured {
  readonly target: Target;
  readonly column: Column;
  readonly values: Float64Array;
}

/** Numbers of all columns by channel name, and what had to be worked out about their units. */
export interface SeriesSet {
  readonly measured: ReadonlyMap<string, Measured>;
  readonly inferred: readonly Inference[];
  readonly warnings: readonly string[];
}

/**
 * Reads the columns of one test and brings them to the declared units.
 * @throws InputError `data-ambiguous` where a unit is not stated and cannot be told from the numbers.
 */
export function seriesOf(rows: readonly Row[], columns: readonly Column[], format: NumberFormat, settings: TableSettings, place: Place): SeriesSet {
  const inferred: Inference[] = [];
  const raw = columns.map((column) => ({ column, ...readingsOf(rows, column.index, format, place) }));
  const unstated = raw.filter(({ column, unit }) => column.unit === undefined && unit === undefined && isStrain(column.target));
  const strain = unstated.length > 0 ? strainUnit(unstated, settings, place, inferred) : "%";
  const measured = new Map<string, Measured>();
  const warnings: string[] = [];
  for (const { column, values, unit: behind, certain } of raw) {
    const { target } = column;
    // Other series only serve to tell tests apart and to derive what is missing; without a unit they are left out.
    const unit = (behind === undefined ? undefined : statedBehind(behind, column, certain === true, place)) ?? column.unit ?? (isStrain(target) ? strain : assumedUnit(column, settings, place));
    if (unit === undefined) {
      inferred.push({ what: `${target.name} is left out`, because: `${place.column(column.index)}, ${quoted(column.heading)}, states no unit` });
      continue;
    }
    if (certain) inferred.push({ what: `${target.name} in ${unit}`, because: `${place.column(column.index)} shows its numbers so` });
    if (isStrain(target)) warnings.push(...doubtfulStrain(column, unit, values, place));
    const own = converted(values, unit, target.unit);
    measured.set(target.name, { target, column, values: column.opposite ? own.map((v) => 0 - v) : own });
  }
  return { measured, inferred, warnings };
}

/** A stated unit that the numbers can hardly have. */
function doubtfulStrain({ heading, target, index }: Column, unit: string, values: Float64Array, place: Place): readonly string[] {
  const largest = largestOf([values]);
  if (unit === "1" && largest > 2) {
    throw ambiguous(inColumn(place, index), `${quoted(heading)} is read in decimals and reaches ${shown(largest)}, which is ${shown(100 * largest)} %`, "is it in percent?", "Set mapping for the column with the unit %");
  }
  return unit === "%" && target.kind === "axis" && largest > 0 && largest <= 0.5 ? [`${target.name} reaches only ${shown(largest)} %; if ${quoted(heading)} holds decimals, say so with mapping`] : [];
}

function largestOf(columns: readonly Float64Array[]): number {
  let largest = 0;
  for (const values of columns) for (const v of values) if (Math.abs(v) > largest) largest = Math.abs(v);
  return largest;
}

const isStrain = (target: Target): boolean => "strain" in target.channel && target.channel.strain === true;

function statedBehind(spelled: string, column: Column, certain: boolean, place: Place): string {
  const code = unitFor(spelled, column.target.unit);
  if (code !== undefined && (certain || column.unit === undefined || column.unit === code)) return code;
  throw unreadable(inColumn(place, column.index), `its values are in ${quoted(spelled)} under the heading ${quoted(column.heading)}`, `a unit of ${column.target.name}`);
}

function assumedUnit(column: Column, settings: TableSettings, place: Place): string | undefined {
  const { target } = column;
  if (target.unit === "1" || settings.units === "declared") return target.unit;
  if (target.kind === "recorded" || target.kind === "condition") return undefined;
  throw unitless(column, place);
}

/** Asks for the unit of a column. */
export function unitless({ target, heading, index }: Column, place: Place): InputError {
  return ambiguous(inColumn(place, index), `the heading ${quoted(heading)} (${target.name}) states no unit`, `is it in ${unitLabel(target.unit)}?`, `Write the unit into the heading, set units to declared if all such columns are in the declared units (${unitLabel(target.unit)}), or name the unit with mapping`);
}

/** Strains of one specimen rarely differ by more than this; a column of decimals beside one in percent does. */
const likelyRatio = 60;

/** A strain above 1 in decimals is more than 100 %, which no test reaches; below, only the user knows. */
function strainUnit(columns: readonly { readonly column: Column; readonly values: Float64Array }[], settings: TableSettings, place: Place, inferred: Inference[]): string {
  if (settings.strainUnit !== "auto") return settings.strainUnit === "percent" ? "%" : "1";
  const largest = largestOf(columns.map((c) => c.values));
  const names = columns.map((c) => quoted(c.column.heading)).join(", ");
  if (largest > 1) {
    const small = columns.find(({ values }) => ((most) => most > 0 && most < largest / likelyRatio)(largestOf([values])));
    if (small) {
      const reach = largestOf([small.values]);
      throw ambiguous(inColumn(place, small.column.index), `${quoted(small.column.heading)} states no unit and reaches only ${shown(reach)}, beside ${shown(largest)} of the other strains, which are in percent`, `is it ${shown(reach)} % or ${shown(100 * reach)} %?`, "Set mapping for the column with the unit % or 1, or set strainUnit to percent if all are");
    }
    inferred.push({ what: `${columns.map((c) => c.column.target.name).join(" and ")} in percent`, because: `${names} states no unit, and as a decimal ${shown(largest)} would be ${shown(100 * largest)} %` });
    return "%";
  }
  if (largest === 0) return "1";
  throw ambiguous(place.name, `${names} states no unit and reaches ${shown(largest)}, which is ${shown(largest)} % or ${shown(100 * largest)} %`, "are the strains in percent or decimals?", "Set strainUnit to percent or decimal, or write the unit into the heading");
}
