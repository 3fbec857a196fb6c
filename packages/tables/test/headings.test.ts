import { describe, expect, it } from "vitest";
import { cycling, drained, drainedRows, read, readOne, refusal, soil, table, told, usual } from "./reading.ts";

describe("headings", () => {
  it.each([
    [["eps_a_pct", "eps_v_pct", "q_kPa"]],
    [["Axial strain (%)", "Volumetric strain (%)", "Deviator stress (kPa)"]],
    [["epsilon_1 / %", "epsilon_v / %", "q / kPa"]],
    [["ε1 [%]", "εv [%]", "q [kPa]"]],
    [["$\\varepsilon_1$ (%)", "$\\varepsilon_v$ (%)", "$q$ (kPa)"]],
    [["轴向应变(%)", "体应变(%)", "偏应力(kPa)"]],
    [["轴向应变（％）", "体应变【%】", "偏应力（千帕）"]],
    [["\"Axial Strain, %\"", "\"Vol. Strain, %\"", "\"Deviator Stress, kPa\""]],
    [["AXIAL STRAIN %", "VOLUMETRIC STRAIN %", "DEVIATOR STRESS KPA"]],
    [["Axial strain in percent", "Volumetric strain in percent", "Deviator stress in kPa"]],
    [["Axialdehnung [%]", "Volumendehnung [%]", "Deviatorspannung [kN/m²]"]],
    [["Axial strain (ε1) [%]", "Volumetric strain (εv) [%]", "Deviator stress (σ1-σ3) [kPa]"]],
    [["Axial strain ε1 (%)", "Volumetric strain εv (%)", "Deviator stress q (kPa)"]],
    [["\"Axial strain, εa (%)\"", "\"Volumetric strain, εv (%)\"", "\"Deviator stress, σ1-σ3 (kPa)\""]],
    [["轴向应变ε1(%)", "体应变εv(%)", "偏应力q(kPa)"]],
    [["轴向应变 ε1 (%)", "体积应变 εv (%)", "主应力差(σ1-σ3)(kPa)"]],
    [["Axial strain (%)", "Volume change (%)", "Corrected deviator stress (kPa)"]],
    [["Axialdehnung [%]", "ΔV/V0 [%]", "Deviatorspannung [kN/m²]"]],
  ])("%j are understood", async (headings) => {
    const { test, responses } = await readOne(table(headings));
    expect([...test.axis]).toEqual(drained.axis);
    expect([...responses["volumetricStrain"]!]).toEqual(drained.volumetricStrain);
    expect([...responses["deviatorStress"]!]).toEqual(drained.deviatorStress);
  });

  it("a volume change without a unit is neither taken for a strain nor for a volume; a row of units tells", async () => {
    const [head, ...rows] = table(["Axial strain", "Volume change", "Deviator stress"]).split("\n");
    const readings = async (units: string): Promise<readonly string[]> => Object.keys((await readOne([head, units, ...rows].join("\n"))).responses);
    expect(await readings("%,%,kPa")).toEqual(["deviatorStress", "volumetricStrain"]);
    expect(await readings("%,ml,kPa")).toEqual(["deviatorStress"]);
    const bare = await read(table(["Axial strain (%)", "Volume change", "Deviator stress (kPa)"]));
    expect(bare.warnings.join()).toContain("Volume change");
    expect(Object.keys(bare.observations[0]!.responses)).toEqual(["deviatorStress"]);
  });

  it("a raw and a corrected deviator stress side by side are asked about", async () => {
    const error = await refusal(table([...usual, "Corrected deviator stress [kPa]"], drainedRows.map((r) => [...r, r[2]! * 0.95])));
    expect(error.message).toMatch(/may all be deviatorStress/);
  });

  it("decimals beside percent are not read as percent", async () => {
    const text = table(["axial strain", "volumetric strain", "q [kPa]"], drainedRows.map(([a, v, q]) => [a, Number((v / 100).toPrecision(6)), q]));
    const error = await refusal(text);
    expect(error.message).toMatch(/column 2.*reaches only 0\.022492/);
    const { responses } = await readOne(text, { settings: { mapping: [{ column: "volumetric strain", channel: "volumetricStrain", unit: "1" }] } });
    expect(responses["volumetricStrain"]!.at(-1)).toBeCloseTo(0.021225, 12);
  });

  it("a column that nobody knows is named where it may be the one that is missing", async () => {
    const error = await refusal(table(["eps_a [%]", "eps_v [%]", "t [kPa]"]));
    expect(error.message).toMatch(/"t \[kPa\]" is not known.*mapping/s);
    const { responses } = await readOne(table(["eps_a [%]", "eps_v [%]", "T1 [kPa]"]), { settings: { mapping: [{ column: "T1 [kPa]", channel: "deviatorStress" }] } });
    expect([...responses["deviatorStress"]!]).toEqual(drained.deviatorStress);
  });

  it.each(["σ1/σ3", "σ1+σ3 [kPa]", "q/p"])("%s is no deviator stress, though it holds its letters", async (heading) => {
    expect(Object.keys((await readOne(table(["eps_a [%]", "eps_v [%]", heading]), { settings: { units: "declared", protocol: "drained-triaxial" } })).responses)).toEqual(["volumetricStrain"]);
  });

  it("MPa, psi, bar and decimals become kPa and decimals", async () => {
    const rows = drainedRows.map(([a, v, q]) => [a / 100, v / 100, q / 1000]);
    const { test, responses } = await readOne(table(["eps_a [-]", "eps_v [-]", "q [MPa]"], rows));
    expect(test.axis.at(-1)).toBeCloseTo(0.15, 15);
    expect(responses["deviatorStress"]!.at(-1)).toBeCloseTo(208.98, 10);
    const psi = await readOne(table(["eps_a [%]", "q [psi]"], [[0, 0], [1, 10], [2, 14.5]]));
    expect(psi.responses["deviatorStress"]![1]).toBeCloseTo(68.94757293168361, 12);
    const bar = await readOne(table(["eps_a [%]", "q [bar]"], [[0, 0], [1, 1.5], [2, 2.5]]));
    expect(bar.responses["deviatorStress"]![2]).toBe(250);
  });

  it("units stand in a row of their own, in brackets or not, or behind every value", async () => {
    const [head, ...rows] = table(["eps_a", "eps_v", "q"]).split("\n");
    for (const units of ["%,%,kPa", "[%],[%],[kPa]", "(%),(%),(kPa)"]) {
      expect([...(await readOne([head, units, ...rows].join("\n"))).test.axis]).toEqual(drained.axis);
    }
    const behind = ["eps_a,q", ...drainedRows.map(([a, , q]) => `${a} %,${q} kPa`)].join("\n");
    expect([...(await readOne(behind)).responses["deviatorStress"]!]).toEqual(drained.deviatorStress);
    const mixed = ["eps_a,q", ...drainedRows.map(([a, , q], i) => `${a} %,${q}${i === 4 ? "" : " kPa"}`)].join("\n");
    expect((await refusal(mixed)).message).toMatch(/line 6, column 2/);
  });

  it("headings over two rows are read downwards", async () => {
    const [, ...rows] = table(usual).split("\n");
    const { test } = await readOne(["Axial,Volumetric,Deviator", "strain (%),strain (%),stress (kPa)", ...rows].join("\n"));
    expect([...test.axis]).toEqual(drained.axis);
    const symbols = await readOne(["Axial strain,Volumetric strain,Deviator stress", "eps_1,eps_v,q", "%,%,kPa", ...rows].join("\n"));
    expect([...symbols.responses["deviatorStress"]!]).toEqual(drained.deviatorStress);
  });

  it("metadata lines, quoted pairs, comments and footers surround the table", async () => {
    const text = ["\"Head, Job reference:\",\"A 12, lot 3\"", "\"Sample, height\",\"200\"", "# measured 12.05.2024 10:30", "\"Cell pressure (kPa)\",\"100\"", "", table(usual), "", "end of file"].join("\n");
    const reading = await read(text, { name: "x.csv" });
    expect(reading.observations[0]!.test.conditions["confiningPressure"]).toBe(100);
    expect([...reading.observations[0]!.test.axis]).toEqual(drained.axis);
    expect(reading.warnings.join()).toContain("end of file");
  });

  it("a file as GDSLAB exports it: a long quoted header, then quoted headings and readings", async () => {
    const pairs = Array.from({ length: 40 }, (_, i) => `"Head, entry ${i}:","value ${i}, x"`);
    const head = ["Stage Number", "Time since start of test (s)", "Axial Displacement (mm)", "Axial Strain (%)", "Volumetric Strain (%)", "Deviator Stress (kPa)"].map((h) => `"${h}"`).join(",");
    const rows = drainedRows.map(([a, v, q], i) => [3, 60 * i, 2 * a, a, v, q].map((x) => `"${x}"`).join(","));
    const reading = await read([...pairs, "\"Initial sample, height (mm):\",\"200.00\"", "\"Effective confining pressure (kPa)\",\"100.0\"", head, ...rows].join("\r\n"), { name: "stage3.csv" });
    expect(reading.observations[0]!.test.conditions["confiningPressure"]).toBe(100);
    expect([...reading.observations[0]!.test.axis]).toEqual(drained.axis);
    expect([...reading.observations[0]!.responses["volumetricStrain"]!]).toEqual(drained.volumetricStrain);
  });

  it("a heading behind a comment sign is a heading", async () => {
    expect([...(await readOne(`# ${table(usual)}`)).test.axis]).toEqual(drained.axis);
  });

  it("beside p, the mean effective stress is p'", async () => {
    const { responses } = await readOne(table(["eps_a [%]", "q [kPa]", "u [kPa]", "p [kPa]", "p' [kPa]"], [[0, 0, 50, 150, 100], [1, 30, 60, 160, 100], [2, 45, 70, 165, 95]]), { name: "CU-100kPa.csv" });
    expect([...responses["meanEffectiveStress"]!]).toEqual([100, 100, 95]);
  });

  it("columns that nobody knows are named in a warning and else ignored", async () => {
    const reading = await read(table([...usual, "Bemerkung"], drainedRows.map((r) => [...r, 7])));
    expect(reading.warnings.join()).toContain("Bemerkung");
    expect([...reading.observations[0]!.test.axis]).toEqual(drained.axis);
  });
});

describe("the user's mapping", () => {
  const rows = table(["A", "B", "C"]);
  const mapping = [{ column: "A", channel: "axialStrain", unit: "%" }, { column: "b", channel: "volumetricStrain", unit: "pct" }, { column: "3", channel: "deviatorStress", unit: "kPa" }];

  it("names columns by heading or number", async () => {
    expect((await refusal(rows)).code).toBe("data-unreadable");
    const { test, responses } = await readOne(rows, { settings: { mapping } });
    expect([...test.axis]).toEqual(drained.axis);
    expect([...responses["volumetricStrain"]!]).toEqual(drained.volumetricStrain);
  });

  it("names columns of a file without headings by number", async () => {
    const bare = rows.split("\n").slice(1).join("\n");
    const error = await refusal(bare);
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toContain("mapping");
    const { responses } = await readOne(bare, { settings: { mapping: mapping.map((m, i) => ({ ...m, column: String(i + 1) })) } });
    expect([...responses["deviatorStress"]!]).toEqual(drained.deviatorStress);
  });

  it("overrides a heading, turns a sign, and is checked", async () => {
    const { responses } = await readOne(table(usual), { settings: { mapping: [{ column: "eps_v [%]", channel: "volumetricStrain", opposite: true }] } });
    expect(responses["volumetricStrain"]![1]).toBe(-0.0484 / 100);
    expect((await refusal(table(usual), { settings: { mapping: [{ column: "q [kPa]", channel: "deviatorStres" }] } })).code).toBe("option-invalid");
    expect((await refusal(table(usual), { settings: { mapping: [{ column: "q [kPa]", channel: "deviatorStress", unit: "mm" }] } })).code).toBe("unit-unknown");
  });

  it("settles which of two columns is meant", async () => {
    const text = table([...usual, "Deviator stress [kPa]"], drainedRows.map((r) => [...r, r[2] * 1.01]));
    const error = await refusal(text);
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toContain("mapping");
    const { responses } = await readOne(text, { settings: { mapping: [{ column: "Deviator stress [kPa]", channel: "ignore" }] } });
    expect([...responses["deviatorStress"]!]).toEqual(drained.deviatorStress);
  });
});

describe("the kind of test", () => {
  it("follows from the columns and is told", async () => {
    const reading = await read(table(["axial stress [kPa]", "void ratio"], [[25, 0.73], [50, 0.723], [100, 0.714]]), { name: "a.csv" });
    expect(reading.observations[0]!.test.protocol).toBe("oedometer");
    expect(told(reading)).toContain("kind of test: Oedometer");
  });

  it("is the undrained one where the pore pressure moves, the drained one where it does not", async () => {
    const head = ["eps_a [%]", "eps_v [%]", "u [kPa]", "q [kPa]"];
    const undrained = await read(table(head, [[0, 0, 300, 0], [1, 0, 320, 50], [2, 0, 350, 80], [3, 0, 360, 90]]), { name: "a.csv", conditions: { confiningPressure: 100 } });
    expect(undrained.observations[0]!.test.protocol).toBe("undrained-triaxial");
    expect([...undrained.observations[0]!.responses["porePressure"]!]).toEqual([0, 20, 50, 60]);
    const drainedTest = await read(table(head, [[0, 0, 300, 0], [1, 0.5, 300.2, 50], [2, 0.8, 300, 80], [3, 1, 299.9, 90]]), { name: "a.csv", conditions: { confiningPressure: 100 } });
    expect(drainedTest.observations[0]!.test.protocol).toBe("drained-triaxial");
  });

  it("cannot be a drained test when that is all the app knows and the pore pressure moves", async () => {
    const text = table(["eps_a [%]", "u [kPa]", "q [kPa]"], [[0, 300, 0], [1, 320, 50], [2, 350, 80], [3, 360, 90]]);
    const error = await refusal(text, { protocols: [soil[0]!], conditions: { confiningPressure: 100 } });
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toContain("pore pressure changes");
  });

  it("is constant p only where it is called so", async () => {
    expect((await readOne(`Constant p test, p' = 100 kPa\n${table(usual)}`, { name: "a.csv", conditions: { confiningPressure: 100 } })).test.protocol).toBe("constant-p-triaxial");
    expect((await readOne(table(usual), { settings: { protocol: "constant-p-triaxial" } })).test.protocol).toBe("constant-p-triaxial");
    expect((await refusal(table(usual), { settings: { protocol: "triaxial" } })).code).toBe("option-invalid");
  });

  it("is not known for a table of parameters, which is refused by its headings", async () => {
    const error = await refusal("soil,lambda,kappa,M,note\nLondon clay,0.161,0.062,0.888,x\nkaolin,0.26,0.05,1.02,y\n");
    expect(error.code).toBe("data-unreadable");
    expect(error.message).toContain("lambda");
    expect(error.message).toContain("mapping");
  });
});

describe("another domain", () => {
  it("a battery's time, current and voltage are read by the same rules", async () => {
    const text = "Test Time (h);Current (mA);Cell voltage (mV)\n0;5000;4150\n0,5;5000;3900,5\n1;5000;3700\n";
    const { test, responses } = await readOne(text, { protocols: [cycling] });
    expect([...test.axis]).toEqual([0, 1800, 3600]);
    expect([...test.drives!["current"]!]).toEqual([5, 5, 5]);
    expect([...responses["voltage"]!]).toEqual([4.15, 3.9005, 3.7]);
  });

  it("a prescribed history with a gap, and a clock that runs back, are refused", async () => {
    expect((await refusal("t [s],I [A],U [V]\n0,1,4.1\n1,,4.0\n2,1,3.9\n", { protocols: [cycling] })).message).toContain("current");
    const back = await read("t [s],I [A],U [V]\n0,1,4.1\n2,1,4.0\n1,1,3.9\n3,1,3.8\n", { protocols: [cycling] });
    expect([...back.observations[0]!.test.axis]).toEqual([0, 2, 3]);
    expect(back.warnings.join()).toContain("runs back");
    expect((await refusal("t [s],I [A],U [V]\n0,1,4.1\n2,1,4.0\n1,1,3.9\n3,1,3.8\n", { protocols: [cycling], settings: { loops: "keep" } })).code).toBe("data-unreadable");
  });
});
