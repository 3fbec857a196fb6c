import { InputError, type ForwardModel, type Plugin } from "@inversa/core";

/** A forward model that a page can load: its plugin is fetched when it is first looked at, so that nobody pays for another's equations. */
export interface BrowserModel {
  readonly id: string;
  readonly name: string;
  readonly load: () => Promise<{ readonly default: Plugin }>;
}

const camClay = () => import("@inversa/soil-cam-clay");
const duncanChang = () => import("@inversa/soil-duncan-chang");

/** The models of Inversa; a test holds ids and names against the plugins. A model of somebody else's plugin is simulated by the server. */
export const browserModels: readonly BrowserModel[] = [
  { id: "soil/duncan-chang-eb", name: "Duncan-Chang E-B", load: duncanChang },
  { id: "soil/duncan-chang-emu", name: "Duncan-Chang E-mu", load: duncanChang },
  { id: "soil/modified-cam-clay", name: "Modified Cam-Clay", load: camClay },
  { id: "soil/cam-clay", name: "Cam-Clay (original)", load: camClay },
  { id: "soil/hardening-soil", name: "Hardening Soil (shear hardening, no cap)", load: () => import("@inversa/soil-hardening-soil") },
  { id: "soil/hypoplastic-sand", name: "Hypoplastic sand (von Wolffersdorff)", load: () => import("@inversa/soil-hypoplastic-sand") },
  { id: "soil/lade-duncan", name: "Lade-Duncan (1975)", load: () => import("@inversa/soil-lade-duncan") },
  { id: "soil/tsinghua", name: "Tsinghua", load: () => import("@inversa/soil-tsinghua") },
  { id: "battery/p2d", name: "P2D (Doyle-Fuller-Newman)", load: () => import("@inversa/battery-p2d") },
  { id: "battery/spme", name: "SPMe (single particle with electrolyte)", load: () => import("@inversa/battery-spme") },
];

/** @throws InputError `unknown-id` for a model that the page does not have. */
export async function loadModel(id: string): Promise<ForwardModel> {
  const known = browserModels.find((model) => model.id === id);
  const found = known && (await known.load()).default.models.find((model) => model.id === id);
  if (found) return found;
  throw new InputError("unknown-id", { what: `this page cannot simulate "${id}" by itself`, expected: `one of ${browserModels.map((model) => model.id).join(", ")}` });
}
