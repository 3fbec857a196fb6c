import { inWords } from "@inversa/report";
import { useMemo } from "react";
import type { Words } from "./present.ts";
import { shownAs, type Shown } from "./units.ts";
import { useUnits } from "./use-units.ts";
import { useWords } from "./use-words.ts";

/** How quantities are shown to this reader: in the chosen units and the chosen language. The same object until one of the two changes. */
export interface Display extends Words {
  shown(name: string, unit: string): Shown;
  /** A name in words for the middle of a sentence, and for its start. */
  worded(name: string): string;
  titled(name: string): string;
}

export function useDisplay(): Display {
  const [units] = useUnits();
  const { said, named } = useWords();
  return useMemo(() => {
    const worded = (name: string): string => inWords(named(name));
    return { said, named, worded, titled: (name) => worded(name).replace(/^./u, (first) => first.toUpperCase()), shown: (name, unit) => shownAs(name, unit, units) };
  }, [units, said, named]);
}
