import { latinHypercube, random, sobol } from "@inversa/numerics";
import type { ResolvedStudy } from "../study/resolve-study.ts";

/** Gives theta for a sample and attempt; depends on nothing else. */
export type SampleDraw = (sample: number, attempt: number) => Float64Array;

// Keeps the points of a design apart from single draws of the same seed.
const designStream = 0x0de5;

/**
 * Draws of a study's training set. The first attempt of a sample is its point of the design; where that means nothing to the model, or its simulation failed,
 * an independent draw from the prior takes its place.
 */
export function sampleDraws({ space, study, design }: Pick<ResolvedStudy, "space" | "study" | "design">, samples: number, stream: number): SampleDraw {
  const { seed } = study;
  if (design === "random") return (sample, attempt) => space.draw(seed, sample, attempt, stream);
  const P = space.dimension;
  const generator = random(seed, designStream, stream);
  const points = design === "sobol" ? sobol(generator, samples, P) : latinHypercube(generator, samples, P);
  return (sample, attempt) => {
    if (attempt === 0) {
      const theta = space.fromUnit(points.data.subarray(sample * P, (sample + 1) * P));
      if (space.invalid(theta) === undefined) return theta;
    }
    return space.draw(seed, sample, attempt, stream);
  };
}
