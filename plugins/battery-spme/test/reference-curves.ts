import { existsSync, readFileSync } from "node:fs";

const folder = new URL("../../../../shared/reference/p2d/", import.meta.url);
export const haveReferences = existsSync(folder);

/** A converged P2D solution by an independent program, and how it was led. */
export interface ReferenceCurve {
  readonly column: (name: string) => Float64Array;
  readonly start: { readonly initialStoichiometryNegative: number; readonly initialStoichiometryPositive: number };
}

export function referenceCurve(id: string): ReferenceCurve {
  const { parameters: p } = JSON.parse(readFileSync(new URL(`${id}.json`, folder), "utf8")) as { readonly parameters: Readonly<Record<string, number>> };
  const [header, ...rows] = readFileSync(new URL(`${id}.csv`, folder), "utf8").trim().split("\n").map((line) => line.split(","));
  return {
    column: (name) => Float64Array.from(rows, (row) => Number(row[header!.indexOf(name)])),
    start: { initialStoichiometryNegative: p["cs_init_n [mol/m3]"]! / p["csmax_n [mol/m3]"]!, initialStoichiometryPositive: p["cs_init_p [mol/m3]"]! / p["csmax_p [mol/m3]"]! },
  };
}
