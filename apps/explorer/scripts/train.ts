/** Trains the network that the site ships, anew and alike: `./pnpmw exec node apps/explorer/scripts/train.ts`. About a minute. */
import { quietRun } from "@inversa/core";
import { createApp, openStore, parseStudyFile, resolveStudy, trainStudy } from "@inversa/runtime";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import soilLab from "../../cli/variants/soil-lab.ts";
import { shippedStudy } from "./shipped-study.ts";

const folder = join(import.meta.dirname, "../trained");
const app = createApp(soilLab);
const resolved = await resolveStudy(app, parseStudyFile(await readFile(join(folder, "study.yaml"), "utf8"), "study.yaml"), folder);
const kept = await mkdtemp(join(tmpdir(), "inversa-explorer-"));
try {
  const store = openStore(kept);
  const { training } = await trainStudy(app, resolved, "bp", { store }, { ...quietRun(resolved.study.seed), progress: ({ stage, done, total }) => process.stderr.write(`\r${stage} ${done} of ${total ?? "?"}      `) });
  const [file] = await store.list("inverse");
  await copyFile(store.path(`inverse/${file}`), join(folder, "triaxial.safetensors"));
  await writeFile(join(folder, "study.json"), `${JSON.stringify(shippedStudy(resolved))}\n`);
  process.stderr.write(`\n${training.summary}\ntrained on ${training.samples}, calibrated on ${training.heldOut}; 95 % intervals hold ${Object.entries(training.coverage95).map(([name, share]) => `${name} ${(100 * share).toFixed(1)} %`).join(", ")}\n`);
} finally {
  await rm(kept, { recursive: true });
  await app.dispose();
}
