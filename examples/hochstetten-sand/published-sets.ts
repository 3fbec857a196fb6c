import { publishedTable } from "../shared-data.ts";

/** Parameters of the sand that somebody published. */
export interface PublishedSet {
  readonly name: string;
  readonly values: Readonly<Record<string, number>>;
}

/** The four calibrations; empty where the table is not at hand. */
export const publishedSets = async (): Promise<readonly PublishedSet[]> =>
  (await publishedTable("hochstetten-hypoplasticity")).map(({ calibration, phic_deg, hs_GPa, n, ed0, ec0, ei0, alpha, beta }) => ({
    name: calibration!,
    values: { phic: Number(phic_deg), hs: Number(hs_GPa) * 1e6, n: Number(n), ed0: Number(ed0), ec0: Number(ec0), ei0: Number(ei0), alpha: Number(alpha), beta: Number(beta) },
  }));

/** Smallest and largest published value of each parameter. */
export const spreadOf = (sets: readonly PublishedSet[]): Readonly<Record<string, readonly [number, number]>> =>
  Object.fromEntries(Object.keys(sets[0]!.values).map((name) => {
    const values = sets.map((set) => set.values[name]!);
    return [name, [Math.min(...values), Math.max(...values)] as const];
  }));
