import type { Engine, EngineInfo, EngineName } from "./engine.ts";
import { float64Engine } from "./float64-engine.ts";

export async function chooseEngine(_name?: EngineName): Promise<Engine> {
  return float64Engine;
}
export async function engineInfo(name?: EngineName): Promise<EngineInfo> {
  return (await chooseEngine(name)).info;
}
