import type { Random } from "@inversa/numerics";

/** Makes two children of some parents on the unit cube, none of which is changed. */
export interface Crossover {
  /** How many parents it takes. */
  readonly parents: number;
  children(parents: readonly Float64Array[], generator: Random): [Float64Array, Float64Array];
}

/** Parents closer than this have nothing to mix. */
const identical = 1e-14;

/**
 * Simulated binary crossover: children lie about each parent with the density of single-point crossover of bits, at a spread in proportion to the parents'
 * distance. Coordinate by coordinate, each with probability 1/2; the density is cut at the bounds, not clamped.
 *
 * Source: K. Deb and R. B. Agrawal, Simulated binary crossover for continuous search space, Complex Systems 9 (1995) 115-148; with bounds: K. Deb, An efficient
 * constraint handling method for genetic algorithms, CMAME 186 (2000) 311-338.
 * @param eta Distribution index: the larger, the nearer children stay to their parents.
 */
export function simulatedBinary(eta: number): Crossover {
  /** The factor on the parents' half distance for a child whose bound lies `room` beyond its parent. */
  const spread = (room: number, distance: number, chance: number): number => {
    const alpha = 2 - (1 + (2 * room) / distance) ** -(eta + 1);
    const share = chance * alpha;
    return (share <= 1 ? share : 1 / (2 - share)) ** (1 / (eta + 1));
  };
  const children: Crossover["children"] = ([a, b], generator) => {
    const children: [Float64Array, Float64Array] = [a!.slice(), b!.slice()];
    for (let j = 0; j < a!.length; j++) {
      if (generator.next() < 0.5) continue;
      const [low, high] = [Math.min(a![j]!, b![j]!), Math.max(a![j]!, b![j]!)];
      const distance = high - low;
      if (distance < identical) continue;
      const chance = generator.next();
      const middle = (low + high) / 2;
      const down = inside(middle - (spread(low, distance, chance) * distance) / 2);
      const up = inside(middle + (spread(1 - high, distance, chance) * distance) / 2);
      // The children are exchanged in half of the cases, so that no parent keeps its side of every coordinate.
      const swap = generator.next() < 0.5;
      children[0][j] = swap ? up : down;
      children[1][j] = swap ? down : up;
    }
    return children;
  };
  return { parents: 2, children };
}

/**
 * Blend crossover: children spread evenly over the parents' box, widened by a share of its sides.
 *
 * Source: L. J. Eshelman and J. D. Schaffer, Real-coded genetic algorithms and interval-schemata, FOGA 2 (1993) 187-202.
 * @param alpha 0.5 keeps a population's spread on the average where nothing selects.
 */
export function blend(alpha: number): Crossover {
  const children: Crossover["children"] = ([a, b], generator) => {
    const child = (): Float64Array =>
      a!.map((value, j) => {
        const [low, high] = [Math.min(value, b![j]!), Math.max(value, b![j]!)];
        const wider = alpha * (high - low);
        return inside(low - wider + generator.next() * (high - low + 2 * wider));
      });
    return [child(), child()];
  };
  return { parents: 2, children };
}

/**
 * Simplex crossover: children spread evenly over the simplex of P + 1 parents, widened about its centre by the root of P + 2, which keeps a population's
 * covariance on the average where nothing selects. Children follow valleys in any direction: turning the axes changes nothing.
 *
 * Source: S. Tsutsui, M. Yamamura and T. Higuchi, Multi-parent recombination with simplex crossover in real coded genetic algorithms, GECCO 1999, 657-664.
 * @param P Number of coordinates.
 */
export function simplex(P: number): Crossover {
  const expansion = Math.sqrt(P + 2);
  const children: Crossover["children"] = (parents, generator) => {
    const child = (): Float64Array => {
      // Exponential variates over their sum are even over a simplex.
      const weights = parents.map(() => -Math.log(1 - generator.next()));
      const total = weights.reduce((sum, w) => sum + w, 0);
      const u = new Float64Array(P);
      for (const [k, parent] of parents.entries()) {
        const share = (expansion * weights[k]!) / total + (1 - expansion) / parents.length;
        for (let j = 0; j < P; j++) u[j]! += share * parent[j]!;
      }
      return u.map(inside);
    };
    return [child(), child()];
  };
  return { parents: P + 1, children };
}

const inside = (value: number): number => Math.min(1, Math.max(0, value));
