/** The models that a page can simulate by itself, with their names, so that one can be chosen before it is fetched. A test holds them against the plugins. */
export const modelNames = {
  "soil/duncan-chang-eb": "Duncan-Chang E-B",
  "soil/duncan-chang-emu": "Duncan-Chang E-mu",
  "soil/modified-cam-clay": "Modified Cam-Clay",
  "soil/cam-clay": "Cam-Clay (original)",
  "soil/hardening-soil": "Hardening Soil (shear hardening, no cap)",
  "soil/hypoplastic-sand": "Hypoplastic sand (von Wolffersdorff)",
  "soil/lade-duncan": "Lade-Duncan (1975)",
  "soil/tsinghua": "Tsinghua",
  "battery/p2d": "P2D (Doyle-Fuller-Newman)",
  "battery/spme": "SPMe (single particle with electrolyte)",
} as const;

export type BrowserModelId = keyof typeof modelNames;
