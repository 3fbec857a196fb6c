import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, deflateRawSync } from "node:zlib";
import { InputError } from "@inversa/core";
import { createApp, type App } from "@inversa/runtime";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { serve, type RunningServer } from "../src/index.ts";
import { fairLine } from "../src/work/fair-line.ts";
import { openWorkPool } from "../src/work/work-pool.ts";
import { type Client, clientOf, demoFiles } from "./client.ts";
import { prepareDatabase } from "./prepared-database.ts";

const never = new AbortController().signal;

describe("the line for the processes that work for requests", () => {
  it("calls parties in turn, however many of one came first, and gives none all places", async () => {
    const line = fairLine(2, 100);
    const served: string[] = [];
    const visit = async (party: string): Promise<void> => {
      const leave = await line.enter(party, never);
      served.push(party);
      await new Promise(setImmediate);
      leave();
    };
    await Promise.all([...Array.from({ length: 10 }, () => visit("many")), visit("one"), visit("other")]);
    expect(served.slice(0, 4).toSorted()).toEqual(["many", "many", "one", "other"]);
  });

  it("serves everybody who stays, holds no more places than there are, and refuses who has too many waiting", async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(fc.record({ party: fc.constantFrom("a", "b", "c"), leaves: fc.boolean() }), { maxLength: 40 }), async (places, visitors) => {
      const line = fairLine(places, 8);
      let inside = 0;
      const ends = await Promise.all(visitors.map(async ({ party, leaves }, i) => {
        const gone = new AbortController();
        if (leaves) setTimeout(() => gone.abort("gone"), i % 3);
        try {
          const leave = await line.enter(party, gone.signal);
          const crowd = ++inside;
          await new Promise(setImmediate);
          inside--;
          leave();
          return { party, leaves, crowd };
        } catch (error) {
          return { party, leaves, crowd: 0, why: error instanceof InputError ? error.code : error };
        }
      }));
      expect(Math.max(0, ...ends.map(({ crowd }) => crowd))).toBeLessThanOrEqual(places);
      for (const { leaves, why } of ends) expect(["served", "server-busy", ...(leaves ? ["gone"] : [])]).toContain(why ?? "served");
      for (const { why, party } of ends) expect(why !== "server-busy" || ends.filter((end) => end.party === party).length > 8).toBe(true);
      // Nobody holds a place any more.
      const all = await Promise.all(["x", "y", "z", "u"].slice(0, places).map((party) => line.enter(party, never)));
      for (const leave of all) leave();
    }), { numRuns: 30 });
  });
});

describe("requests that cost too much", () => {
  let folder: string;
  let app: App;
  let server: RunningServer;
  let client: Client;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "inversa-work-"));
    await prepareDatabase(join(folder, "data"));
    process.env["INVERSA_TEST_GATE"] = join(folder, "gate");
    app = createApp((await import("./fixtures/lab.ts")).default);
    server = await serve(app, { data: join(folder, "data"), version: "0.0.0", threads: 0, limits: { work: { processes: 2, seconds: 8, megabytes: 64, waiting: 3 } }, logLevel: "silent" });
    client = clientOf(server.url);
  });
  afterAll(async () => {
    delete process.env["INVERSA_TEST_GATE"];
    await server?.close();
    await app?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = (way: string, signal: AbortSignal = never): Promise<Response> => fetch(`${server.url}/api/v1/simulate`, {
    method: "POST", headers: { "content-type": "application/json" }, signal,
    body: JSON.stringify({ model: "test/costly", tests: [{ protocol: "drained-triaxial", conditions: { confiningPressure: 100 }, axis: [0] }], options: { way } }),
  });
  /** The process that has begun to work; empties the note. */
  const worker = async (): Promise<number> => {
    for (;;) {
      const pid = Number(await Promise.resolve().then(() => readFileSync(join(folder, "gate.process"), "utf8")).catch(() => ""));
      if (pid > 0) {
        await rm(join(folder, "gate.process"));
        return pid;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  /** Processes that this one has started for requests. */
  const workersBeside = (): number[] => readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("work-process") && readFileSync(`/proc/${pid}/status`, "utf8").includes(`PPid:\t${process.pid}\n`);
    } catch {
      return false;
    }
  });

  it("end with words: without end, or with more than memory holds in one piece, in many, or beside the heap; the server answers meanwhile and afterwards", async () => {
    const endless = ask("time");
    await worker();
    expect((await client.get("/api/v1/models")).status).toBe(200);
    expect(await (await endless).json()).toMatchObject({ status: 422, code: "too-costly", what: "it takes longer than 8 s" });
    for (const way of ["one array", "objects", "bytes"]) expect(await (await ask(way)).json()).toMatchObject({ status: 422, code: "too-costly", what: "it takes more memory than 64 MB" });
    expect((await client.get("/ready")).status).toBe(200);
  });

  it("are given up when nobody waits for the answer any more", async () => {
    const gone = new AbortController();
    const asked = ask("time", gone.signal).catch((error: unknown) => error);
    await rm(join(folder, "gate.process"), { force: true });
    const pid = await worker();
    gone.abort();
    expect(await asked).toMatchObject({ name: "AbortError" });
    await expect.poll(() => { try { return process.kill(pid, 0); } catch { return false; } }).toBe(false);
  });

  it("are done again, once, when their process is killed; proposals and previews too, at any moment", async () => {
    const killed = ask("time");
    for (let n = 0; n < 2; n++) process.kill(await worker(), "SIGKILL");
    expect(await (await killed).json()).toMatchObject({ status: 422, code: "too-costly", what: expect.stringContaining("twice") as string });

    const { body: { items } } = await client.upload(await demoFiles());
    const files = items.map(({ id }: { id: string }) => id) as string[];
    const requests = [() => client.post("/api/v1/studies/propose", { model: "soil/duncan-chang-eb", files }), () => client.post("/api/v1/files/preview", { files })];
    for (const [n, request] of requests.entries()) {
      const asked = request();
      await expect.poll(workersBeside, { interval: 5 }).not.toEqual([]);
      await new Promise((resolve) => setTimeout(resolve, 100 * n));
      for (const pid of workersBeside()) process.kill(pid, "SIGKILL");
      expect((await asked).status).toBe(200);
    }
    expect(existsSync(join(folder, "data", "work")) ? readdirSync(join(folder, "data", "work")) : []).toEqual([]);
  }, 60_000);

  it("are refused while too many wait already, with the time after which to come again", async () => {
    const gone = new AbortController();
    const asked = Array.from({ length: 4 }, () => ask("time", gone.signal).catch(() => undefined));
    await worker();
    await expect.poll(async () => (await client.post("/api/v1/simulate", { model: "test/costly", tests: [{}] })).status, { interval: 50 }).toBe(503);
    const refused = await client.post("/api/v1/simulate", {});
    expect(refused).toMatchObject({ status: 503, body: { code: "server-busy" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    gone.abort();
    await Promise.all(asked);
  });

  it("by an upload that unpacks to a quarter of a gigabyte are refused, whether it says so or lies", async () => {
    const bomb = zip("xl/worksheets/sheet1.xml", blanks(257), 257 * 2 ** 20);
    const { body: { items: [honest, liar, flat] } } = await client.upload([["bomb.xlsx", bomb], ["liar.xlsx", zip("xl/workbook.xml", deflateRawSync(Buffer.alloc(2 ** 26, 32)), 1000)], ["flat.xlsx", zip("xl/workbook.xml", deflateRawSync(Buffer.alloc(2 ** 24)), 2 ** 24)]]);
    const preview = (id: string) => client.post("/api/v1/files/preview", { files: [id] });
    expect(await preview(honest.id)).toMatchObject({ status: 422, body: { code: "archive-too-large" } });
    expect(await preview(liar.id)).toMatchObject({ status: 422, body: { code: "data-unreadable", what: expect.stringContaining("damaged") as string } });
    expect(await preview(flat.id)).toMatchObject({ status: 422, body: { code: "archive-too-large" } });
  });
});

/** So many deflated megabytes of blanks: the same piece again and again, since deflating all of them takes seconds. */
function blanks(megabytes: number): Buffer {
  const piece = deflateRawSync(Buffer.alloc(2 ** 20, 32), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array.from({ length: megabytes }, () => piece), deflateRawSync(Buffer.alloc(0))]);
}

/** An archive of one deflated file, with the size that it is to claim. */
function zip(name: string, packed: Buffer, claimed: number): Buffer {
  const field = (size: number, value: number): Buffer => {
    const bytes = Buffer.alloc(size);
    bytes.writeUIntLE(value, 0, size);
    return bytes;
  };
  const common = [field(2, 20), field(2, 0), field(2, 8), field(4, 0), field(4, 0), field(4, packed.length), field(4, claimed), field(2, name.length), field(2, 0)];
  const local = Buffer.concat([field(4, 0x04034b50), ...common, Buffer.from(name), packed]);
  const central = Buffer.concat([field(4, 0x02014b50), field(2, 20), ...common, field(2, 0), field(2, 0), field(2, 0), field(4, 0), field(4, 0), Buffer.from(name)]);
  return Buffer.concat([local, central, field(4, 0x06054b50), field(4, 0), field(2, 1), field(2, 1), field(4, central.length), field(4, local.length), field(2, 0)]);
}

it("a second step that takes too long is ended, and whoever asked for it is told what takes longer", async () => {
  const pool = openWorkPool([], { processes: 1, seconds: 0.001, megabytes: 64, waiting: 1 }, tmpdir());
  onTestFinished(() => pool.close());
  const question = { observations: [], typed: [], sent: [], verify: true, bands: false };
  await expect(pool.run("polish", { bytes: new Uint8Array(8), question }, "us", new AbortController().signal)).rejects.toMatchObject({ code: "too-costly", message: expect.stringContaining("make a run") as string });
});
