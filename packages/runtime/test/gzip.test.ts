import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { defineApp, definePlugin, defineSource } from "@inversa/core";
import { afterAll, describe, expect, it } from "vitest";
import { createApp, readData } from "../src/index.ts";
import { unpacked } from "../src/data/gzip.ts";

/** Says what it was given. */
const echo = defineSource({
  id: "echo", name: "Echo", about: "For tests.", extensions: [".csv"], settings: {},
  recognise: ({ name }) => (name.endsWith(".csv") ? 1 : 0),
  read: async (files) => files.map(({ name, bytes }) => ({ file: name, observations: [], inferred: [{ what: new TextDecoder().decode(bytes), because: "" }], warnings: [] })),
});
const app = createApp(defineApp({ name: "echo", about: "", plugins: [definePlugin({ name: "echo", contract: 1, sources: [echo] })], defaults: {} }));
const folder = await mkdtemp(join(tmpdir(), "inversa-gzip-"));
afterAll(async () => {
  await app.dispose();
  await rm(folder, { recursive: true, force: true });
});

const text = "strain,stress\n0,0\n0.01,50\n";
const packed = new Uint8Array(gzipSync(text));
await writeFile(join(folder, "a.csv"), text);
await writeFile(join(folder, "b.csv.gz"), packed);
await writeFile(join(folder, "c.txt.gz"), packed);

describe("a data file that gzip packed", () => {
  it.each([["by name", ["b.csv.gz"], ["b.csv"]], ["by pattern", ["b*.gz"], ["b.csv"]], ["in a folder, where its kind counts", ["."], ["a.csv", "b.csv"]]])("is read as what is in it: named %s", async (_, paths, names) => {
    const readings = await readData(app, paths, { folder });
    expect(readings.map(({ file }) => file)).toEqual(names);
    for (const { inferred } of readings) expect(inferred[0]!.what).toBe(text);
  });
  it("is refused where it is cut short, is none, or unpacks to more than it may", async () => {
    await expect(unpacked({ name: "cut.csv.gz", bytes: packed.subarray(0, 20) })).rejects.toThrow(/cut\.csv\.gz: it cannot be unpacked .*Copy it/);
    await expect(unpacked({ name: "text.csv.gz", bytes: new TextEncoder().encode(text) })).rejects.toThrow(/is called a file of gzip and is none/);
    const swelling = new Uint8Array(gzipSync(new Uint8Array(3 * 2 ** 20)));
    await expect(unpacked({ name: "zeros.csv.gz", bytes: swelling }, 2 ** 20)).rejects.toMatchObject({ code: "archive-too-large", message: expect.stringMatching(/zeros\.csv\.gz: it unpacks to more than 1 MB/) as string });
    expect((await unpacked({ name: "zeros.csv.gz", bytes: swelling })).bytes.length).toBe(3 * 2 ** 20);
  });
  it("is left to importers under its own name: what none of them knows is refused", () => expect(readData(app, ["c.txt.gz"], { folder })).rejects.toThrow(/c\.txt: nothing in this app variant recognises/));
  it("may have no ending that says so", async () => expect((await unpacked({ name: "b.csv", bytes: packed })).name).toBe("b.csv"));
});
