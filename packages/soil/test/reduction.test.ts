import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { areaOf, areaRatio, axialStrainOf, diameterOf, membraneStress, stripStress, volumetricStrainOf, withoutFriction } from "../src/index.ts";

const engineering = (natural: number): number => 1 - Math.exp(-natural);

describe("strains from raw readings", () => {
  it("are natural: half the height is ln 2, and so is half the volume", () => {
    expect(axialStrainOf(50, 100)).toBeCloseTo(Math.LN2, 15);
    expect(volumetricStrainOf((Math.PI * 10 * 10 * 20) / 8, 200, 100)).toBeCloseTo(Math.LN2, 14);
    expect(axialStrainOf(-10, 100)).toBeCloseTo(-Math.log(1.1), 15);
  });

  it("have an end where nothing of the specimen is left", () => {
    expect(axialStrainOf(100, 100)).toBe(Infinity);
    expect(axialStrainOf(101, 100)).toBeNaN();
  });
});

describe("the corrected area", () => {
  it.each([[0.1, 0.02], [0.25, -0.05], [-0.08, 0.01], [0, 0]])("at natural strains %d and %d is A0 (1 - εv)/(1 - εa) of the engineering strains", (ea, ev) => {
    expect(areaRatio(ea, ev)).toBeCloseTo((1 - engineering(ev)) / (1 - engineering(ea)), 14);
  });

  it("of a barrel without volume change is the parabolic correction of ASTM D4767", () => {
    for (const e of [0, 0.01, 0.1, 0.25]) {
      expect(areaRatio(-Math.log(1 - e), 0, 1)).toBeCloseTo((-1 / 4 + Math.sqrt(25 - 20 * e - 5 * e * e) / (4 * (1 - e))) ** 2, 13);
    }
  });

  it("of a barrel is that of the parabola which holds the specimen's volume between ends that do not widen", () => {
    for (const [ea, ev] of [[0.1, 0.02], [0.2, -0.04], [0.05, 0.05]] as const) {
      const bulge = Math.sqrt(areaRatio(ea, ev, 1)) - 1;
      // Simpson's rule is exact to the fourth power of the outline's parabola with this many strips, to 1e-9.
      const n = 400;
      let volume = 0;
      for (let i = 0; i <= n; i++) volume += (i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2) * (1 + bulge * (1 - ((2 * i) / n - 1) ** 2)) ** 2;
      expect(volume / (3 * n) * Math.exp(-ea)).toBeCloseTo(Math.exp(-ev), 9);
    }
  });

  it("of a share of both lies between them, and the barrel is the larger in compression", () => {
    expect(areaRatio(0.1, 0, 1)).toBeGreaterThan(areaRatio(0.1, 0));
    expect(areaRatio(0.1, 0, 0.5)).toBeCloseTo((areaRatio(0.1, 0, 1) + areaRatio(0.1, 0)) / 2, 14);
  });

  it("and the diameter go back and forth", () => {
    expect(areaOf(38)).toBeCloseTo(11.3411, 4);
    expect(diameterOf(areaOf(38))).toBeCloseTo(38, 12);
  });
});

describe("what is not the soil's", () => {
  // By hand: 4 x 1400 kPa x 0.2 mm x 0.10 / 38 mm = 112/38 kPa = 2.947 kPa.
  it("a latex membrane of 0.2 mm around 38 mm carries 2.947 kPa at 10 % of engineering strain", () => {
    expect(membraneStress(1400, 0.2, -Math.log(0.9), 38)).toBeCloseTo(112 / 38, 12);
    expect(membraneStress(1400, 0.2, -Math.log(0.9), 38)).toBeCloseTo(2.947, 3);
    expect(membraneStress(1400, 0.2, -Math.log(1.1), 38)).toBeCloseTo(-112 / 38, 12);
    expect(membraneStress(1400, 0, 0.1, 38)).toBe(0);
  });

  // By hand: 0.19 kN/m x 60 mm = 11.4 N over 11.341 cm2 is 10.05 kPa, half of it at 1 %.
  it("strips of filter paper carry their force from 2 % on, in proportion before, and nothing in extension", () => {
    expect(stripStress(11.4, -Math.log(0.95), areaOf(38))).toBeCloseTo(10.052, 3);
    expect(stripStress(11.4, -Math.log(0.99), areaOf(38))).toBeCloseTo(10.052 / 2, 3);
    expect(stripStress(11.4, -0.05, areaOf(38))).toBe(0);
  });

  it("friction takes from a load either way, and never more than there is", () => {
    expect(withoutFriction(0.5, 20)).toBeCloseTo(0.48, 15);
    expect(withoutFriction(-0.5, 20)).toBeCloseTo(-0.48, 15);
    expect(withoutFriction(0.01, 20)).toBe(0);
  });
});

const folder = new URL("../../../../shared/data/triaxial/student-lab-cd/", import.meta.url);

describe.skipIf(!existsSync(folder))("the raw readings of the student laboratory (specimen 100 x 200 mm)", () => {
  it.each(["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"])("of %s give its strains and stresses to the printed digits", (file) => {
    const rows = readFileSync(new URL(file, folder), "utf8").trim().split("\n").slice(1).map((line) => line.split(",").map(Number) as [number, number, number, number, number, number]);
    const first = rows[0]![2];
    for (const [d, load, burette, strain, volume, q] of rows) {
      const [ea, ev] = [axialStrainOf(d, 200), volumetricStrainOf(first - burette, 200, 100)];
      const printed = (value: number): number => Number(value.toPrecision(6)) + 0;
      expect(printed(100 * engineering(ea))).toBe(strain);
      expect(printed(100 * engineering(ev))).toBe(volume);
      expect(printed((10_000 * load) / (areaOf(100) * areaRatio(ea, ev)))).toBe(q);
    }
  });
});
