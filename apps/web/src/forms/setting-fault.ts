import { InputError, type Mistake, readSettings, type Settings } from "@inversa/core";

/** Why these settings would be refused, in the words of whoever would; undefined where they would not. */
export function faultOf(declared: Settings, given: unknown): Mistake | undefined {
  try {
    readSettings(declared, given, "");
    return undefined;
  } catch (error) {
    // A document is checked where its declaration came from: checks do not travel.
    return error instanceof InputError ? error.mistake : undefined;
  }
}
