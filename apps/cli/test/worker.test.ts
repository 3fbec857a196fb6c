import { startPostgres } from "@inversa/testing/postgres";
import { expect, it } from "vitest";
import { demoData, emptyFolder, inversa, spawned, start } from "./inversa.ts";

it("a worker, and a run that wants workers, say what is missing", async () => {
  const worker = await inversa(["worker"]);
  expect(worker).toMatchObject({ code: 2, stderr: expect.stringMatching(/No database is named[^]*--database-url postgres:\/\/[^]*argument-invalid/) });
  const folder = await emptyFolder();
  const asked = ["estimate", "--model", "soil/duncan-chang-eb", "--data", demoData("CD-100kPa.csv"), "--estimator", "bp", "--samples", "20", "--engine", "queue"];
  const nowhere = await spawned(asked, folder, "", { DATABASE_URL: "" });
  expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringMatching(/No database is named[^]*engine queue/) });
  const silent = await inversa([...asked, "--database-url", "postgres://inversa@127.0.0.1:9/inversa"], { cwd: folder });
  expect(silent).toMatchObject({ code: 2, stderr: expect.stringMatching(/It does not answer \(connect ECONNREFUSED 127.0.0.1:9\)/) });
  expect(await inversa([...asked.slice(0, -1), "quue"], { cwd: folder })).toMatchObject({ code: 2, stderr: expect.stringContaining("Did you mean \"queue\"?") });
});

it("a worker ends when asked and says what it did; meanwhile doctor sees it", async ({ skip, onTestFinished }) => {
  const server = await startPostgres();
  if (!server) return skip("no PostgreSQL under /usr/lib/postgresql (apt-get install postgresql)");
  onTestFinished(() => server.stop());
  const folder = await emptyFolder();
  const { child, answer } = start(["worker", "--threads", "1", "--json", "--database-url", server.url], folder);
  await new Promise<void>((resolve) => { child.stderr!.on("data", (text: string) => { if (text.includes("waits for work")) resolve(); }); });
  const doctor = await inversa(["doctor", "--json", "--database-url", server.url], { cwd: folder });
  expect((JSON.parse(doctor.stdout) as { checks: { name: string }[] }).checks.find(({ name }) => name === "engine queue")).toEqual({ name: "engine queue", verdict: "ok", found: "1 worker with 1 thread, 0 of them busy" });
  child.kill("SIGTERM");
  const { code, stdout } = await answer;
  expect([code, JSON.parse(stdout)]).toEqual([0, { schema: 1, chunks: 0, samples: 0, seconds: 0, late: 0, failed: 0, handedBack: 0 }]);
});
