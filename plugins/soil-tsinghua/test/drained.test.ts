import { simulate } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { centreThrough, gapTo, meanOnDrainedPath, tangentRatio } from "../src/ellipse.ts";
import { powerHardening, tsinghua, tsinghuaModel, type Hardening } from "../src/index.ts";

const sand = { K0: 300, G0: 200, n: 0.5, k: 0.7, r: 1.5, m1: 0.002, m2: 1, m3: 0.42, m4: 0.045, m5: 0.6, m6: 0.001, pa: 101.325 };
const drained = (p: Readonly<Record<string, number>>, s3: number, axis: readonly number[], more: Readonly<Record<string, number>> = {}, accuracy = "tight") =>
  simulate(tsinghua, p, { protocol: "drained-triaxial", conditions: { confiningPressure: s3, ...more }, axis: Float64Array.from(axis) }, { accuracy });

describe("the ellipse", () => {
  it("passes through the state whose centre it is given, inside its tangent only", () => {
    for (const [p, q] of [[100, 0], [100, 60], [300, -250], [50, 72]] as const) {
      const h = centreThrough(sand, p, q);
      expect(gapTo(sand, p, q, h)).toBeCloseTo(0, 13);
      expect(gapTo(sand, h, 0, h)).toBe(1);
    }
    expect(centreThrough(sand, 100, 0)).toBeCloseTo(100 / 1.7, 12);
    expect(centreThrough(sand, 100, 100 * tangentRatio(sand) * 1.001)).toBeNaN();
  });

  it("is met by the drained path from inside", () => {
    for (const h of [58.9, 70, 120]) {
      const p = meanOnDrainedPath(sand, 100, h);
      expect(gapTo(sand, p, 3 * (p - 100), h)).toBeCloseTo(0, 12);
      expect(p).toBeGreaterThan(100);
    }
  });
});

describe("drained compression", () => {
  it.each([{}, { k: 0.5, r: 2.2 }, { n: 1, m5: 0.8 }])("is the quadrature over p where the slope of the hardening does not depend on shear (m2 = 1), %o", (change) => {
    const p = { ...sand, ...change };
    const s3 = 200;
    const slope = (mean: number): readonly [axial: number, volumetric: number] => {
      const q = 3 * (mean - s3);
      const h = centreThrough(p, mean, q);
      const byMean = (mean - h + (3 * q) / p.r ** 2) / (mean - h + p.k ** 2 * h);
      const dL = (p.m4 * p.m5 * (h / p.pa) ** (p.m5 - 1) * (byMean / p.pa)) / (mean - h + (q / p.r ** 2) / p.m3);
      const [K, G] = [p.K0, p.G0].map((number) => number * p.pa * (mean / p.pa) ** p.n);
      return [dL * ((mean - h) / 3 + q / p.r ** 2) + 1 / (3 * K!) + 1 / G!, dL * (mean - h) + 1 / K!];
    };
    const [axial, mean, volume] = [[0], [s3], [0]];
    const steps = 4000;
    const last = (3 * s3) / (3 - 0.9 * tangentRatio(p));
    for (let i = 0; i < steps; i++) {
      // Simpson's rule on each step.
      const [from, to] = [s3 + ((last - s3) * i) / steps, s3 + ((last - s3) * (i + 1)) / steps];
      const [a, b, c] = [slope(from), slope((from + to) / 2), slope(to)];
      const add = (j: 0 | 1): number => ((to - from) * (a[j] + 4 * b[j] + c[j])) / 6;
      axial.push(axial[i]! + add(0));
      mean.push(to);
      volume.push(volume[i]! + add(1));
    }
    const picked = [0, 40, 400, 1500, 3000, 4000];
    const curve = drained(p, s3, picked.map((i) => axial[i]!));
    expect(curve.status).toBe("reached");
    for (const [j, i] of picked.entries()) {
      expect(Math.abs(curve.responses["deviatorStress"]![j]! - 3 * (mean[i]! - s3))).toBeLessThan(1e-7);
      expect(Math.abs(curve.responses["volumetricStrain"]![j]! - volume[i]!)).toBeLessThan(1e-10);
    }
  });

  it("is elastic inside the ellipse of an overconsolidated specimen", () => {
    const p = { ...sand, n: 0 };
    const curve = drained(p, 100, [0, 1e-4, 0.001, 0.01], { overconsolidationRatio: 1.5 });
    expect(curve.status).toBe("reached");
    // With constant moduli E = 9KG/(3K + G).
    const E = ((9 * p.K0 * p.G0) / (3 * p.K0 + p.G0)) * p.pa;
    expect(curve.responses["deviatorStress"]![1]).toBeCloseTo(1e-4 * E, 9);
    expect(curve.responses["deviatorStress"]![2]).toBeLessThan(1e-3 * E);
    const given = drained(p, 100, [0.01], { preconsolidationPressure: 150 }).responses["deviatorStress"]![0]!;
    expect(given).toBeCloseTo(curve.responses["deviatorStress"]![3]!, 7);
  });

  it("contracts below the stress ratio k r and dilates above", () => {
    const rigid = { ...sand, K0: 5000, G0: 5000 };
    const curve = drained(rigid, 100, Array.from({ length: 400 }, (_, i) => 0.00007 * i));
    const [q, v] = [curve.responses["deviatorStress"]!, curve.responses["volumetricStrain"]!];
    const top = v.subarray(0, curve.computed).indexOf(Math.max(...v.subarray(0, curve.computed)));
    expect(q[top]! / (100 + q[top]! / 3)).toBeCloseTo(sand.k * sand.r, 1);
  });

  it("ends within half a percent of the tangent, or at the peak where shear hardening is too weak for dilation", () => {
    const strong = drained(sand, 100, [0, 0.01, 0.5]);
    expect(strong).toMatchObject({ status: "failure", computed: 2 });
    const q = Number(/stress of ([\d.]+) kPa/.exec(strong.message!)![1]);
    expect(q / (100 + q / 3)).toBeCloseTo(0.995 * tangentRatio(sand), 3);
    const weak = drained({ ...sand, m2: 0.9, m3: 1.6 }, 100, [0, 1]);
    expect(weak.status).toBe("failure");
    expect(weak.message).toMatch(/dilation outweighs shear hardening/);
    const peak = Number(/stress of ([\d.]+) kPa/.exec(weak.message!)![1]);
    expect(peak / (100 + peak / 3)).toBeLessThan(0.99 * tangentRatio(sand));
  });

  it("tends to the peak without end where the slope of shear hardening is constant and too weak", () => {
    const curve = drained({ ...sand, m3: 1.2 }, 100, [0, 0.2, 0.5]);
    expect(curve.status).toBe("reached");
    // There p - h + c q/r² = 0 with c = 1/m3, that is tan θ = -r m3 on the ellipse p = h (1 + k cos θ), q = k r h sin θ.
    const theta = Math.atan2(sand.r, -1 / 1.2);
    const eta = (sand.k * sand.r * Math.sin(theta)) / (1 + sand.k * Math.cos(theta));
    const q = curve.responses["deviatorStress"]![2]!;
    expect(q / (100 + q / 3)).toBeCloseTo(eta, 3);
    expect(q / (100 + q / 3)).toBeLessThan(eta);
  });

  it("ends where the stress leaves every laboratory when the tangent is steeper than the drained path", () => {
    const steep = { ...sand, k: 0.95, r: 3, m4: 0.002, m5: 0.3 };
    expect(drained(steep, 100, [0.001, 5])).toMatchObject({ status: "cut-off", computed: 1, message: expect.stringMatching(/grew beyond 1 GPa at \d/) as string });
  });

  it("shows no effect of m6, which only offsets plastic strain", () => {
    const [a, b] = [0, 0.05].map((m6) => drained({ ...sand, m2: 0.9, m6 }, 100, [0.01]).responses["deviatorStress"]![0]!);
    expect(a! - b!).toBeCloseTo(0, 7);
  });
});

describe("isotropic compression", () => {
  const isotropic = (axis: readonly number[], conditions: Readonly<Record<string, number>>) => simulate(tsinghua, sand, { protocol: "isotropic-compression", conditions, axis: Float64Array.from(axis) });
  const elastic = (p0: number, p: number): number => (2 * (Math.sqrt(p / sand.pa) - Math.sqrt(p0 / sand.pa))) / sand.K0;
  const plastic = (p: number): number => sand.m4 * (p / 1.7 / sand.pa) ** sand.m5;

  it("follows the isotropic line, back on the elastic one, and into the void ratio", () => {
    const { responses } = isotropic([100, 300, 150, 400], { confiningPressure: 100, initialVoidRatio: 0.9 });
    const v = responses["volumetricStrain"]!;
    expect(v[1]).toBeCloseTo(elastic(100, 300) + plastic(300) - plastic(100), 14);
    expect(v[1]! - v[2]!).toBeCloseTo(elastic(150, 300), 14);
    expect(v[3]).toBeCloseTo(elastic(100, 400) + plastic(400) - plastic(100), 14);
    expect(responses["voidRatio"]![3]).toBeCloseTo(1.9 * Math.exp(-v[3]!) - 1, 14);
    const over = isotropic([200, 400], { confiningPressure: 100, preconsolidationPressure: 200 }).responses["volumetricStrain"]!;
    expect(over[0]).toBeCloseTo(elastic(100, 200), 14);
    expect(over[1]).toBeCloseTo(elastic(100, 400) + plastic(400) - plastic(200), 14);
  });

  it("ends where the ellipse ends towards the origin", () => {
    expect(isotropic([300, 60, 50], { confiningPressure: 100 })).toMatchObject({ status: "cut-off", computed: 2, message: expect.stringMatching(/50\.00 kPa the element left the ellipse/) as string });
    expect(isotropic([0], { confiningPressure: 100 }).status).toBe("tension");
  });
});

describe("the hardening function", () => {
  it("can be replaced by another with parameters of its own", () => {
    const exponential: Hardening = {
      parameters: { C: { unit: "1", bounds: [0.001, 1], about: "plastic volumetric strain per e-fold of h" }, D: { unit: "1", bounds: [0, 10], about: "weight of shear" } },
      about: "h = pa exp((εvᵖ + D εsᵖ)/C)",
      bind: ({ C = 0, D = 0, pa = 0 }) => ({
        centre: (volume, shear) => pa * Math.exp((volume + D * shear) / C),
        byVolume: (_volume, _shear, h) => h / C,
        byShear: (_volume, _shear, h) => (D * h) / C,
        volumeAt: (h) => C * Math.log(h / pa),
      }),
    };
    const model = tsinghuaModel({ id: "soil/ellipse-exponential", name: "Ellipses, exponential", about: "The ellipses with a logarithmic compression line.", source: "this test", hardening: exponential });
    const p = { K0: 300, G0: 200, n: 1, k: 0.7, r: 1.5, C: 0.02, D: 2 };
    const v = simulate(model, p, { protocol: "isotropic-compression", conditions: { confiningPressure: 100 }, axis: Float64Array.of(100, 100 * Math.E) }).responses["volumetricStrain"]!;
    expect(v[1]).toBeCloseTo(1 / 300 + 0.02, 13);
    const [fast, driven] = [1, 1 - 1e-12].map((part) => simulate(model, p, { protocol: "drained-triaxial", conditions: { confiningPressure: 100, initialAxialStress: 100 * part }, axis: Float64Array.of(0, 0.002, 0.01) }, { accuracy: "tight" }));
    expect(fast!.status).toBe("reached");
    for (const response of ["deviatorStress", "volumetricStrain"]) for (const i of [1, 2]) expect(fast!.responses[response]![i]! / driven!.responses[response]![i]!).toBeCloseTo(1, 8);
  });

  it("has the gradients that its values have", () => {
    const law = powerHardening.bind({ ...sand, m2: 0.85 });
    const [v, s, d] = [0.03, 0.012, 1e-6];
    const h = law.centre(v, s);
    expect(law.byVolume(v, s, h) / ((law.centre(v + d, s) - law.centre(v - d, s)) / (2 * d))).toBeCloseTo(1, 7);
    expect(law.byShear(v, s, h) / ((law.centre(v, s + d) - law.centre(v, s - d)) / (2 * d))).toBeCloseTo(1, 7);
    expect(law.centre(law.volumeAt(137), 0)).toBeCloseTo(137, 10);
  });

  it("says wherever the model is described that its form is unconfirmed", () => expect(tsinghua.about).toMatch(/Unconfirmed form: .*check them against 黄文熙等 \(1981\) or 李广信《高等土力学》/));
});
