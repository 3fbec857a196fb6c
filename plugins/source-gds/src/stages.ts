import { ambiguous, oneOf, shown, unreadable } from "@inversa/tables";
import { columnAt, filledIn, type GdsFile, type Reading } from "./gds-file.ts";

/** Readings of one stage, or of several that are one shearing. */
export interface Stage {
  /** "4", "4-6". */
  readonly name: string;
  readonly readings: readonly Reading[];
  /** The stage before it, which left the specimen as it is: consolidation. */
  readonly before: readonly Reading[];
}

/** Engineering axial strain of the whole test, as GDSLAB logs it or from the displacement. */
export function strainOf(file: GdsFile): (reading: Reading) => number {
  const strain = columnAt(file, "Axial Strain");
  if (strain >= 0) return ({ values }) => values[strain]! / 100;
  const [displacement, height] = [columnAt(file, "Axial Displacement"), filledIn(file, "Initial Height")];
  if (displacement < 0) throw unreadable(file.name, "neither \"Axial Strain\" nor \"Axial Displacement\" is logged", "one of them");
  if (height === undefined) throw ambiguous(file.name, "the line \"Initial Height (mm)\" is blank and no axial strain is logged", "how high was the specimen?", "Fill in the line");
  return ({ values }) => values[displacement]! / height;
}

/** A stage counts as shearing from this range of axial strain on; consolidation and saturation stay below. */
const sheared = 0.02;
/** The axial strain and the deviator stress of any other stage may change by this share of it, else there may be several. */
const alone = 0.25;

/**
 * The stages in which the specimen is sheared: those that the user names, or the only one in which axial strain and deviator stress change much.
 * @throws InputError `data-ambiguous` where several may be meant, `data-unreadable` for a stage that is not there.
 */
export function shearingOf(file: GdsFile, wanted: readonly string[]): { readonly stages: readonly Stage[]; readonly because: string } {
  const column = columnAt(file, "Stage Number");
  const all = new Map<number, Reading[]>();
  for (const reading of file.readings) {
    const number = reading.values[column]!;
    all.set(number, [...(all.get(number) ?? []), reading]);
  }
  const numbers = [...all.keys()];
  const between = (first: number, last: number): Stage => {
    const own = numbers.filter((n) => n >= first && n <= last);
    if (own.length === 0) throw unreadable(file.name, `it has no stage ${first === last ? first : `${first}-${last}`}`, `one of ${numbers.join(", ")}`, "Correct the setting stages");
    const earlier = numbers[numbers.indexOf(own[0]!) - 1];
    return { name: own.length > 1 ? `${own[0]}-${own.at(-1)}` : String(own[0]), readings: own.flatMap((n) => all.get(n)!), before: earlier === undefined ? [] : all.get(earlier)! };
  };
  if (wanted.length > 0) {
    return { because: "setting stages", stages: wanted.map((entry) => {
      const [, first, last = first] = /^\s*(\d+(?:\.\d+)?)\s*(?:(?:-|–|to)\s*(\d+(?:\.\d+)?))?\s*$/.exec(entry) ?? [];
      if (first === undefined) throw unreadable(file.name, `"${entry}" is no stage`, "a number such as 4, or 4-6", "Correct the setting stages");
      return between(Number(first), Number(last));
    }) };
  }
  if (numbers.length === 1) return { stages: [between(numbers[0]!, numbers[0]!)], because: "the file holds one stage" };
  const strain = strainOf(file);
  const force = [columnAt(file, "Deviator Stress"), columnAt(file, "Load Cell")].find((c) => c >= 0);
  const ranges = numbers.map((number) => {
    const own = all.get(number)!;
    return { number, range: rangeOf(own.map(strain)), push: force === undefined ? 0 : rangeOf(own.map(({ values }) => values[force]!)) };
  });
  const most = ranges.reduce((a, b) => (b.range > a.range ? b : a));
  const others = ranges.filter((stage) => stage !== most);
  const second = others.reduce((a, b) => Math.max(a, b.range), 0);
  const percent = (range: number): string => `${shown(Number((100 * range).toPrecision(2)))} %`;
  if (most.range >= sheared && second <= alone * most.range && others.every(({ push }) => push <= alone * most.push)) {
    return { stages: [between(most.number, most.number)], because: `its axial strain changes by ${percent(most.range)}, that of any other stage by at most ${percent(second)}` };
  }
  const pushed = ranges.reduce((a, b) => Math.max(a, b.push), 0);
  const likely = ranges.filter(({ range, push }) => range > alone * most.range || (pushed > 0 && push > alone * pushed));
  const list = (likely.length > 0 ? likely : ranges).map(({ number, range }) => `${number} (${percent(range)})`);
  const what = most.range < sheared ? `no stage changes the axial strain by ${percent(sheared)}; the most do` : "the specimen is strained or loaded in several stages:";
  const span = likely.length > 1 ? `${likely[0]!.number}-${likely.at(-1)!.number}` : `${numbers.at(-2)}-${numbers.at(-1)}`;
  throw ambiguous(file.name, `${what} ${oneOf(list)}`, "in which stage is it sheared?", `Set stages to its number (stages=${most.number}), or to first and last of several that are one shearing (stages=${span})`);
}

/** Largest less smallest; gaps do not count. */
export function rangeOf(values: readonly number[]): number {
  const known = values.filter(Number.isFinite);
  return known.length === 0 ? 0 : known.reduce((a, b) => Math.max(a, b)) - known.reduce((a, b) => Math.min(a, b));
}
