import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, rmSync, statfsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { keepDemoStudy } from "./client.ts";
import { prepareDatabase } from "./prepared-database.ts";
import { emptyFolder, start } from "./server-process.ts";

const MiB = 2 ** 20;

/** A disk of its own for a data folder, in memory; undefined where this process may not mount one. */
function smallDisk(folder: string, size: number): { fillUpTo(free: number): void; clear(): void } | undefined {
  mkdirSync(folder);
  if (process.platform !== "linux" || spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder]).status !== 0) return undefined;
  onTestFinished(() => void spawnSync("umount", ["-l", folder]));
  const ballast = join(folder, "ballast");
  const clear = (): void => rmSync(ballast, { force: true });
  return {
    clear,
    fillUpTo: (free) => {
      clear();
      // Others write meanwhile.
      for (let left = Infinity; left > free; ) {
        const { bavail, bsize } = statfsSync(folder);
        left = bavail * bsize;
        if (left > free) appendFileSync(ballast, Buffer.alloc(Math.min(left - free, MiB)));
      }
    },
  };
}

it("on a disk that fills up: nothing more is taken, then nothing is touched, nothing that was accepted is lost, and all goes on when there is space again", async ({ skip }) => {
  const folder = await emptyFolder();
  const disk = smallDisk(join(folder, "data"), 256 * MiB);
  if (!disk) return skip("this process may not mount a file system of its own");
  await prepareDatabase(join(folder, "data"));
  const first = await start(folder);
  const { client } = first;
  const study = await keepDemoStudy(client, "patient");
  const run = (await client.post("/api/v1/runs", { study })).body.id as string;
  await client.events(run, { until: "progress" });
  const upload = (name: string) => client.upload([[name, "axialStrain,q\n0,0\n1,2\n"]]);
  const names = async (from = client): Promise<string[]> => ((await from.get("/api/v1/files")).body.items as { name: string }[]).map(({ name }) => name);
  const doomed = (await upload("doomed.csv")).body.items[0].id as string;

  // Room for what is running: nothing more is taken, all can be read and things can be forgotten.
  disk.fillUpTo(64 * MiB);
  const refused = await upload("a.csv");
  expect(refused).toMatchObject({ status: 503, body: { code: "storage-unavailable", what: "the server's disk is full" } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await client.post("/api/v1/runs", { study })).status).toBe(503);
  expect((await client.remove(`/api/v1/files/${doomed}`)).status).toBe(204);
  expect(await names()).not.toContain("doomed.csv");

  // Not even that: the database is not touched, and says so instead of hanging; meanwhile the run would like to end.
  disk.fillUpTo(2 * MiB);
  for (let n = 0; n < 3; n++) expect(await client.get("/api/v1/files")).toMatchObject({ status: 503, body: { what: "the server's disk is full" } });
  await writeFile(join(folder, "gate"), "");
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect((await client.get("/ready")).status).toBe(503);

  disk.clear();
  await expect.poll(async () => (await client.get(`/api/v1/runs/${run}`)).body?.status as string, { timeout: 60_000, interval: 200 }).toBe("done");
  expect((await client.events(run)).filter(({ event }) => event === "done")).toHaveLength(1);
  expect((await upload("b.csv")).status).toBe(201);
  const kept = await names();
  await first.end("SIGKILL");

  // A server is not started on a full disk either, in words, and finds everything afterwards.
  disk.fillUpTo(2 * MiB);
  await expect(start(folder)).rejects.toThrow(/disk is full .* Free space there/s);
  disk.clear();
  const next = await start(folder);
  expect(await names(next.client)).toEqual(kept);
  expect((await next.client.get(`/api/v1/runs/${run}`)).body).toMatchObject({ status: "done", estimates: [{ estimator: "patient" }] });
  expect(await next.end("SIGTERM")).toBe(0);
}, 180_000);
