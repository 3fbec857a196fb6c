import { definePlugin } from "@inversa/core";
import { p2d } from "./p2d.ts";

export { p2d } from "./p2d.ts";
export { meshes, type Mesh, type MeshName } from "./mesh.ts";

/** Lithium-ion cells by porous-electrode theory. */
export const batteryP2d = definePlugin({ name: "@inversa/battery-p2d", contract: 1, models: [p2d] });

export default batteryP2d;
