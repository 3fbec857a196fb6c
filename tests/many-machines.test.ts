import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { quietRun } from "@inversa/core";
import { createApp, openStore, parseStudyFile, resolveStudy, simulateTrainingSet, trainStudy, type Store } from "@inversa/runtime";
import { startPostgres } from "@inversa/testing/postgres";
import { expect, it } from "vitest";
import soilLab from "../apps/cli/variants/soil-lab.ts";

const text = (engine: string): string => `inversa: 1
model: soil/duncan-chang-eb
data:
  - { id: CD-100, protocol: drained-triaxial, conditions: { confiningPressure: 100 }, axis: { from: 0, to: 0.15, points: 20, spacing: quadratic } }
  - { id: CD-200, protocol: drained-triaxial, conditions: { confiningPressure: 200 }, axis: { from: 0, to: 0.15, points: 20, spacing: quadratic } }
estimate:
  K: { distribution: log-uniform, min: 20, max: 400 }
  phi: { distribution: uniform, min: 20, max: 40 }
fixed: { n: 0.5, Rf: 0.7, Kb: 50, m: 0.5, c: 0 }
simulations: { samples: 600, engine: ${engine} }
estimators:
  - { id: bp, settings: { hidden: [{ units: 8, activation: tanh }], epochs: 10, engine: float64 } }
`;

it("a training set and a network made by workers of the command line are the files that this machine makes", async ({ skip, onTestFinished }) => {
  const server = await startPostgres();
  if (!server) return skip("no PostgreSQL under /usr/lib/postgresql (apt-get install postgresql)");
  const before = process.env["DATABASE_URL"];
  process.env["DATABASE_URL"] = server.url;
  const main = fileURLToPath(new URL("../apps/cli/src/main.ts", import.meta.url));
  const workers = [1, 2].map(() => spawn(process.execPath, [main, "worker", "--threads", "1"], { stdio: "ignore" }));
  const folder = await mkdtemp(join(tmpdir(), "inversa-machines-"));
  const app = createApp(soilLab);
  onTestFinished(async () => {
    await app.dispose();
    await Promise.all(workers.map((worker) => new Promise((resolve) => { worker.once("close", resolve).kill("SIGKILL"); })));
    await server.stop();
    await rm(folder, { recursive: true, force: true });
    if (before === undefined) delete process.env["DATABASE_URL"];
    else process.env["DATABASE_URL"] = before;
  });
  const filesBy = async (engine: string): Promise<{ set: Buffer; weights: unknown; store: Store }> => {
    const study = await resolveStudy(app, parseStudyFile(text(engine), "study.yaml"), folder);
    const store = openStore(join(folder, engine));
    const simulated = await simulateTrainingSet(app, study, { store }, quietRun());
    const { inverse } = await trainStudy(app, study, undefined, { simulated }, quietRun(study.study.seed));
    const [name] = (await store.list("simulations")).filter((file) => file.endsWith(".arrow"));
    return { set: await readFile(store.path(`simulations/${name}`)), weights: inverse.save(), store };
  };
  const [many, one] = [await filesBy("queue"), await filesBy("local")];
  expect(many.set.equals(one.set)).toBe(true);
  expect(many.weights).toEqual(one.weights);
});
