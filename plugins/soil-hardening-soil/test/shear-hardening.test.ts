import { simulate, type Curve } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { hardeningSoil } from "../src/index.ts";
import { drained, drainedByDriver } from "../src/paths.ts";

/** Dense Hostun sand, after T. Schanz and P. A. Vermeer. */
const sand = { E50ref: 30_000, Eurref: 90_000, m: 0.55, c: 5, phi: 42, psi: 16, nu: 0.25, pref: 100, Rf: 0.9 };
const degree = Math.PI / 180;
const grid = (end: number, points = 25): number[] => Array.from({ length: points }, (_, i) => (end * i) / (points - 1));
const run = (protocol: string, conditions: Readonly<Record<string, number>>, axis: readonly number[], changes: Partial<typeof sand> = {}, options: object = {}): Curve =>
  simulate(hardeningSoil, { ...sand, ...changes }, { protocol, conditions, axis: Float64Array.from(axis) }, { accuracy: "tight", ...options });

/** The equations written down once more, straight from the paper. */
function paper(p: typeof sand, s3: number) {
  const [sine, cosine] = [Math.sin(p.phi * degree), Math.cos(p.phi * degree)];
  const R = (p.c * cosine + s3 * sine) / (p.c * cosine + p.pref * sine);
  const E50 = p.E50ref * R ** p.m;
  const Eur = p.Eurref * R ** p.m;
  const Ei = (2 * E50) / (2 - p.Rf);
  const qf = ((p.c / Math.tan(p.phi * degree) + s3) * 2 * sine) / (1 - sine);
  const gamma = (q: number): number => ((2 / Ei) * q) / (1 - (q * p.Rf) / qf) - (2 * q) / Eur;
  const dilatancy = (q: number): number => {
    const mobilised = q / (q + 2 * s3 + (2 * p.c) / Math.tan(p.phi * degree));
    const critical = (sine - Math.sin(p.psi * degree)) / (1 - sine * Math.sin(p.psi * degree));
    return mobilised < 0.75 * sine ? 0 : Math.max(0, (mobilised - critical) / (1 - mobilised * critical));
  };
  return { E50, Eur, Ei, qf, gamma, dilatancy };
}

describe("drained compression", () => {
  it("without dilatancy is the hyperbola with the secant modulus E50 at half the strength", () => {
    const { E50, Ei, qf } = paper(sand, 200);
    const half = qf / 2 / E50;
    const strains = [half / 10, half, 3 * half];
    const { deviatorStress } = run("drained-triaxial", { confiningPressure: 200 }, strains, { psi: 0 }).responses;
    expect(deviatorStress![1]).toBeCloseTo(qf / 2, 8);
    for (const [i, strain] of strains.entries()) expect(deviatorStress![i]! / (strain / (1 / Ei + (strain * 0.9) / qf))).toBeCloseTo(1, 12);
  });

  it.each([{}, { psi: 3 }, { psi: 30, phi: 45 }, { m: 0 }, { Rf: 0.6, c: 0 }])("integrates Rowe's dilatancy exactly, %o", (changes) => {
    const p = { ...sand, ...changes };
    const at = paper(p, 150);
    const last = at.qf * 0.995;
    const steps = 200_000;
    let [axial, volume] = [0, 0];
    for (let i = 0; i < steps; i++) {
      const [from, to] = [(last * i) / steps, (last * (i + 1)) / steps];
      const plastic = at.gamma(to) - at.gamma(from);
      const dilatancy = at.dilatancy((from + to) / 2);
      axial += ((1 - dilatancy) / 2) * plastic + (to - from) / at.Eur;
      volume += -dilatancy * plastic + ((1 - 2 * p.nu) * (to - from)) / at.Eur;
    }
    const curve = run("drained-triaxial", { confiningPressure: 150 }, [axial], changes).responses;
    // The onset of dilation falls inside one of the midpoint rule's intervals.
    expect(curve["deviatorStress"]![0]! / last).toBeCloseTo(1, 7);
    expect(curve["volumetricStrain"]![0]).toBeCloseTo(volume, 7);
  });

  it("ends at the Mohr-Coulomb strength or goes on as a plateau with the dilatancy angle", () => {
    const { qf } = paper(sand, 100);
    const stopped = run("drained-triaxial", { confiningPressure: 100 }, grid(0.2));
    expect(stopped.status).toBe("failure");
    expect(stopped.message).toContain(qf.toFixed(1));
    const { deviatorStress, volumetricStrain } = run("drained-triaxial", { confiningPressure: 100 }, [0.15, 0.2], {}, { failure: "plateau" }).responses;
    expect(deviatorStress![1]).toBeCloseTo(qf, 9);
    const sine = Math.sin(16 * degree);
    expect((volumetricStrain![1]! - volumetricStrain![0]!) / 0.05).toBeCloseTo((-2 * sine) / (1 - sine), 9);
  });

  it("continues the same curve from an anisotropic start", () => {
    const whole = run("drained-triaxial", { confiningPressure: 100 }, [0.004, 0.02]).responses;
    const part = run("drained-triaxial", { confiningPressure: 100, initialAxialStress: 100 + whole["deviatorStress"]![0]! }, [0, 0.016]).responses;
    expect(part["deviatorStress"]![1]).toBeCloseTo(whole["deviatorStress"]![1]!, 8);
    expect(part["volumetricStrain"]![1]).toBeCloseTo(whole["volumetricStrain"]![1]! - whole["volumetricStrain"]![0]!, 11);
  });
});

describe("the rate form", () => {
  it.each(["stop", "plateau"] as const)("gives the closed form of drained compression, %s", (failure) => {
    const start = { confiningPressure: 250, initialAxialStress: undefined };
    const axis = Float64Array.from(grid(failure === "stop" ? 0.05 : 0.15));
    const options = { failure, accuracy: "tight" } as const;
    const [closed, driven] = [drained(sand, start, axis, options), drainedByDriver(sand, start, axis, options)] as readonly Readonly<Record<"deviatorStress" | "volumetricStrain", number[]>>[];
    expect(driven!.deviatorStress).toHaveLength(axis.length);
    for (let i = 0; i < axis.length; i++) {
      expect(Math.abs(driven!.deviatorStress[i]! - closed!.deviatorStress[i]!)).toBeLessThan(1e-6);
      expect(Math.abs(driven!.volumetricStrain[i]! - closed!.volumetricStrain[i]!)).toBeLessThan(1e-9);
    }
  });

  it("unloads and reloads with Eur and rejoins first loading where it left it", () => {
    const path = [0.02, 0.019, 0.02, 0.03];
    const { deviatorStress } = run("drained-triaxial", { confiningPressure: 100 }, path).responses;
    const first = run("drained-triaxial", { confiningPressure: 100 }, [0.02, 0.03]).responses["deviatorStress"]!;
    expect((deviatorStress![0]! - deviatorStress![1]!) / 0.001).toBeCloseTo(paper(sand, 100).Eur, 4);
    expect(deviatorStress![2]).toBeCloseTo(first[0]!, 7);
    expect(deviatorStress![3]).toBeCloseTo(first[1]!, 6);
  });

  it("keeps the mean effective stress undrained as long as nothing dilates, for elasticity does not couple volume and shear", () => {
    const { deviatorStress, porePressure, meanEffectiveStress } = run("undrained-triaxial", { confiningPressure: 200 }, grid(0.02), { psi: 0 }).responses;
    expect(deviatorStress!.at(-1)).toBeGreaterThan(150);
    for (const [i, p] of meanEffectiveStress!.entries()) {
      expect(p).toBeCloseTo(200, 8);
      expect(porePressure![i]).toBeCloseTo(deviatorStress![i]! / 3, 8);
    }
  });

  it("satisfies the yield condition and the flow rule in extension, where σ3 falls", () => {
    // εa as a function of σa by a midpoint rule: γp from the yield condition, two faces that share it, elastic strains at the present σ3.
    const steps = 200_000;
    const last = 95;
    let [axial, volume] = [0, 0];
    for (let i = 0; i < steps; i++) {
      const [from, to] = [300 - ((300 - last) * i) / steps, 300 - ((300 - last) * (i + 1)) / steps];
      const middle = (from + to) / 2;
      const at = paper(sand, middle);
      const plastic = paper(sand, to).gamma(300 - to) - paper(sand, from).gamma(300 - from);
      const dilatancy = at.dilatancy(300 - middle);
      axial += (to - from) / at.Eur - ((1 + dilatancy) / 2) * plastic;
      volume += ((1 - 2 * sand.nu) * (to - from)) / at.Eur - dilatancy * plastic;
    }
    const { deviatorStress, volumetricStrain } = run("drained-triaxial", { confiningPressure: 300 }, [axial]).responses;
    expect(deviatorStress![0]).toBeCloseTo(last - 300, 3);
    expect(volumetricStrain![0]).toBeCloseTo(volume, 7);
    const failed = run("drained-triaxial", { confiningPressure: 300 }, [-0.5]);
    const sine = Math.sin(42 * degree);
    const minor = (300 * (1 - sine) - 2 * sand.c * Math.cos(42 * degree)) / (1 + sine);
    expect(failed.status).toBe("failure");
    expect(failed.message).toContain((minor - 300).toFixed(1));
  });

  it("stays on the onset of dilation undrained where dilation would lower the mobilised friction", () => {
    // Stiff unloading beside soft first loading: suction raises σ3 faster than shear raises q.
    const soil = { E50ref: 6900, Eurref: 760_000, m: 0.84, c: 8, phi: 35, psi: 17, nu: 0.2, Rf: 0.72 };
    const curve = run("undrained-triaxial", { confiningPressure: 15 }, grid(0.03, 41), soil);
    expect(curve.status).toBe("reached");
    const { deviatorStress, porePressure } = curve.responses;
    const onset = 0.75 * Math.sin(35 * degree);
    const friction = Array.from(deviatorStress!, (q, i) => q / (q + 2 * (15 - porePressure![i]! + 8 / Math.tan(35 * degree))));
    const onIt = [...friction.keys()].filter((i) => Math.abs(friction[i]! - onset) < 1e-7);
    expect(onIt.length).toBeGreaterThan(3);

    // Between two points on the ray the strain follows without any tangent: at constant volume dεa = dq/(3G) + dγp/2 - dp/(6K), because sin ψ dγp = dp/K.
    const [first, last] = [onIt[0]!, onIt.at(-1)!];
    const minor = (i: number): number => 15 - porePressure![i]!;
    const all = { ...sand, ...soil };
    const onRay = (s3: number): number => ((2 * onset) / (1 - onset)) * (s3 + 8 / Math.tan(35 * degree));
    const steps = 2000;
    let strain = 0;
    for (let k = 0; k < steps; k++) {
      const [from, to] = [minor(first) * (minor(last) / minor(first)) ** (k / steps), minor(first) * (minor(last) / minor(first)) ** ((k + 1) / steps)];
      const { Eur } = paper(all, Math.sqrt(from * to));
      const dq = onRay(to) - onRay(from);
      const dp = to - from + dq / 3;
      strain += (dq * 2 * (1 + soil.nu)) / (3 * Eur) + (paper(all, to).gamma(onRay(to)) - paper(all, from).gamma(onRay(from))) / 2 - (dp * (1 - 2 * soil.nu)) / (2 * Eur);
    }
    expect(strain).toBeGreaterThan(0.005);
    // The midpoint rule on two thousand intervals leaves 1e-9.
    expect(grid(0.03, 41)[last]! - grid(0.03, 41)[first]!).toBeCloseTo(strain, 7);
    expect(Math.max(...porePressure!)).toBeGreaterThan(porePressure!.at(-1)!);
  });
});

describe("compression without the cap", () => {
  it.each([0, 0.55, 1, 1.3])("is elastic and exact in an isotropic test, m = %d", (m) => {
    const { volumetricStrain } = run("isotropic-compression", { confiningPressure: 20 }, [400, 20], { m }).responses;
    const steps = 20_000;
    let sum = 0;
    for (let i = 0; i < steps; i++) {
      const [from, to] = [20 * 20 ** (i / steps), 20 * 20 ** ((i + 1) / steps)];
      sum += (3 * (1 - 2 * sand.nu) * (to - from)) / paper({ ...sand, m }, Math.sqrt(from * to)).Eur;
    }
    expect(volumetricStrain![0]! / sum).toBeCloseTo(1, 7);
    expect(volumetricStrain![1]).toBeCloseTo(0, 15);
  });

  it("follows the oedometer from Jaky's radial stress, stiffer on unloading", () => {
    const conditions = { initialAxialStress: 50, initialVoidRatio: 0.7 };
    const curve = run("oedometer", conditions, [50, 400, 50]);
    expect(curve.status).toBe("reached");
    const { axialStrain, voidRatio } = curve.responses;
    expect(axialStrain![2]).toBeGreaterThan(0);
    expect(voidRatio![1]).toBeCloseTo(1.7 * Math.exp(-axialStrain![1]!) - 1, 12);
    expect(run("oedometer", { ...conditions, confiningPressure: 50 * (1 - Math.sin(42 * degree)) }, [50, 400, 50]).responses["axialStrain"]).toEqual(axialStrain);
  });

  it("says in its name that the cap is missing", () => expect(hardeningSoil.name).toContain("no cap"));
});

describe("parameters", () => {
  it("are refused when they contradict each other", () => {
    expect(hardeningSoil.invalid!({ ...sand, psi: 43 })).toMatch(/psi = 43° must not exceed/);
    expect(hardeningSoil.invalid!({ ...sand, Eurref: 50_000 })).toMatch(/Eurref = 50000 kPa is not above 2 E50ref/);
    expect(hardeningSoil.invalid!(sand)).toBeUndefined();
  });

  it("a start beyond the strength is a failure at the start, with a plateau too", () => {
    for (const failure of ["stop", "plateau"]) {
      expect(run("drained-triaxial", { confiningPressure: 100, initialAxialStress: 700 }, [0, 0.01], {}, { failure })).toMatchObject({ status: "failure", computed: 0 });
      expect(run("undrained-triaxial", { confiningPressure: 100, initialAxialStress: 700 }, [0, 0.01], {}, { failure })).toMatchObject({ status: "failure", computed: 0 });
    }
  });
});
