import type { Random } from "@inversa/numerics";

/** Changes some coordinates of a member on the unit cube, in place. */
export type Mutation = (u: Float64Array, generator: Random) => void;

/**
 * Polynomial mutation: a step with a density that falls as a power of its length, cut at the bounds.
 *
 * Source: K. Deb and M. Goyal, A combined genetic adaptive search (GeneAS) for engineering design, Computer Science and Informatics 26 (1996) 30-45.
 * @param eta Distribution index; a step is of the order of 1 / eta of the range.
 * @param rate Probability of a coordinate to be changed.
 */
export function polynomial(eta: number, rate: number): Mutation {
  return (u, generator) => {
    for (let j = 0; j < u.length; j++) {
      if (generator.next() >= rate) continue;
      const chance = generator.next();
      const [below, above] = [u[j]!, 1 - u[j]!];
      const step =
        chance < 0.5
          ? (2 * chance + (1 - 2 * chance) * (1 - below) ** (eta + 1)) ** (1 / (eta + 1)) - 1
          : 1 - (2 * (1 - chance) + 2 * (chance - 0.5) * (1 - above) ** (eta + 1)) ** (1 / (eta + 1));
      u[j] = Math.min(1, Math.max(0, u[j]! + step));
    }
  };
}

/** A normal step, clamped to the bounds. @param deviation as a share of the range */
export function gaussian(deviation: number, rate: number): Mutation {
  return (u, generator) => {
    for (let j = 0; j < u.length; j++) {
      if (generator.next() < rate) u[j] = Math.min(1, Math.max(0, u[j]! + deviation * generator.normal()));
    }
  };
}
