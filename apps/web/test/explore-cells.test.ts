import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { serveExplore } from "../src/explore/host.ts";
import type { Port } from "../src/explore/messages.ts";
import { Session } from "../src/explore/session.ts";
import { openLine, testsOf } from "./explore.ts";

const folder = join(import.meta.dirname, "../../../../shared/data/battery");
const there = existsSync(folder);
// oxlint-disable-next-line no-console -- who runs the tests should know why they are skipped
if (!there) console.warn("apps/web: no collection of cycler files beside the repository, so Explore is tried on a made-up one alone");

/** A discharge at 5 A from full with a pause before it, as a plain table. */
const table = (rows: number): Uint8Array => new TextEncoder().encode(["time/s,voltage/V,current/A", ...Array.from({ length: rows }, (_, i) => `${i * 10},${i < 3 ? 4.18 : (4 - 1.1 * (i / rows) ** 2).toFixed(4)},${i < 3 ? 0 : 5}`)].join("\n"));

describe("files of cyclers in the page", () => {
  it("are read, packed too, asked about where they do not say how full the cell is, and driven through the model", async () => {
    const { client, frames, problems, next, close } = openLine();
    const files = [{ name: "cell.csv.gz", bytes: new Uint8Array(gzipSync(table(300))) }];
    await expect(client.read("battery/spme", files)).rejects.toThrow(/initialSoc/);
    const read = await client.read("battery/spme", files, { initialSoc: 1 });
    const tests = testsOf(read);
    expect(tests[0]!.conditions).toMatchObject({ initialSoc: 1 });
    client.simulate({}, { model: "battery/spme", options: {}, tests });
    await next();
    expect(problems).toEqual([]);
    const [fit] = frames[0]!.frame.fits;
    expect(fit!.response).toBe("voltage");
    // A made-up curve from 4 V to 2.9 V: the cell of Chen et al. at 1C is within 0.3 V of anything like it.
    expect(fit!.rmse).toBeLessThan(0.3);
    close();
  });
  it("are fitted from what the cell's description holds, where nobody has moved a slider", async () => {
    const { port1, port2 } = new MessageChannel();
    serveExplore(port1 as unknown as Port);
    const session = new Session(port2 as unknown as Port);
    await session.open("battery/spme");
    await session.openFiles([{ name: "cell.csv", bytes: table(60) }], { initialSoc: 1 });
    await session.fit();
    const { refused, failure, found, parameters, model } = session.state();
    expect([refused, failure]).toEqual([undefined, undefined]);
    const [preset] = Object.values(model!.presets!);
    expect(found!.estimate.parameters.map(({ name }) => name).toSorted()).toEqual(preset!.parameters.toSorted());
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining([...preset!.parameters]));
    session.undo();
    expect(session.state().parameters).toEqual({});
    port1.close();
    port2.close();
  });
  it("of Arbin's databases are refused where there is no Buffer, with what to do", async () => {
    const { Buffer: kept } = globalThis;
    const { client, close } = openLine();
    const bytes = new Uint8Array(4096);
    bytes.set(new TextEncoder().encode("Standard Jet DB"), 4);
    try {
      Reflect.deleteProperty(globalThis, "Buffer");
      await expect(client.read("battery/p2d", [{ name: "test.res", bytes }])).rejects.toThrow(/test\.res: it is an Access database.*Export the test as CSV/);
    } finally {
      globalThis.Buffer = kept;
      close();
    }
  });
  it.skipIf(!there).each([
    ["lgm50/chen2020_cell02_rate_25degC_maccor.bdf.csv", "battery/p2d"], ["formats/basytec_lgm50_cell785_C2_25degC.csv", "battery/spme"],
  ])("%s: the curve of %s lies over what was measured", async (file, model) => {
    const { client, frames, problems, next, close } = openLine();
    const tests = testsOf(await client.read(model, [{ name: file.split("/").at(-1)!, bytes: new Uint8Array(await readFile(join(folder, file))) }]));
    client.simulate({}, { model, options: {}, tests });
    await next();
    expect(problems).toEqual([]);
    const fits = frames[0]!.frame.fits.filter(({ response }) => response === "voltage");
    expect(fits.length).toBe(tests.length);
    // Literature values, not fitted: their authors' own cell is off by 60 mV at C/10 and C/2.
    expect(Math.min(...fits.map(({ rmse }) => rmse))).toBeLessThan(0.12);
    close();
  });
});
