import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bogackiShampine, dormandPrince, integrate, type RightHandSide, rk4, row, type Tableau } from "../src/index.ts";
import { near } from "./close.ts";

const decay: RightHandSide = (_, y, dydt) => {
  dydt[0] = -y[0]!;
};
const oscillator: RightHandSide = (_, y, dydt) => {
  dydt[0] = y[1]!;
  dydt[1] = -y[0]!;
};
const times = (n: number, end: number) => Array.from({ length: n }, (_, i) => ((i + 1) * end) / n);

/** A pair that does not reuse its last stage: Fehlberg's 4(5) with the order-five solution, NASA TR R-315 (1969). */
const fehlberg: Tableau = {
  name: "Fehlberg 5(4)",
  c: [0, 1 / 4, 3 / 8, 12 / 13, 1, 1 / 2],
  a: [
    [],
    [1 / 4],
    [3 / 32, 9 / 32],
    [1932 / 2197, -7200 / 2197, 7296 / 2197],
    [439 / 216, -8, 3680 / 513, -845 / 4104],
    [-8 / 27, 2, -3544 / 2565, 1859 / 4104, -11 / 40],
  ],
  b: [16 / 135, 0, 6656 / 12825, 28561 / 56430, -9 / 50, 2 / 55],
  e: [1 / 360, 0, -128 / 4275, -2197 / 75240, 1 / 50, 2 / 55],
  order: 5,
  embeddedOrder: 4,
  realStability: 3.7,
};

describe.each([dormandPrince, bogackiShampine, fehlberg])("the tableau $name", (tableau) => {
  test("is consistent: stage weights add up to stage times, solution weights to 1, error weights to 0", () => {
    const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + weight, 0);
    tableau.a.forEach((weights, s) => expect(sum(weights)).toSatisfy(near(tableau.c[s]!, 0, 1e-14)));
    expect(sum(tableau.b)).toSatisfy(near(1, 1e-14));
    expect(sum(tableau.e)).toSatisfy(near(0, 0, 1e-14));
  });

  test("converges with its order at step ends", () => {
    const error = (h: number): number => {
      // Tolerances so wide that the step length asked for is always taken.
      const options = { tableau, rtol: 1e9, atol: 1e9, firstStep: h, maxStep: h };
      const { y } = integrate(oscillator, [1, 0], 0, [2], options);
      return Math.hypot(y.data[0]! - Math.cos(2), y.data[1]! + Math.sin(2));
    };
    const [coarse, fine] = tableau.order > 4 ? [0.25, 0.125] : [0.02, 0.01];
    expect(Math.log2(error(coarse) / error(fine))).toSatisfy(near(tableau.order, 0, 0.25));
  });

  test("meets the tolerances asked of it at every output", () => {
    for (const rtol of [1e-4, 1e-7, 1e-10]) {
      const result = integrate(oscillator, [1, 0], 0, times(57, 6), { tableau, rtol, atol: rtol });
      expect(result.status).toBe("reached");
      // Errors of all steps add up; a few dozen steps stay within fifty tolerances.
      result.t.forEach((t, k) => expect(row(result.y, k)[0]!).toSatisfy(near(Math.cos(t), 0, 50 * rtol)));
    }
  });
});

describe("dense output", () => {
  test("of Dormand and Prince's pair has order 4 between step ends", () => {
    const error = (h: number): number => {
      const outputs = times(40, 4 * h).map((t) => t + 1e-9);
      const options = { rtol: 1e9, atol: 1e9, firstStep: h, maxStep: h };
      const { t, y } = integrate(oscillator, [1, 0], 0, outputs, options);
      return Math.max(...t.map((time, k) => Math.abs(y.data[2 * k]! - Math.cos(time))));
    };
    expect(Math.log2(error(0.4) / error(0.2))).toBeGreaterThan(4.5);
  });

  test("costs no evaluation", () => {
    const few = integrate(decay, [1], 0, [5]);
    const many = integrate(decay, [1], 0, times(1000, 5));
    expect(many.evaluations).toBe(few.evaluations);
    expect(many.y.data[999]).toBe(few.y.data[0]);
  });
});

describe("an integration", () => {
  test("runs forward and backward, from the start itself on, and gives back what it was given", () => {
    const there = integrate(oscillator, [1, 0], 0, [0, 1, 2], { rtol: 1e-11, atol: 1e-12 });
    expect([...row(there.y, 0)]).toEqual([1, 0]);
    const back = integrate(oscillator, there.end.y, 2, [1, 0], { rtol: 1e-11, atol: 1e-12 });
    expect([...back.t]).toEqual([1, 0]);
    expect(back.end.y[0]!).toSatisfy(near(1, 1e-9));
    expect(back.end.y[1]!).toSatisfy(near(0, 0, 1e-9));
  });

  test("of a problem with time on the right-hand side is the integral", () => {
    const { end } = integrate((t, _, dydt) => void (dydt[0] = 3 * t * t), [0], 1, [4]);
    expect(end.y[0]!).toSatisfy(near(63, 1e-12));
  });

  test("keeps the invariants of the pendulum and of a predator with its prey", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 3, noNaN: true }), fc.double({ min: 0.2, max: 3, noNaN: true }), (a, b) => {
        const lotkaVolterra: RightHandSide = (_, y, dydt) => {
          dydt[0] = y[0]! * (1 - y[1]!);
          dydt[1] = y[1]! * (y[0]! - 1);
        };
        const invariant = (y: Float64Array) => y[0]! - Math.log(y[0]!) + y[1]! - Math.log(y[1]!);
        const { y, t } = integrate(lotkaVolterra, [a, b], 0, times(20, 10), { rtol: 1e-9, atol: 1e-11 });
        t.forEach((_, k) => expect(invariant(row(y, k))).toSatisfy(near(invariant(Float64Array.of(a, b)), 1e-6)));
      }),
      { numRuns: 30 },
    );
  });

  // Three-body orbit of Arenstorf: period and start from Hairer, Norsett and Wanner (1993), section II.0.
  test("closes Arenstorf's orbit", () => {
    const mu = 0.012277471;
    const orbit: RightHandSide = (_, y, dydt) => {
      const [x, z, u, v] = y as unknown as [number, number, number, number];
      const d1 = ((x + mu) ** 2 + z * z) ** 1.5;
      const d2 = ((x - 1 + mu) ** 2 + z * z) ** 1.5;
      dydt[0] = u;
      dydt[1] = v;
      dydt[2] = x + 2 * v - ((1 - mu) * (x + mu)) / d1 - (mu * (x - 1 + mu)) / d2;
      dydt[3] = z - 2 * u - ((1 - mu) * z) / d1 - (mu * z) / d2;
    };
    const start = [0.994, 0, 0, -2.0015851063790824];
    const { end, status } = integrate(orbit, start, 0, [17.065216560157964], { rtol: 1e-12, atol: 1e-12 });
    expect(status).toBe("reached");
    expect(Math.hypot(end.y[0]! - 0.994, end.y[1]!)).toBeLessThan(1e-4);
  });

  test("takes a tolerance for each component", () => {
    const loose = integrate(oscillator, [1, 0], 0, [6], { rtol: 0, atol: [1e-3, 1e-3] });
    const tight = integrate(oscillator, [1, 0], 0, [6], { rtol: 0, atol: [1e-3, 1e-9] });
    expect(tight.steps).toBeGreaterThan(2 * loose.steps);
    expect(() => integrate(oscillator, [1, 0], 0, [6], { atol: [1] })).toThrow(RangeError);
  });

  test("refuses output times that turn back, repeat or are not numbers", () => {
    for (const outputs of [[1, 0.5], [1, 1], [-1, 1], [NaN], [1, Infinity]]) {
      expect(() => integrate(decay, [1], 0, outputs)).toThrow(RangeError);
    }
    const nothing = integrate(decay, [1], 3, []);
    expect([nothing.status, nothing.y.rows, nothing.end.t]).toEqual(["reached", 0, 3]);
  });
});

describe("an event", () => {
  const falling: RightHandSide = (_, y, dydt) => {
    dydt[0] = y[1]!;
    dydt[1] = -9.81;
  };

  test("ends integration where it happens, with the outputs before it", () => {
    const options = { event: (_: number, y: Float64Array) => y[0]! };
    const result = integrate(falling, [10, 0], 0, times(20, 4), options);
    const impact = Math.sqrt(20 / 9.81);
    expect(result.status).toBe("event");
    expect(result.end.t).toSatisfy(near(impact, 1e-12));
    expect(result.end.y[1]!).toSatisfy(near(-9.81 * impact, 1e-12));
    expect([...result.t]).toEqual(times(20, 4).filter((t) => t < impact));
    expect(result.message).toMatch(/t = 1\.42/);
  });

  test("at the start does not count, nor one that never happens", () => {
    const returning = integrate(falling, [0, 5], 0, [3], { event: (_, y) => y[0]! });
    expect(returning.end.t).toSatisfy(near(10 / 9.81, 1e-12));
    expect(integrate(decay, [1], 0, [3], { event: (_, y) => y[0]! }).status).toBe("reached");
  });

  test("is found going backward, and as accurately as the tolerance on a curved path", () => {
    const options = { event: (_: number, y: Float64Array) => y[0]!, rtol: 1e-10, atol: 1e-10 };
    const result = integrate(oscillator, [1, 0], 0, [-9], options);
    expect(result.end.t).toSatisfy(near(-Math.PI / 2, 1e-8));
  });
});

describe("trouble is told, with the curve up to there", () => {
  test("a blow-up ends in steps too small", () => {
    const result = integrate((_, y, dydt) => void (dydt[0] = y[0]! ** 2), [1], 0, [0.5, 0.9, 2]);
    expect(["step-too-small", "non-finite"]).toContain(result.status);
    expect(result.end.t).toSatisfy(near(1, 1e-3));
    expect([...result.t]).toEqual([0.5, 0.9]);
    expect(result.y.data[0]!).toSatisfy(near(2, 1e-4));
  });

  test("a right-hand side without value is approached as far as it goes", () => {
    const result = integrate((_, y, dydt) => void (dydt[0] = y[0]! < 2 ? 1 : NaN), [0], 0, [1, 5]);
    expect(result.status).toBe("non-finite");
    expect(result.message).toMatch(/not finite/);
    expect(result.end.t).toSatisfy(near(2, 1e-9));
    const atOnce = integrate((_, __, dydt) => void (dydt[0] = NaN), [0], 0, [1]);
    expect([atOnce.status, atOnce.y.rows]).toEqual(["non-finite", 0]);
  });

  test("a stiff problem is called stiff, whether it arrives or not", () => {
    const stiff: RightHandSide = (t, y, dydt) => {
      dydt[0] = -2000 * (y[0]! - Math.cos(t));
    };
    for (const rtol of [1e-3, 1e-6]) {
      const slow = integrate(stiff, [0], 0, [1.5], { rtol, atol: rtol });
      expect([slow.status, slow.stiff]).toEqual(["reached", true]);
      expect(slow.end.y[0]!).toSatisfy(near(Math.cos(1.5) + Math.sin(1.5) / 2000, 0, 2 * rtol));
    }
    // Where accuracy asks for shorter steps than stability does, nothing is held back.
    expect(integrate(stiff, [0], 0, [1.5], { rtol: 1e-10, atol: 1e-12 }).stiff).toBe(false);
    const stuck = integrate(stiff, [0], 0, [1.5], { maxSteps: 300 });
    expect(stuck.status).toBe("too-many-steps");
    expect(stuck.message).toMatch(/300 steps.*stiff/);
    expect(integrate(oscillator, [1, 0], 0, [50]).stiff).toBe(false);
  });
});

describe("fixed steps of the classical method", () => {
  test("converge with order 4 and land on the outputs", () => {
    const error = (maxStep: number) => Math.abs(rk4(decay, [1], 0, [0.5, 2], { maxStep }).y.data[1]! - Math.exp(-2));
    expect(Math.log2(error(0.1) / error(0.05))).toSatisfy(near(4, 0, 0.15));
    const result = rk4(oscillator, [1, 0], 0, [0, 0.35, 1], { maxStep: 0.1 });
    expect([...result.t]).toEqual([0, 0.35, 1]);
    // Four steps, seven steps, four evaluations each and the first slope.
    expect(result.evaluations).toBe(45);
    expect([...row(result.y, 0)]).toEqual([1, 0]);
  });

  test("end where a value is not finite", () => {
    const result = rk4((t, _, dydt) => void (dydt[0] = t < 1 ? 1 : Infinity), [0], 0, [0.5, 0.8, 1.5, 2], { maxStep: 0.1 });
    expect([result.status, [...result.t]]).toEqual(["non-finite", [0.5, 0.8]]);
    expect(() => rk4(decay, [1], 0, [1], { maxStep: 0 })).toThrow(RangeError);
  });
});
