import { createHash } from "node:crypto";
import { readFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { errorCodes } from "@inversa/core";
import { createApp, type App } from "@inversa/runtime";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trueTest } from "../../../plugins/source-battery/test/cell.ts";
import { maccorTab, mpr, mpt, ndax, newareChinese } from "../../../plugins/source-battery/test/writers.ts";
import { drained, triaxial } from "../../../plugins/source-ags4/test/writing.ts";
import { undrained, write } from "../../../plugins/source-diggs/test/writing.ts";
import { gdsFile } from "../../../plugins/source-gds/test/gdslab.ts";
import { serve, type RunningServer } from "../src/index.ts";
import { type Client, clientOf, demoFiles } from "./client.ts";
import { fileName } from "./fuzz/hostile.ts";
import { prepareDatabase } from "./prepared-database.ts";

/** Files of each kind; `INVERSA_FUZZ_FILES=1000` for a long run. */
const each = Number(process.env["INVERSA_FUZZ_FILES"] ?? 40);
const seed = Number(process.env["INVERSA_FUZZ_SEED"] ?? 1);
/** Milliseconds: a long run on a machine with other work takes longer than a test may otherwise. */
const patience = each > 40 ? 24 * 3600_000 : 60_000;

describe("what is uploaded", () => {
  let folder: string;
  let app: App;
  let server: RunningServer;
  let client: Client;
  let real: readonly (readonly [name: string, bytes: Uint8Array])[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "inversa-uploads-"));
    await prepareDatabase(join(folder, "data"));
    app = createApp((await import("./fixtures/formats.ts")).default);
    server = await serve(app, { data: join(folder, "data"), version: "0.0.0", atOnce: 0, limits: { requestsPerMinute: 1e9, fileBytes: 500_000 }, logLevel: "silent" });
    client = clientOf(server.url);
    const text = (content: string | Uint8Array): Uint8Array => (typeof content === "string" ? new TextEncoder().encode(content) : content);
    const cycler = trueTest(600);
    real = [
      (await demoFiles())[0]!, ["laboratory.xlsx", await readFile(join(import.meta.dirname, "../../../plugins/source-xlsx/test/files/laboratory.xlsx"))],
      ["S1.csv", text(gdsFile())], ["site.ags", text(triaxial([drained]))], ["site.xml", text(write([undrained]))],
      ["a.mpr", mpr(cycler)], ["a.ndax", ndax(cycler)], ["a.mpt", text(mpt(cycler))], ["a.txt", text(maccorTab(cycler))], ["a.csv", text(newareChinese(cycler))],
    ];
  }, patience);
  afterAll(async () => {
    await server?.close();
    await app?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

  /** Uploads a file, looks that it is kept as it is or refused with words, and that a look into it ends in a reading or in words. @returns The status of the look. */
  async function kept(name: string, bytes: Uint8Array): Promise<number> {
    const uploaded = await client.upload([[name, bytes]]);
    if (uploaded.body.code === "request-invalid") return uploaded.status;
    expect(uploaded.status).toBe(201);
    const [file] = uploaded.body.items as [{ id: string; name: string; sha256: string; size: number }];
    expect(file).toMatchObject({ sha256: sha256(bytes), size: bytes.length });
    // A name that is one everywhere, and cannot be taken for a path or a pattern.
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(file.name).not.toMatch(/[/\\\u0000-\u001f<>:"|?*]|^[.~]|\.$/);
    const { id } = file;
    expect(sha256(new Uint8Array(await (await fetch(`${server.url}/api/v1/files/${id}/content`)).arrayBuffer()))).toBe(sha256(bytes));
    const preview = await client.post("/api/v1/files/preview", { files: [id] });
    const words = preview.status === 200 ? preview.body.readings[0].file === file.name : preview.status === 422 && Object.hasOwn(errorCodes, preview.body.code as string) && preview.body.what !== "";
    expect(words, `${preview.status} ${preview.text.slice(0, 500)}`).toBe(true);
    expect(preview.text).not.toMatch(/\/work\/|node_modules|\.ts:\d+/);
    expect(preview.text).not.toContain(folder);
    return preview.status;
  }

  it("is kept byte for byte under a name that is safe, or refused, whatever its name and bytes", async () => {
    await fc.assert(fc.asyncProperty(fileName, fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: "grapheme", maxLength: 300 }).map((text) => new TextEncoder().encode(text))), async (name, bytes) => { expect([200, 400, 422]).toContain(await kept(name, bytes)); }), { numRuns: 2 * each, seed });
  }, patience);

  it("is read, asked about or refused with words when it is a file of an instrument that was cut, changed or patched together", async () => {
    for (const [name, bytes] of real) expect([name, await kept(name, bytes)]).toEqual([name, 200]);
    const at = fc.double({ min: 0, max: 1, noNaN: true });
    const changed = fc.constantFrom(...real).chain(([name, bytes]) => fc.oneof(
      at.map((share) => bytes.subarray(0, Math.floor(share * bytes.length))),
      fc.array(fc.tuple(at, fc.nat(255)), { minLength: 1, maxLength: 8 }).map((changes) => { const copy = bytes.slice(); for (const [share, byte] of changes) copy[Math.floor(share * (bytes.length - 1))] = byte; return copy; }),
      fc.tuple(at, at).map(([a, b]) => { const [from, to] = [Math.min(a, b), Math.max(a, b)].map((share) => Math.floor(share * bytes.length)) as [number, number]; return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]); }),
      fc.tuple(at, at).map(([a, b]) => { const [from, to] = [a, b].map((share) => Math.floor(share * bytes.length)) as [number, number]; return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]); }),
    ).map((content) => [name, content] as const));
    await fc.assert(fc.asyncProperty(changed, async ([name, bytes]) => { expect([200, 422]).toContain(await kept(name, bytes)); }), { numRuns: 2 * each, seed });
  }, patience);
});
