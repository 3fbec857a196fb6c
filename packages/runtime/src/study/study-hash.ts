import { compileTask, type ForwardModel, type SimulationTask } from "@inversa/core";
import { createHash } from "node:crypto";
import type { ParameterSpace } from "../space/parameter-space.ts";

/** JSON with sorted keys and every digit of every number, so that equal contents give equal text. */
export function canonical(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "0" : String(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (ArrayBuffer.isView(value)) return `[${Array.from(value as Float64Array, canonical).join()}]`;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join()}}`;
}

/** SHA-256 of the canonical JSON of a value, in hexadecimal. */
export const hashOf = (value: unknown): string => createHash("sha256").update(canonical(value)).digest("hex");

const probes = 3;

/** Draws of the prior at which models are compared, one after the other. */
export function probeDraws(space: ParameterSpace): Float64Array {
  const theta = new Float64Array(probes * space.dimension);
  for (let index = 0; index < probes; index++) theta.set(space.draw(0, index), index * space.dimension);
  return theta;
}

/**
 * What the model answers at three draws, to nine digits: a model whose equations were edited never meets curves that the old ones made, and a change of the
 * last bits between machines does not count.
 */
export function probe(model: ForwardModel, task: SimulationTask, space: ParameterSpace): readonly { readonly status: string; readonly curves: readonly string[] }[] {
  const simulator = compileTask(model, task);
  const curves = new Float64Array(simulator.width);
  const draws = probeDraws(space);
  return Array.from({ length: probes }, (_, index) => {
    const { ok, status } = simulator.run(draws.subarray(index * space.dimension, (index + 1) * space.dimension), curves.fill(0));
    return { status, curves: ok ? Array.from(curves, (value) => value.toPrecision(9)) : [] };
  });
}
