import type { Engine } from "../engine.ts";
import { openTensorFlow, type TF } from "./session.ts";

/** tfjs-node as a module: the whole of TensorFlow.js with the backend `tensorflow`. */
type TFNode = TF & { readonly version: { readonly "tfjs-node"?: string } };

/**
 * TensorFlow itself, through tfjs-node: from this package's neighbours or from `.inversa/native` (made by `./pnpmw native`) in a folder above the
 * working folder or above this package; INVERSA_NATIVE names another such folder. @throws Error saying why there is none
 */
export async function loadNative(): Promise<Engine> {
  if (typeof process === "undefined" || !process.versions?.node) throw new Error("tfjs-node needs Node");
  const { createRequire } = await import("node:module");
  const { existsSync } = await import("node:fs");
  const path = await import("node:path");
  const { fileURLToPath } = await import("node:url");
  const here = path.dirname(fileURLToPath(import.meta.url));

  const named = process.env["INVERSA_NATIVE"];
  const folders = named ? [path.resolve(named)] : [process.cwd(), here].flatMap((start) => ancestors(start, path.dirname).map((folder) => path.join(folder, ".inversa", "native")));
  const ready = folders.find((folder) => existsSync(path.join(folder, "ready.json")));
  if (named && !ready) throw new Error(`INVERSA_NATIVE names ${named}, which holds no finished installation (./pnpmw native makes one)`);
  const origins = [...(named ? [] : [here, process.cwd()]), ...(ready ? [ready] : [])].map((folder) => createRequire(path.join(folder, "from.js")));
  const origin = origins.find((from) => resolves(from));
  if (!origin) throw new Error("tfjs-node is not installed (./pnpmw native gets it)");

  restoreRemovedFunctions(origin);
  // Networks of this size are bound by the cost of a call, not of its arithmetic: one thread without oneDNN is a third faster, and repeatable.
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "3";
  process.env["TF_ENABLE_ONEDNN_OPTS"] ??= "0";
  process.env["TF_NUM_INTRAOP_THREADS"] ??= "1";
  process.env["TF_NUM_INTEROP_THREADS"] ??= "1";
  // Its own tfjs-core first, so that nothing is printed while kernels another engine has registered are registered again.
  const own = createRequire(origin.resolve("@tensorflow/tfjs-node"));
  (own("@tensorflow/tfjs-core") as TF).enableProdMode();
  const tf = origin("@tensorflow/tfjs-node") as TFNode;
  if (!(await tf.setBackend("tensorflow"))) throw new Error("tfjs-node could not start its backend");
  await tf.ready();
  const version = tf.version["tfjs-node"] ?? tf.version_core;
  const library = (tf.backend() as unknown as { binding?: { TF_Version?: string } }).binding?.TF_Version;
  return {
    info: { name: "native", label: `tfjs-node ${version}${library ? ` (TensorFlow ${library})` : ""}`, version },
    open: (plan) => openTensorFlow(tf, "tensorflow", plan),
  };
}

/** tfjs-node 4.22 calls util.isNullOrUndefined, which Node 23 removed (fixed upstream in 2025, never released). */
function restoreRemovedFunctions(from: NodeJS.Require): void {
  const util = from("node:util") as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
}

function resolves(from: NodeJS.Require): boolean {
  try {
    from.resolve("@tensorflow/tfjs-node");
    return true;
  } catch {
    return false;
  }
}

function ancestors(start: string, parentOf: (folder: string) => string): string[] {
  const parent = parentOf(start);
  return parent === start ? [start] : [start, ...ancestors(parent, parentOf)];
}
