import { type Inference, InputError, type Protocol, unitLabel } from "@inversa/core";
import { assign, type Assignment } from "./columns.ts";
import { isReadable } from "./derive.ts";
import { isScalar, understand } from "./heading.ts";
import type { Block } from "./block.ts";
import { protocolsNamed } from "./metadata.ts";
import { inRow } from "./place.ts";
import { ambiguous, oneOf, quoted, unreadable } from "./questions.ts";
import type { TableSettings } from "./settings.ts";
import { unitFor } from "./unit-spelling.ts";

/** A table and the kind of test it is read as. */
export interface Chosen {
  readonly protocol: Protocol;
  readonly assignment: Assignment;
  readonly inferred: readonly Inference[];
}

interface Candidate { readonly protocol: Protocol; readonly assignment: Assignment; readonly rank: readonly number[] }

/** Whether a table could be a curve under any kind of test, perhaps after a question. */
export function isCurve(block: Block, protocols: readonly Protocol[], settings: TableSettings): boolean {
  const { found, question } = candidatesOf(block, protocols, settings);
  return found.length > 0 || question !== undefined;
}

/**
 * Chooses the kind of test of a table: the user's word, what the file, its name or a table of tests call it, then the kind that knows the most of its
 * columns and that the numbers do not contradict.
 * @param words Everything that may name the kind of test.
 * @param contradiction Why the numbers of the table cannot come from the kind of test.
 * @throws InputError `data-ambiguous` or `data-unreadable`.
 */
export function chooseKind(block: Block, protocols: readonly Protocol[], settings: TableSettings, words: string, contradiction: (candidate: Chosen) => string | undefined, source: string): Chosen {
  const { name: file } = block.place;
  const asked = settings.protocol === "" ? protocols : protocols.filter((p) => p.id === settings.protocol);
  if (asked.length === 0) throw new InputError("option-invalid", { where: `settings of ${source}, protocol`, what: `"${settings.protocol}" is no kind of test here`, expected: `one of ${protocols.map((p) => p.id).join(", ")}` });
  const { found, question } = candidatesOf(block, asked, settings);
  if (found.length === 0) throw question ?? notACurve(block, asked);
  if (settings.protocol !== "") return { ...found[0]!, inferred: [] };

  const named = protocolsNamed(words, found.map((c) => c.protocol));
  const usual = named.length > 0 ? found.filter((c) => named.includes(c.protocol)) : found.filter((c) => !c.protocol.onlyWhenNamed || found.length === 1);
  const against: string[] = [];
  const possible = usual.filter((c) => {
    const why = contradiction({ ...c, inferred: [] });
    if (why !== undefined) against.push(`not ${c.protocol.name}: ${why}`);
    return why === undefined;
  });
  if (possible.length === 0) {
    const unknown = [...new Set(usual.flatMap((c) => c.assignment.unknown))].slice(0, 12).map(quoted);
    const what = `its numbers contradict every kind of test that has its columns (${against.join("; ")})`;
    const answer = `Set protocol to ${oneOf(found.map((c) => c.protocol.id))}`;
    if (unknown.length === 0) throw ambiguous(file, what, "what kind of test is it?", answer);
    throw ambiguous(file, `${what}, and ${oneOf(unknown)} ${unknown.length === 1 ? "is" : "are"} not known`, "what do those columns hold, and what kind of test is it?", `Say with mapping which column holds what; to go without them, ${answer.replace("Set", "set")}`);
  }
  const ranked = possible.sort((a, b) => compare(a.rank, b.rank));
  const [best, second] = ranked;
  if (second && compare(best!.rank, second.rank) === 0) {
    throw ambiguous(file, `its columns fit ${oneOf(ranked.filter((c) => compare(c.rank, best!.rank) === 0).map((c) => c.protocol.name))}`, "what kind of test is it?", `Set protocol to ${oneOf(ranked.map((c) => c.protocol.id))}`);
  }
  const because = [named.length > 0 ? "it is called so" : "its columns fit best", ...against].join("; ");
  return { ...best!, inferred: protocols.length > 1 ? [{ what: `kind of test: ${best!.protocol.name}`, because }] : [] };
}

function candidatesOf(block: Block, protocols: readonly Protocol[], settings: TableSettings): { readonly found: readonly Candidate[]; readonly question: InputError | undefined } {
  let question: InputError | undefined;
  const found = protocols.flatMap((protocol): Candidate[] => {
    try {
      const assignment = assign(block, protocol, settings);
      const columns = assignment?.groups.flatMap((g) => g.columns) ?? [];
      const there = new Set(columns.map((c) => c.target.name));
      if (!assignment || !isReadable(protocol, there) || columns.every((c) => isScalar(c.target))) return [];
      const direct = Object.keys(protocol.responses).filter((name) => there.has(name)).length;
      return [{ protocol, assignment, rank: [there.has(protocol.axis.name) ? 0 : 1, -Math.min(direct, 1), assignment.unknown.length, -direct] }];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      question ??= error;
      return [];
    }
  });
  return { found, question };
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

function notACurve(block: Block, protocols: readonly Protocol[]): InputError {
  const wanted = protocols.map((p) => `${p.axis.name} with ${oneOf(Object.keys(p.responses))} (${p.name})`).join("; ");
  return unreadable(inRow(block.place, block.headingLine), `the columns ${block.headings.filter((h) => h !== "").slice(0, 12).map(quoted).join(", ")} hold no curve of a known kind of test${strange(block, protocols)}`, `columns for one of: ${wanted}`, "If it is a curve, say with mapping which column holds what");
}

/** Headings whose name is known and whose unit is not, or is one of something else. */
function strange({ headings }: Block, protocols: readonly Protocol[]): string {
  const found = headings.flatMap((heading) => {
    const [, name = "", unit = ""] = nameAndUnit.exec(heading) ?? [];
    const meant = unit === "" ? undefined : protocols.map((p) => understand(name, p)?.target).find((target) => target !== undefined && unitFor(unit, target.unit) === undefined);
    return meant ? [`${quoted(heading)} would be ${meant.name}, but ${quoted(unit)} is no unit of it${meant.unit === "1" ? "" : ` (${unitLabel(meant.unit)} is)`}`] : [];
  });
  return found.length > 0 ? `: ${found.join("; ")}` : "";
}

const nameAndUnit = /^(.*\S)\s*[[(]([^\][()]+)[\])]\s*$/;
