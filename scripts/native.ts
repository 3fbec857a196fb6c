/**
 * Makes TensorFlow's native library available for training: `./pnpmw native [--from FOLDER|WHEEL] [--force]`. The ordinary installation of
 * tfjs-node where its download host answers; else its addon is compiled against a TensorFlow that is already there or that pip can fetch.
 * Everything goes into `.inversa/native` (or the folder INVERSA_NATIVE names); without it networks train on WebAssembly, with the same results.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { downloaded, type Found, installed, libraries, named } from "./native/find-tensorflow.ts";

const version = "4.22.0";
const root = resolve(import.meta.dirname, "..");
const folder = resolve(process.env["INVERSA_NATIVE"] ?? join(root, ".inversa", "native"));
const ready = join(folder, "ready.json");
const tfjs = join(folder, "node_modules", "@tensorflow", "tfjs-node");
const addon = join(tfjs, "lib", "napi-v8", "tfjs_binding.node");

const values = options();

if (existsSync(ready) && !values.force && !values.from) {
  say(verdict(smoke(), "It was installed before; --force installs it anew."));
} else {
  const origin = await install();
  writeFileSync(ready, `${JSON.stringify({ tfjs: version, origin }, null, 2)}\n`);
  const result = smoke();
  if ("failure" in result) rmSync(ready, { force: true });
  say(verdict(result, `Its library came from ${origin}.`));
}

function options(): { from?: string; force: boolean } {
  try {
    return parseArgs({ options: { from: { type: "string" }, force: { type: "boolean", default: false } } }).values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\nUsage: ./pnpmw native [--from FOLDER|WHEEL] [--force]\n`);
    return process.exit(2);
  }
}

/** Installs and says where the library came from; ends the process with a message where that is not possible here. */
async function install(): Promise<string> {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(tfjs, "binding", "tfjs_backend.cc"))) {
    say(`Installing @tensorflow/tfjs-node ${version} from the npm registry into ${folder} ...`);
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    const npm = npmCommand(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder, `@tensorflow/tfjs-node@${version}`]);
    if (npm.failure) give(`npm could not install @tensorflow/tfjs-node.\n${npm.failure}`);
  }
  if (!values.from && (await hostAnswers())) {
    say("The download host answers: the ordinary installation ...");
    const rebuilt = npmCommand(["rebuild", "--prefix", folder, "@tensorflow/tfjs-node"]);
    if (!rebuilt.failure && existsSync(addon)) return "the ordinary installation of tfjs-node";
    say(`It did not succeed (${rebuilt.failure?.split("\n").at(-1) ?? "there is no addon afterwards"}); compiling instead.`);
  }
  if (process.platform !== "linux") give(`Outside Linux only the ordinary installation is known to work, and the download host of tfjs-node does not answer.`);
  const compiler = process.env["CXX"] ?? "g++";
  if (spawnSync(compiler, ["--version"]).status !== 0) give(`There is no C++ compiler (${compiler}) to build the addon with. Install g++ (Debian, Ubuntu: apt install g++), or set CXX, and run this again.`);

  const tensorflow = await search();
  rmSync(ready, { force: true });
  say(`Compiling the addon against ${tensorflow.origin} ...`);
  compile(compiler, tensorflow.folder);
  return tensorflow.origin;
}

async function search(): Promise<{ folder: string; origin: string }> {
  const places: Array<() => Found | Promise<Found>> = values.from
    ? [() => named(resolve(process.env["INVERSA_CWD"] ?? process.cwd(), values.from!), folder)]
    : [() => kept(), installed, () => (say("Asking pip for tensorflow-cpu (about 250 MB) ..."), downloaded(folder))];
  const reasons: string[] = [];
  for (const place of places) {
    const found = await place();
    if ("folder" in found) return found;
    reasons.push(found.missing);
  }
  return give(`No TensorFlow was found: ${reasons.join("; ")}.\nInstall one (pip install tensorflow-cpu) or name one: ./pnpmw native --from FOLDER or WHEEL.`);
}

/** What an earlier run unpacked. */
function kept(): Found {
  const earlier = join(folder, "tensorflow");
  return libraries.every((library) => existsSync(join(earlier, library))) ? { folder: earlier, origin: "an earlier download" } : { missing: "none was downloaded before" };
}

function compile(compiler: string, tensorflow: string): void {
  const include = createRequire(join(root, "package.json"))("node-api-headers").include_dir as string;
  mkdirSync(dirname(addon), { recursive: true });
  // Own copies are found relative to the addon, so that the repository may move; others where they are.
  const runtime = tensorflow.startsWith(folder) ? `$ORIGIN/${relative(dirname(addon), tensorflow)}` : tensorflow;
  const { status, stderr } = spawnSync(
    compiler,
    [
      "-O2", "-std=c++17", "-shared", "-fPIC", "-DNAPI_VERSION=8", `-I${include}`, `-I${join(tensorflow, "include")}`,
      join(tfjs, "binding", "tfjs_backend.cc"), join(tfjs, "binding", "tfjs_binding.cc"), "-o", addon,
      `-L${tensorflow}`, ...libraries.map((library) => `-l:${library}`), `-Wl,-rpath,${runtime}`,
    ],
    { encoding: "utf8" },
  );
  if (status !== 0) give(`The addon does not compile against ${tensorflow}:\n${stderr.split("\n").slice(0, 15).join("\n")}`);
}

interface Trial {
  readonly label: string;
  readonly seconds: number;
  /** After the first and after the last epoch. */
  readonly first: number;
  readonly loss: number;
}
type Smoke = { readonly native: Trial; readonly wasm: Trial } | { readonly failure: string };

/** Trains one network natively and on wasm in a child process. */
function smoke(): Smoke {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [join(root, "scripts", "native", "smoke.ts")], { encoding: "utf8", env: { ...process.env, INVERSA_NATIVE: folder }, timeout: 300_000 });
  if (status !== 0) return { failure: signal ? `the training ended by ${signal}` : (stderr.split("\n").find((line) => /Error/.test(line)) ?? `the training ended with code ${status}`) };
  const [native, wasm] = JSON.parse(stdout) as [Trial, Trial];
  return { native, wasm };
}

function verdict(result: Smoke, about: string): string {
  if ("failure" in result) {
    process.exitCode = 1;
    return `The native library was installed but does not work here: ${result.failure}.\nNetworks keep training on WebAssembly.`;
  }
  const { native, wasm } = result;
  const difference = Math.abs(native.loss - wasm.loss) / wasm.loss;
  // Float32 rounding grows over the 100 steps of the trial; a wrong kernel shows in the first digits.
  if (!(native.loss < native.first && difference < 1e-3)) {
    process.exitCode = 1;
    rmSync(ready, { force: true });
    return `The native library loads but computes something else: loss ${native.loss} where WebAssembly has ${wasm.loss}. It will not be used.`;
  }
  const seconds = (run: Trial): string => `${run.seconds.toFixed(2)} s`;
  return `Ready: ${native.label}. ${about}\nA trial training took ${seconds(native)} (${wasm.label}: ${seconds(wasm)}); losses agree to ${difference.toExponential(0)}.\nNetworks train on it from now on; INVERSA_TENSOR_ENGINE=wasm asks for WebAssembly.`;
}

async function hostAnswers(): Promise<boolean> {
  const base = process.env["TFJS_NODE_CDN_STORAGE"] ?? process.env["CDN_STORAGE"] ?? "https://storage.googleapis.com/";
  try {
    await fetch(base, { method: "HEAD", signal: AbortSignal.timeout(5000) });
    return true;
  } catch {
    return false;
  }
}

function npmCommand(args: readonly string[]): { readonly failure?: string } {
  const { status, stderr, error } = spawnSync("npm", args, { encoding: "utf8", shell: process.platform === "win32", stdio: ["ignore", "ignore", "pipe"] });
  return status === 0 ? {} : { failure: error?.message ?? stderr.trim() };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function give(reason: string): never {
  process.stderr.write(`${reason}\nNetworks keep training on WebAssembly, with the same results.\n`);
  process.exit(1);
}
