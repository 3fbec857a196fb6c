import { InputError } from "@inversa/core";
import type { Path, StudyText } from "./study-text.ts";

/** The texts that study files came from, so that a mistake found much later still names its line. */
const texts = new WeakMap<object, StudyText>();

export const rememberText = (file: object, text: StudyText): void => void texts.set(file, text);

/** Where a value of a study file stands: line and column if the file was read from text, else the path. */
export function placeIn(file: object, path: Path): string {
  return texts.get(file)?.place(path) ?? `study file, ${path.map(String).join(".")}`;
}

/** Does the work; a mistake that it meets is told with its place in the file. */
export function within<T>(file: object, path: Path, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InputError ? error.within(placeIn(file, path)) : error;
  }
}
