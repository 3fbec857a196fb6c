import { InputError } from "@inversa/core";
import { quoted } from "./questions.ts";

/** Which tests of a file the user wants, and whether all that were asked for are there. */
export interface Selection {
  /** Whether a test is to be read; tests that are not raise no questions. */
  readonly wants: (id: string) => boolean;
  /** @throws InputError `option-invalid` for a name that no test has. */
  readonly checkAllFound: (file: string) => void;
}

/**
 * For formats whose files hold the tests of a whole site.
 * @param only Names of tests, or their beginnings up to a blank: a hole, a specimen; empty for all.
 * @param source Id of the importer whose setting `only` it is.
 */
export function selection(only: readonly string[], source: string): Selection {
  const seen = new Set<string>();
  const names = (wanted: string, id: string): boolean => {
    const [a, b] = [wanted.trim().toLowerCase(), id.toLowerCase()];
    return a === b || b.startsWith(`${a} `);
  };
  return {
    wants: (id) => {
      seen.add(id);
      return only.length === 0 || only.some((wanted) => names(wanted, id));
    },
    checkAllFound: (file) => {
      const missing = only.find((wanted) => ![...seen].some((id) => names(wanted, id)));
      if (missing === undefined) return;
      const all = [...seen];
      throw new InputError("option-invalid", { where: `settings of ${source}, only`, what: `${file} holds no test ${quoted(missing)}`, expected: all.length === 0 ? "a file with tests" : `one of ${all.slice(0, 20).map(quoted).join(", ")}${all.length > 20 ? ` and ${all.length - 20} more` : ""}` });
    },
  };
}
