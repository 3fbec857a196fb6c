import { layoutOf, type ResponseMisfit } from "@inversa/core";
import type { StudyObjective } from "./objective.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";

/** Misfit of every compared response at working coordinates; NaN where the model has no answer. */
export function misfitsOf({ task }: ResolvedStudy, objective: StudyObjective, measured: Float64Array, coordinates: Float64Array): Readonly<Record<string, ResponseMisfit>> {
  const row = new Float64Array(objective.width).fill(Number.NaN);
  if (!objective.predictTheta(coordinates, row).ok) row.fill(Number.NaN);
  const sums = new Map<string, { squares: number; points: number; noise: number; relative: number; curves: number }>();
  for (const [b, { response, offset, length }] of layoutOf(task).blocks.entries()) {
    const { deviation } = objective.parts[b]!;
    let [squares, points, largest] = [0, 0, 0];
    for (let i = offset; i < offset + length; i++) {
      if (Number.isNaN(measured[i]!)) continue;
      squares += (row[i]! - measured[i]!) ** 2;
      points++;
      largest = Math.max(largest, Math.abs(measured[i]!));
    }
    if (points === 0 || !(deviation > 0)) continue;
    const sum = sums.get(response) ?? { squares: 0, points: 0, noise: 0, relative: 0, curves: 0 };
    sum.squares += squares;
    sum.points += points;
    sum.noise += squares / deviation ** 2;
    sum.relative += squares / points / largest ** 2;
    sum.curves++;
    sums.set(response, sum);
  }
  return Object.fromEntries([...sums].map(([response, { squares, points, noise, relative, curves }]) => [response, { rmse: Math.sqrt(squares / points), relative: Math.sqrt(relative / curves), noise: Math.sqrt(noise / points) }]));
}
