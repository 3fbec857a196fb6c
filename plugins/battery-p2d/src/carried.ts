import { probeCount } from "./probes.ts";

/** Quantities that are carried along beside the unknowns, so that they can be read at any time within a step; probes of the fields follow. */
export const carried = { voltage: 0, current: 1, temperature: 2, charge: 3, probes: 4 } as const;

/** Room for the carried quantities and the probes. */
export const carriedCount = carried.probes + probeCount;
