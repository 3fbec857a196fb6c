import type { InputBlock } from "@inversa/core";
import { random } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { familiarityWith, restoreFamiliarity } from "../src/calibration/familiarity.ts";
import { withNoise } from "../src/space/noise.ts";
import { levelAt } from "./fixtures/rise.ts";
import { times } from "./fixtures/filling-study.ts";

const axis = times(15, 3);
const blocks: InputBlock[] = [{ offset: 0, length: 15, axis, noise: { relative: 0.02, absolute: 0 }, group: 0 }];

function curves(count: number, seed: number) {
  const data = new Float64Array(count * 15);
  for (let i = 0; i < count; i++) {
    const generator = random(seed, i);
    data.set(levelAt(0.5 * 10 ** generator.next(), 0.3 * 10 ** generator.next(), axis), 15 * i);
  }
  return { rows: count, columns: 15, data };
}

describe("a trained estimator's memory of what it has seen", () => {
  const training = curves(1000, 1);
  const known = familiarityWith(training, withNoise(curves(200, 2), blocks, 1, 1), blocks);

  it("finds nothing strange in fresh simulations, but for one in a hundred", () => {
    const fresh = withNoise(curves(200, 3), blocks, 1, 2);
    const strange = Array.from({ length: 200 }, (_, i) => known.check(fresh.data.slice(15 * i, 15 * i + 15))).filter(({ distance, outside }) => distance > 1 || outside[0]! > 0.05);
    expect(strange.length).toBeLessThanOrEqual(2);
  });

  it("sees a curve that leaves the range of all others, and where", () => {
    const { outside, distance } = known.check(levelAt(20, 1, axis));
    expect(outside[0]).toBe(1);
    expect(distance).toBeGreaterThan(1);
  });

  it("sees a curve that stays in the range at every point and yet is like no other", () => {
    const { outside, distance } = known.check(axis.map((_, i) => (i % 2 === 0 ? 0.4 : 2)));
    expect(outside[0]).toBe(0);
    expect(distance).toBeGreaterThan(2);
  });

  it("is the same after saving and loading", () => {
    const restored = restoreFamiliarity(known.save(), blocks);
    expect(restored.check(levelAt(2, 1.1, axis))).toEqual(known.check(levelAt(2, 1.1, axis)));
  });
});
