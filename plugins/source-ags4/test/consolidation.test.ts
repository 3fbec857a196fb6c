import { describe, expect, it } from "vitest";
import { group, read, refusal, specimen, tran, write } from "./writing.ts";

const stresses = [25, 50, 100, 200, 50, 200, 400];
const ratios = [0.95, 0.93, 0.88, 0.8, 0.82, 0.79, 0.71];
const increments = stresses.map((stress, i) => ({ CONS_INCN: String(i + 1), CONS_IVR: String(i === 0 ? 0.97 : ratios[i - 1]), CONS_INCF: String(stress), CONS_INCE: String(ratios[i]) }));
const file = (rows: readonly Readonly<Record<string, string>>[] = increments, general: Readonly<Record<string, string>> = {}): string =>
  write([tran, group("CONG", [[specimen(), { CONG_TYPE: "IL OEDOMETER", CONG_IVR: "0.970", ...general }]]), group("CONS", rows.map((row) => [specimen(), row] as const))]);

describe("a consolidation test", () => {
  it("becomes void ratio and strain against stress, unloading included, from the end of the first increment", async () => {
    const { observations, warnings } = await read(file());
    const [{ id, test, responses }] = observations as [typeof observations[0]];
    expect(id).toBe("BH1 U3 1 oedometer");
    expect(test.protocol).toBe("oedometer");
    expect([...test.axis]).toEqual(stresses);
    expect([...responses["voidRatio"]!]).toEqual(ratios);
    expect(test.conditions).toEqual({ initialAxialStress: 25, initialVoidRatio: 0.95 });
    // Natural strain of a specimen that cannot widen: its height goes with 1 + e.
    for (const [i, e] of ratios.entries()) expect(responses["axialStrain"]![i]).toBeCloseTo(Math.log(1.95 / (1 + e)), 12);
    expect(warnings.filter((w) => !w.includes("turns"))).toEqual([]);
  });

  it("begins with the initial void ratio where its stress is known: as given, or the swelling pressure", async () => {
    const given = (await read(file(), { settings: { seatingStress: 5 } })).observations[0]!;
    expect(given.test.conditions).toEqual({ initialAxialStress: 5, initialVoidRatio: 0.97 });
    expect(given.test.axis).toHaveLength(8);
    expect((await read(file(increments, { CONG_SPRS: "12" }))).observations[0]!.test.conditions).toEqual({ initialAxialStress: 12, initialVoidRatio: 0.97 });
  });

  it("leaves out increments without stress or void ratio, with their lines", async () => {
    const { observations, warnings } = await read(file(increments.with(2, { ...increments[2]!, CONS_INCE: "" })));
    expect(observations[0]!.test.axis).toHaveLength(6);
    expect(warnings.join("\n")).toMatch(/line 19 is left out: no void ratio \(CONS_INCE\)/);
  });

  it("tells void ratios that do not follow on one another", async () => {
    expect((await read(file(increments.with(3, { ...increments[3]!, CONS_IVR: "0.85" })))).warnings.join("\n")).toMatch(/line 20 begins at a void ratio of 0.85 .*ends at 0.88/);
    expect((await read(file(increments, { CONG_IVR: "1.2" }))).warnings.join("\n")).toContain("CONG_IVR is 1.2");
  });

  it("with a single increment is refused with its line", async () => {
    expect((await refusal(file(increments.slice(0, 1)))).message).toMatch(/line 11.*only one increment/);
  });
});
