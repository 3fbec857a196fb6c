import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { demoData, emptyFolder, inversa } from "./inversa.ts";

const files = ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"];

it("a trained estimator is written once and answers other files, without its study, as the study does", async () => {
  const cwd = await emptyFolder();
  for (const name of files) await copyFile(demoData(name), join(cwd, name));
  const study = (await readFile(demoData("study.yaml"), "utf8")).replace("samples: 2000", "samples: 300").replace(/estimators:\n(?: {2}- .*\n)+/, "estimators: [{ id: bp, settings: { hidden: [{ units: 8, activation: tanh }], epochs: 5 } }]\n");
  await writeFile(join(cwd, "study.yaml"), study);
  const trained = await inversa(["train", "study.yaml", "--out", "soil", "--json", "--threads", "0"], { cwd });
  expect(JSON.parse(trained.stdout)).toMatchObject({ files: [join(cwd, "soil.safetensors")], trained: [{ estimator: "bp" }] });
  const whole = JSON.parse((await inversa(["estimate", "study.yaml", "--json"], { cwd })).stdout);

  const other = await emptyFolder();
  for (const name of files) await copyFile(demoData(name), join(other, `new ${name}`));
  await copyFile(join(cwd, "soil.safetensors"), join(other, "soil.safetensors"));
  const { code, stdout } = await inversa(["estimate", "soil.safetensors", "--data", "new CD-400kPa.csv", "new CD-100kPa.csv", "new CD-200kPa.csv", "--json", "--out", "estimate.json"], { cwd: other });
  expect(code).toBe(0);
  const found = JSON.parse(stdout);
  expect(found.parameters).toEqual(whole.parameters);
  expect(found.observations.map(({ source }: { source: { file: string } }) => source.file)).toEqual(files.map((name) => `new ${name}`));
  expect(JSON.parse(await readFile(join(other, "estimate.json"), "utf8")).fit.map(({ r2 }: { r2: number }) => r2)).toEqual(whole.fit.map(({ r2 }: { r2: number }) => r2));

  const two = await inversa(["estimate", "soil.safetensors", "--data", "new CD-400kPa.csv", "new CD-100kPa.csv"], { cwd: other });
  expect([two.code, two.stderr]).toEqual([2, expect.stringMatching(/trained for: CD-100kPa \(drained-triaxial, confiningPressure 100 kPa/)]);
  expect(await inversa(["estimate", "soil.safetensors"], { cwd: other })).toMatchObject({ code: 2, stderr: expect.stringContaining("--data FILE") as string });
  expect(await inversa(["estimate", "soil.safetensors", "--data", "new CD-400kPa.csv", "--samples", "100"], { cwd: other })).toMatchObject({ code: 2, stderr: expect.stringContaining("--samples") as string });
  expect(await inversa(["estimate", "sand.safetensors", "--data", "new CD-400kPa.csv"], { cwd: other })).toMatchObject({ code: 2, stderr: expect.stringContaining("does not exist") as string });
}, 60_000);
