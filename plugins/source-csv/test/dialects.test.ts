import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { curveOf, drained, drainedRows, read, readOne, refusal, table, told, usual } from "./reading.ts";

describe("delimiters and decimal signs", () => {
  it.each([[",", "."], [";", "."], [";", ","], ["\t", "."], ["\t", ","], ["|", "."], ["|", ","]])("columns between %j with decimal %j are read", async (delimiter, decimal) => {
    expect(curveOf(await readOne(table(usual, drainedRows, delimiter, decimal)))).toEqual(drained);
  });

  it("columns between blanks are read, with headings that hold blanks themselves", async () => {
    const rows = drainedRows.map((row) => `  ${row.map((v) => String(v).padEnd(9)).join(" ")}`);
    expect(curveOf(await readOne(["eps_a[%]  eps_v[%]  q[kPa]", ...rows].join("\n")))).toEqual(drained);
    expect(curveOf(await readOne(["Axial strain [%]   Volumetric strain [%]   Deviator stress [kPa]", ...rows].join("\n")))).toEqual(drained);
    expect(curveOf(await readOne(["eps_a [%] eps_v [%] q [kPa]", ...rows].join("\n")))).toEqual(drained);
    expect(curveOf(await readOne(["eps_a eps_v q", "% % kPa", ...rows.map((row) => row.replaceAll(".", ","))].join("\n")))).toEqual(drained);
  });

  it("a comma between columns and in numbers needs quotes, and without them is refused", async () => {
    const quoted = [usual.join(","), ...drainedRows.map((row) => row.map((v) => `"${String(v).replace(".", ",")}"`).join(","))].join("\n");
    expect(curveOf(await readOne(quoted))).toEqual(drained);
    expect((await refusal(table(usual, drainedRows, ",", ","))).code).toBe("data-unreadable");
  });

  it("Windows, old Mac and mixed line ends, a byte order mark, blank lines and a sep= line change nothing", async () => {
    const text = table(usual, drainedRows, ";", ",");
    expect(curveOf(await readOne(text.replaceAll("\n", "\r\n")))).toEqual(drained);
    expect(curveOf(await readOne(text.replaceAll("\n", "\r")))).toEqual(drained);
    expect(curveOf(await readOne(text.replace("\n", "\r\n")))).toEqual(drained);
    expect(curveOf(await readOne(`\ufeff${text}\n\n\n`))).toEqual(drained);
    expect(curveOf(await readOne(`sep=;\n${text}`))).toEqual(drained);
    expect(curveOf(await readOne(text.replace("\n", "\n\n")))).toEqual(drained);
  });

  it("a file of blank-separated columns under two rows, names and units, with a blank line below", async () => {
    const rows = drainedRows.map(([a, v, q]) => `   ${a}\t ${v}  0.8   ${q}     ${100 + q / 3}`);
    const { test, responses } = await readOne(["  eps_1   eps_v   e    q     p", "  [%]  [%]  [-]  [kPa]  [kPa]", "", ...rows].join("\n"), { name: "TMD.dat" });
    expect([...responses["deviatorStress"]!]).toEqual(drained.deviatorStress);
    expect(test.conditions["confiningPressure"]).toBeCloseTo(100, 9);
  });

  it("a heading behind a comment sign is a heading", async () => {
    expect([...(await readOne(`# ${table(usual)}`)).test.axis]).toEqual(drained.axis);
    expect([...(await readOne(`% ${table(["eps_a_pct", "eps_v_pct", "q_kPa"], drainedRows, " ")}`)).test.axis]).toEqual(drained.axis);
  });

  it("a quote that does not end is refused", async () => {
    const lines = table(usual).split("\n");
    expect((await refusal([...lines.slice(0, 5), "\"0.4,0.2,40", ...lines.slice(5)].join("\n"))).code).toBe("data-unreadable");
  });

  it("what was read carries the file's hash and the importer's name", async () => {
    expect((await readOne(table(usual))).provenance).toMatchObject({ file: "CD-100kPa.csv", source: "csv", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it("a delimiter that the user names is taken", async () => {
    expect(curveOf(await readOne(table(usual, drainedRows, "|"), { settings: { delimiter: "bar", decimal: "point" } }))).toEqual(drained);
  });
});

describe("numbers that may be read in two ways", () => {
  const grouped = ["eps_a [%];q [kPa]", "1,000;1,250", "2,000;2,500", "3,000;4,750"].join("\n");

  it("are refused with the question, and read once it is answered", async () => {
    const error = await refusal(grouped);
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toContain("decimal");
    const comma = await readOne(grouped, { settings: { decimal: "comma", start: "keep" } });
    expect([...comma.responses["deviatorStress"]!]).toEqual([1.25, 2.5, 4.75]);
    const thousands = await readOne(grouped.replaceAll("1,000;", "1;").replaceAll("2,000;", "2;").replaceAll("3,000;", "3;"), { settings: { decimal: "point", thousands: "comma", start: "keep" } });
    expect([...thousands.responses["deviatorStress"]!]).toEqual([1250, 2500, 4750]);
  });

  it("one number with both signs proves the grouping of all", async () => {
    const reading = await read(["eps_a [%];q [kPa]", "0;0", "0,5;998,5", "1;1.250", "2;1.450,5"].join("\n"));
    expect([...reading.observations[0]!.responses["deviatorStress"]!]).toEqual([0, 998.5, 1250, 1450.5]);
    expect(told(reading)).toContain("groups thousands");
  });

  it("a lone 1,250 among decimal points is asked about", async () => {
    const error = await refusal(["eps_a [%];q [kPa]", "0;0", "0.5;998.5", "1;1,250"].join("\n"));
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toContain("line 4");
    expect(error.message).toContain("thousands");
  });

  it("decimal points and decimal commas in one file are refused", async () => {
    const error = await refusal(["eps_a [%];q [kPa]", "0;0", "0.5;98,5", "1;125.5"].join("\n"));
    expect(error.code).toBe("data-ambiguous");
    expect(error.message).toMatch(/98,5/);
  });

  it("blanks and apostrophes group thousands where the user or the number says so", async () => {
    const swiss = await readOne(["eps_a [%];q [kPa]", "0;0", "0.5;998.5", "1;1'250.5"].join("\n"));
    expect(swiss.responses["deviatorStress"]!.at(-1)).toBe(1250.5);
    const french = ["eps_a [%];q [kPa]", "0;0", "0,5;998,5", "1;1 250,5"].join("\n");
    expect((await refusal(french)).code).toBe("data-ambiguous");
    expect((await readOne(french, { settings: { thousands: "blank" } })).responses["deviatorStress"]!.at(-1)).toBe(1250.5);
  });

  it("exponents, signs, full-width digits and typographic minus signs are numbers", async () => {
    const { responses } = await readOne(["eps_a [%],eps_v [%],q [kPa]", "0,0,0", "5.0E-1,+0.1,1.5e2", "１.0,−0.2,2.5D+02"].join("\n"), { settings: { sign: "keep" } });
    expect([...responses["deviatorStress"]!]).toEqual([0, 150, 250]);
    expect(responses["volumetricStrain"]![2]).toBe(-0.002);
  });
});

describe("encodings", () => {
  const chinese = table(["轴向应变(%)", "体积应变（％）", "偏应力(kPa)"]);
  it.each(["utf8", "gbk", "gb18030", "utf16-le", "utf-16be", "utf-16"])("Chinese headings in %s are read", async (encoding) => {
    expect(curveOf(await readOne(new Uint8Array(iconv.encode(chinese, encoding))))).toEqual(drained);
  });

  it("Taiwanese Big5 is told from GBK by the headings that have a meaning in it", async () => {
    const reading = await read(new Uint8Array(iconv.encode(table(["軸向應變(%)", "q [kPa]"], drainedRows.map(([a, , q]) => [a, q])), "big5")), { settings: { mapping: [{ column: "軸向應變(%)", channel: "axialStrain" }] } });
    expect([...reading.observations[0]!.test.axis]).toEqual(drained.axis);
  });

  it("German, French and degree signs in Latin-1 are read, and the encoding is told", async () => {
    const text = `Prüfung: Straße 5 °C, für Größe\n${table(["Axialdehnung [%]", "Volumendehnung [%]", "Deviatorspannung [kN/m²]"], drainedRows, ";", ",")}`;
    const reading = await read(new Uint8Array(iconv.encode(text, "latin1")));
    expect(curveOf(reading.observations[0]!)).toEqual(drained);
    expect(told(reading)).toContain("Windows-1252");
  });

  it("byte order marks win, and an encoding that the user names must fit", async () => {
    expect(curveOf(await readOne(new Uint8Array(iconv.encode(table(usual), "utf16-le", { addBOM: true }))))).toEqual(drained);
    expect(curveOf(await readOne(new Uint8Array(iconv.encode(table(usual), "utf8", { addBOM: true }))))).toEqual(drained);
    expect(curveOf(await readOne(new Uint8Array(iconv.encode(chinese, "gbk")), { settings: { encoding: "gb18030" } }))).toEqual(drained);
    expect((await refusal(new Uint8Array(iconv.encode(chinese, "gbk")), { settings: { encoding: "utf-8" } })).code).toBe("data-unreadable");
  });

  it("zero bytes, empty files and spreadsheets are no text", async () => {
    expect((await refusal(new Uint8Array([65, 66, 0, 67, 10, 1, 2, 3, 4, 5]))).code).toBe("data-unreadable");
    expect((await refusal(new Uint8Array(0))).message).toContain("empty");
    expect((await refusal(new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 8, 0, 1, 2, 3, 0, 9]))).code).toBe("data-unreadable");
  });
});
