import type { InputError } from "@inversa/core";
import { ambiguous as ambiguousAt, unreadable as unreadableAt } from "@inversa/tables";

/** Where something stands in an AGS file, as far as it is known. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly group?: string;
  readonly heading?: string;
}

/** `site.ags, line 42, group TRET, heading TRET_CONP`. */
const placeOf = ({ file, line, group, heading }: Place): string =>
  [file, line && `line ${line}`, group && `group ${group}`, heading && `heading ${heading}`].filter(Boolean).join(", ");

/** A file that breaks a rule of the format, or lacks what a test needs. */
export const unreadable = (place: Place, what: string, expected?: string, next?: string): InputError => unreadableAt(placeOf(place), what, expected, next);

/** A file that can be read in more than one way; `answer` names the setting that settles it. */
export const ambiguous = (place: Place, what: string, question: string, answer: string): InputError => ambiguousAt(placeOf(place), what, question, answer);
