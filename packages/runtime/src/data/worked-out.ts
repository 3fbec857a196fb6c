import type { FileReading } from "@inversa/core";

/** What importers worked out for one reason. */
export interface WorkedOut {
  /** `confiningPressure 100 kPa, 200 kPa, 400 kPa`: the name of a number that comes again is said once. */
  readonly what: string;
  /** The reason, and in which files where it is not all of them. */
  readonly because: string;
}

/** What was inferred for the same reason, in one file or several, told together. */
export function workedOut(readings: readonly FileReading[]): readonly WorkedOut[] {
  const groups = new Map<string, { readonly whats: Set<string>; readonly files: Set<string> }>();
  for (const { file, inferred } of readings) {
    for (const { what, because } of inferred) {
      const group = groups.get(because) ?? { whats: new Set(), files: new Set() };
      group.whats.add(what);
      group.files.add(file);
      groups.set(because, group);
    }
  }
  return [...groups].map(([because, { whats, files }]) => ({ what: together([...whats]), because: files.size === readings.length ? because : `${because}; ${someOf([...files], readings.length)}` }));
}

function together(whats: readonly string[]): string {
  let last = "";
  return whats.map((what) => {
    const [, name = "", number] = /^(\w+ )(?:(-?\d.*))?/s.exec(what) ?? [];
    const repeated = number !== undefined && name === last;
    last = name;
    return repeated ? number : what;
  }).join(", ");
}

/** Few files by name, many by number. */
const someOf = (files: readonly string[], all: number): string => (files.length <= 3 ? files.join(", ") : `${files.length} of ${all} files`);
