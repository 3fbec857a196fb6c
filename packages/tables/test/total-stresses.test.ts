import { describe, expect, it } from "vitest";
import { drained, drainedRows, readOne, refusal, table } from "./reading.ts";

/** A specimen under 400 kPa of cell pressure and 300 kPa of back pressure. */
const totals = drainedRows.map(([a, v, q]) => [a, v, 400 + q, 400, 300]);
const head = (axial: string, radial: string, water: string): string => table(["eps_a [%]", "eps_v [%]", `${axial} [kPa]`, `${radial} [kPa]`, `${water} [kPa]`], totals);

describe("total stresses", () => {
  it.each(["u", "Back pressure"])("are not taken for effective ones where %s stands beside them", async (water) => {
    const error = await refusal(head("σ1", "σ3", water), { name: "CD.csv" });
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toMatch(/"σ1 \[kPa\]" would be axialEffectiveStress.*begins at 300 kPa.*effective or total/s);
  });

  it("are read where headings or mapping say so", async () => {
    const mapping = [{ column: "σ1 [kPa]", channel: "axialTotalStress" }, { column: "σ3 [kPa]", channel: "cellPressure" }, { column: "u [kPa]", channel: "backPressure" }];
    for (const reading of [readOne(head("Total axial stress", "Total radial stress", "Back pressure"), { name: "CD.csv" }), readOne(head("σ1", "σ3", "u"), { name: "CD.csv", settings: { mapping } })]) {
      const { test, responses } = await reading;
      expect(test.conditions["confiningPressure"]).toBe(100);
      expect(Math.max(...responses["deviatorStress"]!.map((q, i) => Math.abs(q - drained.deviatorStress[i]!)))).toBeLessThan(1e-10);
    }
  });

  it("show themselves in an undrained test by a radial stress that stays while the pore pressure moves", async () => {
    const rows = [[0, 100, 100, 0], [1, 140, 100, 20], [2, 160, 100, 45], [3, 170, 100, 55]];
    const text = table(["eps_a [%]", "sigma1 [kPa]", "sigma3 [kPa]", "u [kPa]"], rows);
    expect((await refusal(text, { name: "CU.csv" })).message).toMatch(/sigma3.*changes by 55 kPa while it stays/s);
    const effective = table(["eps_a [%]", "sigma1 [kPa]", "sigma3 [kPa]", "u [kPa]"], rows.map(([a, s1, s3, u]) => [a!, s1! - u!, s3! - u!, u!]));
    expect([...(await readOne(effective, { name: "CU.csv" })).responses["meanEffectiveStress"]!]).toEqual([100, expect.closeTo(280 / 3, 10), 75, expect.closeTo(205 / 3, 10)]);
  });

  it("are suspected from a back pressure that only a line above the table states", async () => {
    const text = table(["eps_a [%]", "eps_v [%]", "σ1 [kPa]", "σ3 [kPa]"], totals.map((row) => row.slice(0, 4)));
    expect((await refusal(`Back pressure: 300 kPa\n${text}`, { name: "CD.csv" })).message).toMatch(/backPressure \(line 1\) begins at 300 kPa/);
  });

  it("cannot be smaller than the back pressure, and a nominal confining pressure beside q and u is none", async () => {
    const rows = drainedRows.map(([a, v, q]) => [a, v, 100 + q, 100, 300]);
    expect((await readOne(table(["eps_a [%]", "eps_v [%]", "σ1 [kPa]", "σ3 [kPa]", "u [kPa]"], rows), { name: "CD.csv" })).test.conditions["confiningPressure"]).toBe(100);
    const nominal = table(["eps_a [%]", "q [kPa]", "u [kPa]", "Confining pressure [kPa]"], [[0, 0, 0, 100], [1, 40, 20, 100], [2, 60, 45, 100]]);
    const { test, responses } = await readOne(nominal, { name: "CU.csv" });
    expect(test.conditions["confiningPressure"]).toBe(100);
    expect([...responses["porePressure"]!]).toEqual([0, 20, 45]);
  });

  it("are no question where headings say that the stresses are effective", async () => {
    const rows = drainedRows.map(([a, v, q]) => [a, v, 100 + q, 100, 300]);
    expect((await readOne(table(["eps_a [%]", "eps_v [%]", "σ1' [kPa]", "sig_r_eff [kPa]", "u [kPa]"], rows), { name: "CD.csv" })).test.conditions["confiningPressure"]).toBe(100);
  });
});
