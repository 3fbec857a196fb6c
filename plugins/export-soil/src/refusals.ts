const tables = "csv, json and report carry every parameter";
const hyperbolic = "Duncan-Chang E-mu has no public UMAT (the public one is E-B)";

/** Why a target has no form for a model that a user may expect there, and what to do instead. */
export const refusals = {
  abaqus: {
    "soil/cam-clay": "Abaqus' clay plasticity is the modified model with an elliptic yield surface; the logarithmic surface of the original Cam-Clay has no form in it. Estimate soil/modified-cam-clay on the same tests",
    "soil/duncan-chang-emu": `${hyperbolic}. Estimate soil/duncan-chang-eb on the same tests`,
    "soil/hardening-soil": "Abaqus has no Hardening Soil model and Inversa knows no public UMAT of it without its cap",
    "soil/lade-duncan": `Abaqus has no Lade-Duncan model; ${tables}`,
    "soil/tsinghua": `Abaqus has no Tsinghua model; ${tables}`,
  },
  plaxis: {
    "soil/cam-clay": "PLAXIS has the modified Cam-Clay model only. Estimate soil/modified-cam-clay on the same tests",
    "soil/lade-duncan": `PLAXIS has no Lade-Duncan model; ${tables}, or estimate soil/hardening-soil on the same tests`,
    "soil/tsinghua": `PLAXIS has no Tsinghua model; ${tables}, or estimate soil/hardening-soil on the same tests`,
  },
  flac3d: {
    "soil/cam-clay": "FLAC3D's modified-cam-clay has the elliptic yield surface only. Estimate soil/modified-cam-clay on the same tests",
    "soil/hypoplastic-sand": `FLAC3D has no built-in hypoplastic sand; ${tables}`,
    "soil/lade-duncan": `FLAC3D has no Lade-Duncan model; ${tables}, or estimate soil/hardening-soil on the same tests`,
    "soil/tsinghua": `FLAC3D has no Tsinghua model; ${tables}, or estimate soil/hardening-soil on the same tests`,
  },
  opensees: {
    "soil/modified-cam-clay": "OpenSees has a bounding-surface Cam-Clay (BoundingCamClay) with another elasticity and hardening that these parameters do not describe, and no modified Cam-Clay; its UMAT material takes the constants of a UMAT of yours",
    "soil/cam-clay": `OpenSees has no original Cam-Clay; ${tables}`,
    "soil/duncan-chang-emu": `${hyperbolic}. Estimate soil/duncan-chang-eb on the same tests`,
    "soil/hardening-soil": "OpenSees has no Hardening Soil model and Inversa knows no public UMAT of it without its cap",
    "soil/lade-duncan": `OpenSees has no Lade-Duncan model; ${tables}`,
    "soil/tsinghua": `OpenSees has no Tsinghua model; ${tables}`,
  },
  incrementalDriver: {
    "soil/modified-cam-clay": "the incrementalDriver runs a UMAT, and Inversa knows no public UMAT of modified Cam-Clay whose constants it could write",
    "soil/cam-clay": "the incrementalDriver runs a UMAT, and Inversa knows no public UMAT of the original Cam-Clay",
    "soil/duncan-chang-emu": `${hyperbolic}. Estimate soil/duncan-chang-eb on the same tests`,
    "soil/hardening-soil": "the incrementalDriver runs a UMAT, and Inversa knows no public UMAT of Hardening Soil without its cap",
    "soil/lade-duncan": `the incrementalDriver runs a UMAT, and there is no public one of Lade-Duncan; ${tables}`,
    "soil/tsinghua": `the incrementalDriver runs a UMAT, and there is no public one of the Tsinghua model; ${tables}`,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;
