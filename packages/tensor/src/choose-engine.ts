import { InputError } from "@inversa/core";
import type { Engine, EngineInfo, EngineName } from "./engine.ts";
import { float64Engine } from "./float64-engine.ts";

const loaders: Record<EngineName, () => Promise<Engine>> = {
  native: async () => (await import("./tensorflow/load-native.ts")).loadNative(),
  wasm: async () => (await import("./tensorflow/load-wasm.ts")).loadWasm(),
  cpu: async () => (await import("./tensorflow/load-wasm.ts")).loadCpu(),
  float64: async () => float64Engine,
};

/** An engine is loaded once a process; TensorFlow.js keeps its state in globals anyway. */
const loaded = new Map<EngineName, Promise<Engine>>();

function load(name: EngineName): Promise<Engine> {
  let engine = loaded.get(name);
  if (!engine) loaded.set(name, (engine = loaders[name]()));
  return engine;
}

/**
 * The engine that was asked for, by argument or by INVERSA_TENSOR_ENGINE; else the first of native, wasm and float64 that loads.
 * @throws InputError `option-invalid` for a name that does not exist or an engine that does not load
 */
export async function chooseEngine(name?: EngineName): Promise<Engine> {
  const asked = name ?? (typeof process === "undefined" ? undefined : process.env["INVERSA_TENSOR_ENGINE"]);
  if (asked) {
    if (!Object.hasOwn(loaders, asked)) throw new InputError("option-invalid", { where: "engine", what: `${JSON.stringify(asked)} is not known`, expected: Object.keys(loaders).join(", ") });
    try {
      return await load(asked as EngineName);
    } catch (error) {
      const next = asked === "native" ? "Run ./pnpmw native, or leave the engine open" : "Leave the engine open, or ask for float64";
      throw new InputError("option-invalid", { where: "engine", what: `${asked} cannot be used: ${firstLine(error)}`, next }, { cause: error });
    }
  }
  const passedOver: string[] = [];
  for (const candidate of ["native", "wasm"] as const) {
    try {
      const engine = await load(candidate);
      return passedOver.length === 0 ? engine : { ...engine, info: { ...engine.info, passedOver: passedOver.join("; ") } };
    } catch (error) {
      passedOver.push(`${candidate}: ${firstLine(error)}`);
    }
  }
  return { ...float64Engine, info: { ...float64Engine.info, passedOver: passedOver.join("; ") } };
}

/** What trains networks here, and why not something faster. Loads the engine. @throws InputError as train does */
export async function engineInfo(name?: EngineName): Promise<EngineInfo> {
  return (await chooseEngine(name)).info;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0]!.replace(/\.$/, "");
}
