import type { Objective } from "@inversa/core";
import type { GaussNewtonCovariance } from "@inversa/numerics";
import type { Minimum } from "./attempts.ts";

/** The names of some coordinates in a sentence: `K, n and Rf`. */
export function namedCoordinates(coordinates: readonly number[], { names }: Objective): string {
  const words = coordinates.map((j) => names?.[j] ?? `coordinate ${j + 1}`);
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

export const runsSentence = (reached: number, tried: number): string => (tried > 1 ? `${reached} of ${tried} runs reached this minimum` : "");

export function minimaSentence(minima: readonly Minimum[], cost: number): string {
  if (minima.length < 2) return "";
  const others = minima.length - 1;
  return `${others} other ${others === 1 ? "minimum was" : "minima were"} found, the next ${(minima[1]!.cost - cost).toPrecision(3)} higher in half the sum of squares`;
}

/** A second set of parameters that the data do not tell apart from the first. Coordinates, as an estimator knows no parameters. */
export function rivalSentence(coordinates: Float64Array, higher: number, objective: Objective): string {
  const values = [...coordinates].map((value, j) => `${namedCoordinates([j], objective)} ${Number(value.toPrecision(4))}`).join(", ");
  return `Another minimum fits the data about as well (${Math.max(higher, 0).toPrecision(2)} higher in half the sum of squares), in working coordinates: ${values}`;
}

export function chiSquareSentence(sure: GaussNewtonCovariance | undefined, noise: "scaled" | "stated"): string {
  if (!sure) return "";
  if (Number.isNaN(sure.reducedChiSquare)) return "There are no more points than parameters, so the intervals assume the stated noise";
  const value = `Reduced chi-square ${sure.reducedChiSquare.toPrecision(3)}`;
  if (sure.inflation > 1) return `${value}: the misfit is ${Math.sqrt(sure.inflation).toPrecision(2)} times what the stated noise explains, and the intervals were widened by as much`;
  return noise === "stated" ? `${value}; the intervals assume the stated noise` : value;
}
