import { definePlugin } from "@inversa/core";
import { abaqus } from "./abaqus.ts";
import { flac3d } from "./flac3d.ts";
import { incrementalDriver } from "./incremental-driver.ts";
import { opensees } from "./opensees.ts";
import { plaxis } from "./plaxis.ts";

export { abaqus } from "./abaqus.ts";
export { flac3d } from "./flac3d.ts";
export { incrementalDriver } from "./incremental-driver.ts";
export { opensees } from "./opensees.ts";
export { plaxis } from "./plaxis.ts";

export default definePlugin({ name: "@inversa/export-soil", contract: 1, exporters: [plaxis, abaqus, flac3d, opensees, incrementalDriver] });
