import type { JointSpread, Table } from "@inversa/core";
import type { Finding } from "./finding.ts";
import { column } from "../space/interval.ts";
import type { ParameterSpace } from "../space/parameter-space.ts";

/** Draws that an estimate carries for pictures of pairs: enough to see a shape, some kilobytes of JSON. The file of draws holds them all. */
export const usualDraws = 300;

/** Figures of a draw beyond those that its spread shows: a thousandth of a standard deviation is not seen. */
const beyondSpread = 3;

/** What an estimate tells of its unknowns together: the covariance in working coordinates and at most `most` draws, evenly picked. */
export function jointSpread({ covariance, samples }: Finding, space: ParameterSpace, most: number): JointSpread {
  return {
    logarithmic: space.logarithmic,
    covariance: covariance ? Array.from({ length: covariance.rows }, (_, i) => Array.from({ length: covariance.columns }, (__, j) => finite(covariance.data[i * covariance.columns + j]!))) : [],
    draws: samples && most > 0 ? thinnedDraws(samples, space, most) : [],
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function thinnedDraws(samples: Table, space: ParameterSpace, most: number): readonly (readonly number[])[] {
  const count = Math.min(most, samples.rows);
  const thetas = Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * samples.rows) / count) * samples.columns;
    return space.toTheta(samples.data.subarray(from, from + samples.columns));
  });
  const figures = space.names.map((_, j) => figuresOf(column(samples, j), space.logarithmic[j]!));
  return thetas.map((theta) => Array.from(theta, (value, j) => Number(value.toPrecision(figures[j]!))));
}

/** Significant figures that show values as finely as they are spread; a spread of logarithms is relative already. */
function figuresOf(values: Float64Array, isLogarithm: boolean): number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const relative = (high - low) / (isLogarithm ? 1 : Math.max(Math.abs(low), Math.abs(high)));
  return Math.min(15, Math.max(beyondSpread, Math.ceil(-Math.log10(relative)) + beyondSpread) || 15);
}
