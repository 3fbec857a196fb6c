import type { Inference } from "@inversa/core";
import { shown } from "@inversa/tables";
import { columnAt, type GdsFile } from "./gds-file.ts";
import type { Consolidated } from "./specimen.ts";
import { rangeOf, type Stage } from "./stages.ts";

/** What the readings say of the drainage, and the word for it. */
export interface Drainage {
  readonly words: string;
  readonly inferred: Inference;
}

/** Beyond this a specimen drains, or builds up pressure; below, gauges drift. Shares of the volume and of the deviator stress. */
const [drains, presses] = [0.003, 0.1];

/** Whether the specimen drains during shearing: its volume changes, or its pore pressure does; undefined where the readings show both or neither. */
export function drainageOf(file: GdsFile, { name, readings }: Stage, { volume }: Consolidated): Drainage | undefined {
  const range = (heading: string): number => (columnAt(file, heading) < 0 ? Number.NaN : rangeOf(readings.map(({ values }) => values[columnAt(file, heading)]!)));
  const q = range("Deviator Stress");
  const u = range("Pore Pressure");
  const strain = columnAt(file, "Volumetric Strain") >= 0 ? range("Volumetric Strain") / 100 : range("Volume Change") / 1000 / (volume ?? Number.NaN);
  const changes = `the volume changes by ${shown(Number((100 * strain).toPrecision(2)))} % and the pore pressure by ${shown(Number(u.toPrecision(2)))} kPa in stage ${name}`;
  if (strain > drains && u <= presses * q) return { words: "consolidated drained", inferred: { what: "drained shearing", because: changes } };
  if (strain <= drains && u > presses * q) return { words: "consolidated undrained", inferred: { what: "undrained shearing", because: changes } };
  return undefined;
}
