/** `./pnpmw new soil-my-model`: a plugin to start from, with a working model, its contract test and its place in an app variant explained. */
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesUnder, root } from "./workspace.ts";

const name = process.argv[2] ?? "";
const fail = (message: string): never => {
  process.stderr.write(`${message}\nExample: ./pnpmw new soil-my-model\n`);
  process.exit(2);
};

if (!/^(soil|battery|estimator|source|export|engine)-[a-z][a-z0-9-]*$/.test(name)) {
  fail(`"${name}" is not a plugin name. Expected soil-, battery-, estimator-, source-, export- or engine- and a name in lower case.`);
}
if (!name.startsWith("soil-")) fail("The template is a soil model. For another kind, copy the nearest plugin in plugins/ and change it; CONTRIBUTING.md says what to look at.");
const folder = `plugins/${name}`;
if (existsSync(join(root, folder))) fail(`${folder} exists already.`);

cpSync(join(root, "templates/plugin"), join(root, folder), { recursive: true });
const model = name.slice("soil-".length);
const identifier = model.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
for (const file of filesUnder(folder, () => true)) {
  const text = readFileSync(join(root, file), "utf8");
  writeFileSync(join(root, file), text.replaceAll("template-plugin", name).replaceAll("soil/mohr-coulomb", `soil/${model}`).replaceAll("mohrCoulomb", identifier));
}
process.stdout.write(`${folder} is ready:
  src/model.ts                equations and declarations; change these first
  test/references/*.json      curves that the model must reproduce, with their source
  test/contract.test.ts       the tests that every plugin passes

Next:
  ./pnpmw install
  ./pnpmw exec vitest run ${folder}
  ./pnpmw --silent inversa describe soil/${model} --plugin ${folder}/src/index.ts
To make it part of an app, import it in apps/cli/variants/soil-lab.ts and list it under plugins.
`);
