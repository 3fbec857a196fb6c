import { describe, expect, it } from "vitest";
import { bestClimb, type Climb, drawPoint, median, nextTrial, random, type SearchAxis, suggestPoint, type Tried, varianceExplained } from "../src/index.ts";

const axes: readonly SearchAxis[] = [{ kind: "number" }, { kind: "number" }, { kind: "number" }, { kind: "choice", size: 3 }];
/** Least, 0, at one point of one choice; two axes of little weight, one pair that must agree. */
const bowl = ([a, b, c, kind]: Float64Array): number => 4 * (a! - 0.8) ** 2 + 4 * (b! - a!) ** 2 + 0.05 * (c! - 0.2) ** 2 + (kind === 1 ? 0 : 0.3);

function search(suggest: typeof suggestPoint, evaluations: number, seed: number): number {
  const tried: Tried[] = [];
  for (let i = 0; i < evaluations; i++) {
    const point = suggest(axes, tried, random(seed, i));
    tried.push({ point, score: bowl(point) });
  }
  return Math.min(...tried.map(({ score }) => score));
}

describe("a tree-structured Parzen estimator", () => {
  it("comes several times closer to the best than random draws do", () => {
    const seeds = Array.from({ length: 15 }, (_, seed) => seed);
    const guided = median(seeds.map((seed) => search(suggestPoint, 60, seed)));
    const blind = median(seeds.map((seed) => search((a, _, generator) => drawPoint(a, generator), 60, seed)));
    expect(guided).toBeLessThan(blind / 2);
  });

  it("draws at random while little is known, within the axes always, and repeatably", () => {
    const few = Array.from({ length: 5 }, (_, i): Tried => ({ point: drawPoint(axes, random(9, i)), score: i }));
    expect(suggestPoint(axes, few, random(1))).toEqual(drawPoint(axes, random(1)));
    const many = Array.from({ length: 40 }, (_, i): Tried => ({ point: Float64Array.of(i % 2, 1, 0, i % 3), score: i % 7 === 0 ? Number.POSITIVE_INFINITY : i }));
    for (let i = 0; i < 200; i++) {
      const point = suggestPoint(axes, many, random(2, i));
      for (const value of point.subarray(0, 3)) expect(value >= 0 && value <= 1).toBe(true);
      expect([0, 1, 2]).toContain(point[3]);
      expect(suggestPoint(axes, many, random(2, i))).toEqual(point);
    }
  });

  it("keeps away from what failed", () => {
    const tried = Array.from({ length: 60 }, (_, i): Tried => { const point = drawPoint(axes, random(4, i)); return { point, score: point[0]! > 0.5 ? Number.POSITIVE_INFINITY : bowl(point) }; });
    const next = Array.from({ length: 100 }, (_, i) => suggestPoint(axes, tried, random(5, i))[0]!);
    expect(next.filter((a) => a > 0.6).length).toBeLessThan(10);
  });
});

describe("successive halving", () => {
  it("takes the best third of a rung further and begins with new candidates otherwise", () => {
    expect(nextTrial([], [], 3, 3)).toBe("new");
    expect(nextTrial([[0.5], [0.4]], [], 3, 3)).toBe("new");
    expect(nextTrial([[0.5], [0.4], [0.6]], [], 3, 3)).toEqual({ candidate: 1, rung: 1 });
    expect(nextTrial([[0.5], [0.4], [0.6]], [{ candidate: 1, rung: 1 }], 3, 3)).toBe("new");
    expect(nextTrial([[0.5], [0.4, 0.3], [0.6]], [], 3, 3)).toBe("new");
    expect(nextTrial([[0.5, 0.5], [0.6], [0.7], [0.1], [0.2]], [], 3, 3)).toBe("new");
    expect(nextTrial([[0.5, 0.5], [0.6], [0.7], [0.1], [0.2], [0.3]], [], 3, 3)).toEqual({ candidate: 3, rung: 1 });
    expect(nextTrial([[0.1, 0.3], [0.2, 0.2], [0.3, 0.1], ...Array.from({ length: 6 }, () => [1])], [], 3, 3)).toEqual({ candidate: 2, rung: 2 });
    expect(nextTrial([[Number.POSITIVE_INFINITY], [Number.POSITIVE_INFINITY], [Number.POSITIVE_INFINITY]], [], 3, 3)).toBe("new");
  });

  it("run to its end gives full effort to few, and the best of them is the answer", () => {
    const climbs: number[][] = [];
    let spent = 0;
    while (climbs.length < 27 || nextTrial(climbs, [], 3, 3) !== "new") {
      const next = nextTrial(climbs, [], 3, 3);
      if (next === "new") climbs.push([random(3, climbs.length).next()]);
      else climbs[next.candidate]!.push(climbs[next.candidate]![0]!);
      spent += next === "new" ? 1 / 9 : next.rung === 1 ? 1 / 3 : 1;
    }
    const atTop = climbs.filter((climb: Climb) => climb.length === 3);
    expect(atTop).toHaveLength(3);
    // 27 / 9 + 9 / 3 + 3; everyone at full effort would have cost 27.
    expect(spent).toBeCloseTo(9, 10);
    const best = bestClimb(climbs, 3)!;
    expect(best.rung).toBe(2);
    expect(climbs[best.candidate]![0]).toBe(Math.min(...climbs.map(([first]) => first!)));
  });

  it("has no best where everything failed", () => {
    expect(bestClimb([[Number.POSITIVE_INFINITY]], 3)).toBeUndefined();
    expect(bestClimb([[2, Number.POSITIVE_INFINITY], [3]], 3)).toEqual({ candidate: 0, rung: 0 });
  });
});

describe("the variance that groups explain", () => {
  it("is all of it, nothing, or the textbook's share", () => {
    expect(varianceExplained([1, 1, 2, 2], ["a", "a", "b", "b"])).toBe(1);
    expect(varianceExplained([1, 2, 1, 2], ["a", "a", "b", "b"])).toBe(0);
    // By hand: between 6, within 4 / 4 = 1, total 10, so (6 - 1) / (10 + 1).
    expect(varianceExplained([0, 1, 2, 2, 3, 4], [0, 0, 0, 1, 1, 1])).toBeCloseTo(5 / 11, 12);
    expect(varianceExplained([1, 2], ["a", "b"])).toBe(0);
    expect(varianceExplained([1, 1, 1], ["a", "b", "b"])).toBe(0);
  });
});
