import { publishedTable } from "./shared-data.ts";

/** Parameters of hypoplasticity that somebody published for a sand. */
export interface PublishedSet {
  readonly name: string;
  readonly values: Readonly<Record<string, number>>;
}

/** The sets of a table of calibrations; none where it is not at hand. */
export const publishedSets = async (table: string): Promise<readonly PublishedSet[]> =>
  (await publishedTable(table)).map(({ calibration, phic_deg, hs_GPa, n, ed0, ec0, ei0, alpha, beta }) => ({
    name: calibration!,
    values: { phic: Number(phic_deg), hs: Number(hs_GPa) * 1e6, n: Number(n), ed0: Number(ed0), ec0: Number(ec0), ei0: Number(ei0), alpha: Number(alpha), beta: Number(beta) },
  }));
