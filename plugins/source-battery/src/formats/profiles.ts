import type { TextFormat } from "../text/format.ts";
import { plain } from "./plain.ts";

const { voltage: _, ...columns } = plain.columns;
const shared: Pick<TextFormat, "convention" | "columns"> = { convention: "unknown", columns: { ...columns, power: { names: ["power", "P", "cell power", "功率"] } } };

/** Tables of what a cell is to do, without a voltage that it answered: drive cycles. */
export const profiles: readonly TextFormat[] = [
  { ...shared, id: "profile", name: "current profile", needs: ["current"] },
  { ...shared, id: "profile", name: "power profile", needs: ["power"] },
];
