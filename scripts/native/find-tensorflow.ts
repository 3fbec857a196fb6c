import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { unpack } from "./wheel.ts";

/** What of TensorFlow is needed: two shared libraries and its C headers. */
export const libraries = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"] as const;
const headers = ["include/tensorflow/c/", "include/tensorflow/core/platform/ctstring", "include/tsl/platform/ctstring", "include/xla/tsl/c/"];

/** A folder with the libraries and `include/`, or why there is none. */
export type Found = { readonly folder: string; readonly origin: string } | { readonly missing: string };

/** A TensorFlow the user named: its own folder, a folder of Python packages or an environment around it, or a wheel. */
export async function named(from: string, workplace: string): Promise<Found> {
  if (!existsSync(from)) return { missing: `${from} does not exist` };
  if (statSync(from).isFile()) return fromWheel(from, workplace);
  const inside = [from, join(from, "tensorflow"), ...sitePackages(from).map((site) => join(site, "tensorflow"))].find(isTensorFlow);
  return inside ? { folder: inside, origin: inside } : { missing: `${from} holds no ${libraries[0]} with include/tensorflow/c beside it` };
}

/** The TensorFlow of the Python on the path. Asking where it lies does not import it. */
export function installed(): Found {
  const ask = "import importlib.util as u; s = u.find_spec('tensorflow'); print(s.submodule_search_locations[0] if s else '')";
  for (const python of ["python3", "python"]) {
    const { status, stdout } = spawnSync(python, ["-c", ask], { encoding: "utf8" });
    const folder = status === 0 ? stdout.trim() : "";
    if (folder && isTensorFlow(folder)) return { folder, origin: `${python}'s ${folder}` };
  }
  return { missing: "no Python on the path has TensorFlow installed" };
}

/** The wheel that pip downloads; none of it is installed into Python, so any Python with pip will do. */
export async function downloaded(workplace: string): Promise<Found> {
  if (process.platform !== "linux" || process.arch !== "x64") return { missing: "a wheel is only fetched for Linux on x86-64" };
  const python = ["python3", "python"].find((name) => spawnSync(name, ["-m", "pip", "--version"]).status === 0);
  if (!python) return { missing: "there is no Python with pip to download TensorFlow with" };
  const folder = join(workplace, "download");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const wanted = ["--only-binary=:all:", "--platform", "manylinux_2_27_x86_64", "--platform", "manylinux_2_17_x86_64", "--python-version", "311", "--implementation", "cp", "--abi", "cp311"];
  const { status, stderr } = spawnSync(python, ["-m", "pip", "download", "--no-deps", "--disable-pip-version-check", ...wanted, "-d", folder, "tensorflow-cpu"], { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  const wheel = readdirSync(folder).find((name) => name.endsWith(".whl"));
  if (status !== 0 || !wheel) return { missing: `pip could not download tensorflow-cpu: ${stderr.trim().split("\n").at(-1)}` };
  const found = await fromWheel(join(folder, wheel), workplace);
  rmSync(folder, { recursive: true, force: true });
  return "folder" in found ? { ...found, origin: `${wheel} (from pip)` } : found;
}

async function fromWheel(wheel: string, workplace: string): Promise<Found> {
  const folder = join(workplace, "tensorflow");
  rmSync(folder, { recursive: true, force: true });
  const wanted = (name: string): boolean => libraries.some((library) => name === `tensorflow/${library}`) || headers.some((header) => name.startsWith(`tensorflow/${header}`));
  try {
    await unpack(wheel, workplace, wanted);
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
  return isTensorFlow(folder) ? { folder, origin: wheel } : { missing: `${wheel} holds no ${libraries[0]} with C headers` };
}

function isTensorFlow(folder: string): boolean {
  return libraries.every((library) => existsSync(join(folder, library))) && existsSync(join(folder, "include/tensorflow/c/c_api.h"));
}

function sitePackages(environment: string): string[] {
  const lib = join(environment, "lib");
  return existsSync(lib) ? readdirSync(lib).map((version) => join(lib, version, "site-packages")) : [];
}
