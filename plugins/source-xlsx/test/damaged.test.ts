import { InputError } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { xlsx } from "../src/index.ts";
import { fileOf, read, refusal, usual, workbook } from "./reading.ts";

const whole = fileOf("laboratory.xlsx");

/** Where the directory of a package states the unpacked size of its first part. */
function sizeField(bytes: Uint8Array): number {
  for (let i = bytes.length - 22; i >= 0; i--) if (bytes[i] === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 5 && bytes[i + 3] === 6) return new DataView(bytes.buffer, bytes.byteOffset).getUint32(i + 16, true) + 24;
  throw new Error("no directory");
}

describe("damaged and hostile workbooks", () => {
  it("a package that claims to unpack to gigabytes is refused before anything is unpacked", async () => {
    const bomb = whole.slice();
    new DataView(bomb.buffer).setUint32(sizeField(bomb), 4_000_000_000, true);
    expect((await refusal("bomb.xlsx", bomb)).message).toMatch(/unpacks to 3800 MB from 0\.0099 MB.*at most 260 MB/);
  });

  it("a package whose parts hold more than they claim is damaged, not unpacked", async () => {
    const sheet = await workbook({ name: "CD 100 kPa", rows: [usual, ...Array.from({ length: 5000 }, (_, i) => [i / 500, 0, i])] });
    const view = new DataView(sheet.buffer, sheet.byteOffset);
    for (let at = sizeField(sheet) - 24; at + 46 < sheet.length && view.getUint32(at, true) === 0x02014b50; at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)) view.setUint32(at + 24, 10, true);
    expect((await refusal("liar.xlsx", sheet)).message).toMatch(/damaged/);
  });

  it("cut anywhere, it ends in a mistake with words", async () => {
    for (const length of [3, 30, 500, 5000, whole.length - 1000, whole.length - 1]) expect((await refusal("cut.xlsx", whole.slice(0, length))).code).toBe("data-unreadable");
  });

  it("changed anywhere, it ends in a reading or a mistake with words", async () => {
    const outcomes = new Set<string>();
    for (let i = 0; i < whole.length; i += 397) {
      const changed = whole.slice();
      changed[i] = changed[i]! ^ 0xff;
      outcomes.add(await read("changed.xlsx", changed).then(() => "read", (error: unknown) => (error instanceof InputError ? "refused" : String(error))));
    }
    expect([...outcomes].sort()).toEqual(["read", "refused"]);
  });

  it("text under the name of a workbook, and files that are empty, are no workbooks", async () => {
    expect((await refusal("a.xlsx", new TextEncoder().encode("eps,q\n0,0\n"))).message).toMatch(/no workbook.*\.csv/s);
    expect((await refusal("a.xlsx", new Uint8Array())).message).toContain("empty");
  });
});

describe("recognising", () => {
  it("takes workbooks by content and name, and never what Excel leaves beside an open one", () => {
    expect(xlsx.recognise({ name: "lab.xlsx", bytes: whole })).toBeGreaterThan(0.9);
    expect(xlsx.recognise({ name: "lab", bytes: whole })).toBeGreaterThan(0);
    expect(xlsx.recognise({ name: "~$lab.xlsx", bytes: whole })).toBe(0);
    expect(xlsx.recognise({ name: "lab.csv", bytes: new TextEncoder().encode("a,b\n1,2\n") })).toBe(0);
    expect(xlsx.recognise({ name: "lab.xls", bytes: fileOf("laboratory.xls") })).toBeGreaterThan(0.5);
  });
});

describe("a long sheet", () => {
  it("of 20 000 rows is read whole", async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [(15 * i) / 20_000, 0, (500 * i) / (i + 2000)]);
    const { observations } = await read("long.xlsx", await workbook({ name: "CD 100 kPa", rows: [usual, ...rows] }));
    expect(observations[0]!.test.axis.length).toBe(20_000);
  });
});
