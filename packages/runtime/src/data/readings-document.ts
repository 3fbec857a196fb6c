import type { FileReading, Observation } from "@inversa/core";

/** What was read from data files, as JSON for people and programs: what was found, what was inferred and why, what to look at. */
export const readingsDocument = (readings: readonly FileReading[]) =>
  readings.map(({ file, observations, inferred, warnings }) => ({
    file, inferred, warnings,
    observations: observations.map((o) => ({ id: o.id, protocol: o.test.protocol, conditions: o.test.conditions, points: o.test.axis.length, responses: measuredResponses(o), ...(o.provenance ? { source: o.provenance } : {}) })),
  }));

/** Responses of which at least one point was measured. */
export const measuredResponses = (o: Observation): readonly string[] => Object.entries(o.responses).filter(([, values]) => values.some(Number.isFinite)).map(([name]) => name);
