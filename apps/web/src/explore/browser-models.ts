import { InputError, type ForwardModel, type Plugin } from "@inversa/core";
import { modelNames, type BrowserModelId } from "./model-names.ts";

type Load = () => Promise<{ readonly default: Plugin }>;

const camClay: Load = () => import("@inversa/soil-cam-clay");
const duncanChang: Load = () => import("@inversa/soil-duncan-chang");

/** The plugin of each model, fetched when the model is first looked at, so that nobody pays for another's equations. A model of somebody else's plugin is simulated by the server. */
const plugins: Readonly<Record<BrowserModelId, Load>> = {
  "soil/duncan-chang-eb": duncanChang,
  "soil/duncan-chang-emu": duncanChang,
  "soil/modified-cam-clay": camClay,
  "soil/cam-clay": camClay,
  "soil/hardening-soil": () => import("@inversa/soil-hardening-soil"),
  "soil/hypoplastic-sand": () => import("@inversa/soil-hypoplastic-sand"),
  "soil/lade-duncan": () => import("@inversa/soil-lade-duncan"),
  "soil/tsinghua": () => import("@inversa/soil-tsinghua"),
  "battery/p2d": () => import("@inversa/battery-p2d"),
  "battery/spme": () => import("@inversa/battery-spme"),
};

/** @throws InputError `unknown-id` for a model that the page does not have. */
export async function loadModel(id: string): Promise<ForwardModel> {
  const load = Object.hasOwn(plugins, id) ? plugins[id as BrowserModelId] : undefined;
  const found = load && (await load()).default.models.find((model) => model.id === id);
  if (found) return found;
  throw new InputError("unknown-id", { what: `this page cannot simulate "${id}" by itself`, expected: `one of ${Object.keys(modelNames).join(", ")}` });
}
