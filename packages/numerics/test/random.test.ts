import { describe, expect, test } from "vitest";
import { mean, normalCdf, random, variance } from "../src/index.ts";
import { portableLog } from "../src/portable-log.ts";
import { kolmogorovSmirnov, near } from "./close.ts";

describe("a seeded generator", () => {
  // State from numpy.random.SeedSequence(seed, spawn_key=stream).generate_state(4) (NumPy), numbers from Blackman and
  // Vigna's public-domain xoshiro128starstar.c run on that state.
  const known: Array<[seed: number, stream: number[], numbers: number[]]> = [
    [0, [], [1895419579, 1549396427, 1946381142, 4069610410]],
    [7, [], [1572182307, 1133253711, 257082566, 1158842603]],
    [7, [3], [3354793932, 2690949150, 42326278, 44129072]],
    [7, [3, 0], [658453773, 3864576087, 3452086586, 4270048937]],
    [2 ** 53 - 1, [2 ** 40, 5, 6, 7, 8], [3210121284, 363887374, 1067330725, 3875318731]],
  ];
  test.each(known)("gives the published numbers for seed %d, stream %j", (seed, stream, numbers) => {
    const generator = random(seed, ...stream);
    expect(numbers.map(() => generator.uint32())).toEqual(numbers);
  });

  test("makes a 53-bit number of two 32-bit ones, the first on top", () => {
    const generator = random(7);
    expect(generator.next()).toBe(((1572182307 >>> 5) * 2 ** 26 + (1133253711 >>> 6)) / 2 ** 53);
  });

  test("has streams that depend on the path alone", () => {
    const drawn = random(7);
    drawn.next();
    expect(drawn.fork(1).fork(2, 3).next()).toBe(random(7, 1, 2, 3).next());
    expect(random(7, 1, 2).next()).not.toBe(random(7, 2, 1).next());
  });

  test.each([-1, 0.5, NaN, 2 ** 53])("refuses the seed %d", (seed) => {
    expect(() => random(seed)).toThrow(RangeError);
    expect(() => random(1, seed)).toThrow(/stream/);
  });
});

// Bounds are five standard errors of the statistic, so a sound generator with other seeds fails once in a million.
describe("the numbers of a generator", () => {
  const n = 100_000;
  const uniform = (() => {
    const generator = random(1);
    return Float64Array.from({ length: n }, () => generator.next());
  })();
  const normal = (() => {
    const generator = random(2);
    return Float64Array.from({ length: n }, () => generator.normal());
  })();

  test("are uniform in mean, variance and distribution", () => {
    expect(mean(uniform)).toSatisfy(near(0.5, 0, 5 / Math.sqrt(12 * n)));
    expect(variance(uniform)).toSatisfy(near(1 / 12, 0, 5 / Math.sqrt(180 * n)));
    expect(kolmogorovSmirnov(uniform, (x) => x)).toBeLessThan(2.6);
    expect(uniform.every((x) => x >= 0 && x < 1)).toBe(true);
  });

  test("are normal in mean, variance, skewness, kurtosis and distribution", () => {
    expect(mean(normal)).toSatisfy(near(0, 0, 5 / Math.sqrt(n)));
    expect(variance(normal)).toSatisfy(near(1, 0, 5 * Math.sqrt(2 / n)));
    expect(mean(normal.map((z) => z ** 3))).toSatisfy(near(0, 0, 5 * Math.sqrt(15 / n)));
    expect(mean(normal.map((z) => z ** 4))).toSatisfy(near(3, 0, 5 * Math.sqrt(96 / n)));
    expect(kolmogorovSmirnov(normal, normalCdf)).toBeLessThan(2.6);
  });

  test("do not follow from the ones before", () => {
    for (const lag of [1, 2, 7]) {
      const products = normal.subarray(lag).map((z, i) => z * normal[i]!);
      expect(mean(products)).toSatisfy(near(0, 0, 5 / Math.sqrt(n)));
    }
  });

  test("are independent between neighbouring streams, and uniform across them", () => {
    const firsts = Float64Array.from({ length: n }, (_, i) => random(7, i).normal());
    expect(mean(firsts)).toSatisfy(near(0, 0, 5 / Math.sqrt(n)));
    expect(variance(firsts)).toSatisfy(near(1, 0, 5 * Math.sqrt(2 / n)));
    expect(mean(firsts.subarray(1).map((z, i) => z * firsts[i]!))).toSatisfy(near(0, 0, 5 / Math.sqrt(n)));
    const [a, b] = [random(7, 0), random(7, 1)];
    expect(mean(Float64Array.from({ length: n }, () => a.normal() * b.normal()))).toSatisfy(near(0, 0, 5 / Math.sqrt(n)));
  });

  test("spread integers evenly, where 2^32 is no multiple of n too", () => {
    const generator = random(3);
    const sides = 6;
    const counts = new Float64Array(sides);
    for (let i = 0; i < n; i++) counts[generator.integer(sides)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - n / sides) ** 2 / (n / sides), 0);
    // The 0.999999 quantile of chi-square with 5 degrees of freedom.
    expect(chiSquare).toBeLessThan(35.9);
    // Two thirds of 2^32: without rejection the lower half of the range would come up twice as often.
    const large = Math.floor((2 / 3) * 2 ** 32);
    const low = Array.from({ length: 20_000 }, () => generator.integer(large)).filter((x) => x < large / 2).length;
    expect(low / 20_000).toSatisfy(near(0.5, 0, 5 * 0.5 / Math.sqrt(20_000)));
    const huge = Array.from({ length: 1000 }, () => generator.integer(2 ** 50));
    expect(Math.max(...huge)).toBeGreaterThan(2 ** 49);
    expect(() => generator.integer(0)).toThrow(RangeError);
  });

  test("order permutations evenly", () => {
    const generator = random(4);
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const key = generator.permutation(4).join("");
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // The 0.999999 quantile of chi-square with 23 degrees of freedom.
    expect(chiSquare).toBeLessThan(68.6);
  });
});

test("the portable logarithm agrees with the platform's to one unit in the last place", () => {
  const generator = random(5);
  for (let i = 0; i < 20_000; i++) {
    const x = generator.next() * 10 ** (generator.integer(600) - 300) + Number.MIN_VALUE * 2 ** 60;
    expect(portableLog(x)).toSatisfy(near(Math.log(x), 2.3e-16, 1e-300));
  }
  expect(portableLog(1)).toBe(0);
});
