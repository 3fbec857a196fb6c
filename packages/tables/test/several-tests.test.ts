import { describe, expect, it } from "vitest";
import { drained, drainedRows, read, readOne, refusal, table, usual } from "./reading.ts";

const second = drainedRows.map(([a, v, q]) => [a, v, 2 * q] as const);
const pressures = (observations: readonly { readonly test: { readonly conditions: Readonly<Record<string, number>> } }[]): readonly (number | undefined)[] => observations.map((o) => o.test.conditions["confiningPressure"]);

describe("several tests in one file", () => {
  it("are told apart by a column that names them", async () => {
    const rows = [...drainedRows.map((r) => ["CD1 100 kPa", ...r]), ...second.map((r) => ["CD2 200 kPa", ...r])];
    const { observations } = await read([["Test", ...usual].join(","), ...rows.map((r) => r.join(","))].join("\n"), { name: "lab.csv" });
    expect(observations.map((o) => o.id)).toEqual(["lab CD1 100 kPa", "lab CD2 200 kPa"]);
    expect(pressures(observations)).toEqual([100, 200]);
    expect([...observations[0]!.test.axis]).toEqual(drained.axis);
    expect(observations[1]!.responses["deviatorStress"]!.at(-1)).toBe(417.96);
  });

  it.each(["sigma3c [kPa]", "Confining pressure (kPa)", "σ3 [kPa]", "围压(kPa)"])("are told apart by a column %s with a value for each", async (heading) => {
    const rows = [...drainedRows.map((r) => [100, ...r]), ...second.map((r) => [200, ...r])];
    const { observations } = await read(table([heading, ...usual], rows), { name: "lab.csv" });
    expect(pressures(observations)).toEqual([100, 200]);
    expect([...observations[1]!.test.axis]).toEqual(drained.axis);
  });

  it("stand one below the other, each with its headings and title", async () => {
    const text = ["Triaxial CD", "", "Confining pressure: 100 kPa", table(usual), "", "Confining pressure: 200 kPa", table(usual, second)].join("\n");
    const { observations } = await read(text, { name: "lab.csv" });
    expect(pressures(observations)).toEqual([100, 200]);
    expect(observations.map((o) => o.responses["deviatorStress"]!.at(-1))).toEqual([208.98, 417.96]);
    expect(observations.map((o) => o.test.axis.length)).toEqual([10, 10]);
  });

  it("stand side by side under titles", async () => {
    const rows = drainedRows.map((r, i) => [...r, ...second[i]!].join(","));
    const { observations } = await read(["100 kPa,,,200 kPa,,", [...usual, ...usual].join(","), ...rows].join("\n"), { name: "lab.csv" });
    expect(pressures(observations)).toEqual([100, 200]);
    expect([...observations[1]!.test.axis]).toEqual(drained.axis);
    expect(observations[1]!.responses["deviatorStress"]!.at(-1)).toBe(417.96);
  });

  it("stand side by side under titles that name the pressure", async () => {
    const rows = drainedRows.map((r, i) => [...r, ...second[i]!].join(","));
    const { observations } = await read(["sigma3 = 100 kPa,,,sigma3 = 200 kPa,,", [...usual, ...usual].join(","), ...rows].join("\n"), { name: "lab.csv" });
    expect(pressures(observations)).toEqual([100, 200]);
  });

  it("stand side by side with different lengths", async () => {
    const rows = drainedRows.map((r, i) => (i < 6 ? [...r, ...second[i]!] : ["", "", "", ...second[i]!]).join(","));
    const { observations } = await read(["100 kPa,,,200 kPa,,", [...usual, ...usual].join(","), ...rows].join("\n"), { name: "lab.csv" });
    expect(observations.map((o) => o.test.axis.length)).toEqual([6, 10]);
  });

  it("share a strain column, the pressure being in the headings of the others", async () => {
    const rows = drainedRows.map(([a, v, q]) => [a, v, q, v * 1.5, q * 2, v * 2, q * 4]);
    const head = ["eps_a [%]", "eps_v 100kPa [%]", "q 100kPa [kPa]", "eps_v 200kPa [%]", "q 200kPa [kPa]", "eps_v 400kPa [%]", "q 400kPa [kPa]"];
    const { observations } = await read(table(head, rows), { name: "lab.csv" });
    expect(pressures(observations)).toEqual([100, 200, 400]);
    expect(observations.map((o) => o.responses["deviatorStress"]!.at(-1))).toEqual([208.98, 417.96, 835.92]);
  });

  it("can be picked by name", async () => {
    const rows = [...drainedRows.map((r) => ["A", ...r]), ...second.map((r) => ["B", ...r])];
    const text = [["Test", ...usual].join(","), ...rows.map((r) => r.join(","))].join("\n");
    const { observations } = await read(text, { name: "lab-100kPa.csv", settings: { only: ["B"] } });
    expect(observations.map((o) => o.id)).toEqual(["lab-100kPa B"]);
    expect((await refusal(text, { settings: { only: ["C"] } })).code).toBe("data-unreadable");
  });

  it("in stages ask which stage is the test", async () => {
    const text = table(["Stage Number", ...usual], [[1, 0, 0, 0], [1, 0, 0, 1], ...drainedRows.map((r) => [2, ...r])]);
    const error = await refusal(text);
    expect(error.code).toBe("data-ambiguous");
    const { test } = await readOne(text, { settings: { testColumn: "Stage Number", only: ["2"] } });
    expect([...test.axis]).toEqual(drained.axis);
  });
});
