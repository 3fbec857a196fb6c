import { symbolLabel } from "@inversa/core";
import type { Display } from "../display/use-display.ts";

/** What a quantity is called beside its slider: its symbol, or its name, in words where it is made of several. */
export const quantityLabel = ({ name, symbol }: { readonly name: string; readonly symbol?: string }, { titled }: Pick<Display, "titled">): string =>
  symbol !== undefined ? symbolLabel(symbol) : /[a-z][A-Z]/.test(name) ? titled(name) : name;
