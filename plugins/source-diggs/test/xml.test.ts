import fc from "fast-check";
import { InputError, prepareTest } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { diggs } from "../src/index.ts";
import { bytesOf, read, refusal, soil, undrained, write } from "./writing.ts";

const healthy = write([undrained]);
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split("\n").length;

describe("a file that is no DIGGS, or a broken one", () => {
  it.each([
    ["cut short", healthy.slice(0, 1500), ["not well-formed"]],
    ["an element closed by another", healthy.replace("</diggs_geo:trial>", "</diggs_geo:trail>"), ["not well-formed", "line "]],
    ["another kind of XML", "<?xml version=\"1.0\"?>\n<html><body/></html>", ["root is <html>", "<Diggs>"]],
    ["no test", "<Diggs xmlns=\"http://diggsml.org/schemas/2.6\"/>", ["no triaxial test"]],
    ["a prefix nobody declares", healthy.replaceAll("xmlns:diggs_geo", "xmlns:diggs_gei"), ["not well-formed"]],
    ["another encoding than stated", Uint8Array.from(healthy.replace("BH1", "\u00e91"), (c) => c.charCodeAt(0)), ["not UTF-8"]],
  ])("(%s) is refused with words", async (_, text, words) => {
    const mistake = await refusal(text);
    expect(mistake.code).toBe("data-unreadable");
    for (const word of ["site.xml", ...words]) expect(mistake.message).toContain(word);
  });

  it.each([
    ["text in a number", "<diggs_geo:deviatorStress uom=\"kPa\">6O</diggs_geo:deviatorStress>", "\"6O\" is not a number"],
    ["a unit of another kind", "<diggs_geo:deviatorStress uom=\"mm\">60</diggs_geo:deviatorStress>", "\"mm\""],
    ["no unit", "<diggs_geo:deviatorStress>60</diggs_geo:deviatorStress>", "uom is missing"],
  ])("(%s) is refused with line and element", async (_, element, words) => {
    const text = healthy.replace("<diggs_geo:deviatorStress uom=\"kPa\">60</diggs_geo:deviatorStress>", element);
    expect((await refusal(text)).message).toMatch(new RegExp(`line ${lineOf(text, element)}, deviatorStress.*${words}`));
  });

  it("that declares entities is refused where it uses them: nothing is expanded", async () => {
    const bomb = healthy.replace("?>", "?>\n<!DOCTYPE Diggs [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>").replace("BH1 4.6 m", "&b;");
    expect((await refusal(bomb)).message).toMatch(/line \d+: it is not well-formed XML.*entity/);
  });

  it("nested without end is refused and does not overflow", async () => {
    expect((await refusal("<Diggs xmlns=\"http://diggsml.org/schemas/2.6\">".concat("<a>".repeat(100_000)))).message).toContain("nested deeper");
  });
});

describe("any file", () => {
  async function verdictOn(content: Uint8Array): Promise<string> {
    try {
      for (const { test } of (await read(content)).observations) prepareTest(soil.find(({ id }) => id === test.protocol)!, test);
      return "sound";
    } catch (error) {
      return error instanceof InputError && (error.mistake.expected ?? error.mistake.next) ? "refused" : `crashed: ${String(error)}`;
    }
  }

  it("cut or changed at any byte is read or refused with words", async () => {
    const bytes = bytesOf(healthy);
    const verdicts = [await verdictOn(bytes)];
    expect(verdicts).toEqual(["sound"]);
    await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.oneof(fc.integer({ min: 32, max: 126 }), fc.nat(255)), fc.constantFrom(true, false, false, false), async (at, byte, cut) => {
      verdicts.push(await verdictOn(cut ? bytes.slice(0, at) : bytes.with(at, byte)));
      expect(verdicts.at(-1)).toMatch(/^(sound|refused)$/);
    }), { numRuns: 400, seed: 1 });
    expect(verdicts.filter((v) => v === "sound").length).toBeGreaterThan(10);
  });

  it("of random numbers is read as they are written, or refused", async () => {
    const number = fc.double({ min: -1e4, max: 1e4, noNaN: true }).map((v) => v.toPrecision(6));
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(number, number, number), { minLength: 2, maxLength: 12 }), async (rows) => {
      expect(await verdictOn(bytesOf(write([{ increments: rows.map(([a, q, u]) => ({ deviatorStress: `${q} kPa`, axialStrain: `${a} %`, inducedPoreWaterPressure: `${u} kPa` })) }])))).toMatch(/^(sound|refused)$/);
    }), { numRuns: 150, seed: 2 });
  });

  it("of any bytes ends in a mistake", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (noise) => {
      expect(await verdictOn(noise)).toBe("refused");
      expect(diggs.recognise({ name: "a.xml", bytes: noise })).toBeLessThan(1);
    }), { numRuns: 150, seed: 3 });
  });

  it("is recognised by its root, in any encoding; other XML is not", () => {
    expect(diggs.recognise({ name: "a.txt", bytes: bytesOf(healthy) })).toBe(1);
    expect(diggs.recognise({ name: "a.xml", bytes: new Uint8Array(Uint16Array.from(`\ufeff${healthy}`, (c) => c.charCodeAt(0)).buffer) })).toBe(1);
    expect(diggs.recognise({ name: "a.xml", bytes: bytesOf("<html/>") })).toBe(0);
    expect(diggs.recognise({ name: "a.csv", bytes: bytesOf("strain,q\n0,0\n") })).toBe(0);
  });
});
