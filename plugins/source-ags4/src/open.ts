import type { Protocol, ReadRequest, SourceFile } from "@inversa/core";
import { drainedTriaxial, undrainedTriaxial } from "@inversa/soil";
import { selection, type Selection } from "@inversa/tables";
import { besideOf, fileSetOf } from "./associated.ts";
import { parseAgs, type AgsFile } from "./parse.ts";
import type { settings as declared } from "./settings.ts";
import { stagesOf, type Stage } from "./stages.ts";
import { stateOf, type State } from "./state.ts";

export type Request = ReadRequest<typeof declared>;

/** A triaxial stage whose start is known, and the files of the call that hold its curve. */
export interface Known { readonly stage: Stage; readonly state: State; readonly curves: readonly string[] }

/** What one file holds, before curves are made of it. */
export interface Opened {
  readonly file: AgsFile;
  readonly selection: Selection;
  readonly stages: readonly Known[];
  /** Tests that are not read, and why. */
  readonly left: readonly string[];
}

/** The kind of test that a stage is. */
export const protocolOf = (stage: Stage): Protocol => (stage.drained ? drainedTriaxial : undrainedTriaxial);

/**
 * Parses a file and settles how each triaxial stage starts that the user wants and the model computes.
 * @throws InputError as `read` does.
 */
export function open(source: SourceFile, { settings, protocols, beside = [] }: Request): Opened {
  const file = parseAgs(source);
  const chosen = selection(settings.only, "ags4");
  const left: string[] = [];
  const unsupported = new Map<string, number>();
  const stages = stagesOf(file, settings, chosen.wants).flatMap((stage): readonly Known[] => {
    const { id: kind, name } = protocolOf(stage);
    if (!protocols.some(({ id }) => id === kind)) {
      unsupported.set(name, (unsupported.get(name) ?? 0) + 1);
      return [];
    }
    const state = stateOf(file, stage, settings);
    if (typeof state !== "string") return [{ stage, state, curves: besideOf(fileSetOf(file, stage), beside) }];
    left.push(leftOut(stage, state));
    return [];
  });
  for (const [name, n] of unsupported) left.push(`${n} ${n === 1 ? "test is" : "tests are"} left out, of a kind that the model does not compute: ${name}`);
  return { file, selection: chosen, stages, left };
}

/** Why a stage gives no test. */
export const leftOut = ({ id, cells }: Stage, missing: string): string => `"${id}" (line ${cells.row.line}) is left out: it states ${missing}`;
