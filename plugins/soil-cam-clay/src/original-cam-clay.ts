import type { ForwardModel } from "@inversa/core";
import { camClayModel } from "./cam-clay.ts";
import { logarithm } from "./surface.ts";

/** Original Cam-Clay: plastic work M p dεs alone dissipates, which gives a logarithmic yield surface with a corner on the isotropic axis. */
export const originalCamClay: ForwardModel = camClayModel({
  id: "soil/cam-clay",
  name: "Cam-Clay (original)",
  about: "The first critical state model, with the dilatancy M - q/p: for comparison with textbooks; its corner on the isotropic axis overpredicts shear strain at small stress ratios and K0.",
  source: "K. H. Roscoe, A. N. Schofield, A. Thurairajah: Yielding of clays in states wetter than critical. Géotechnique 13 (1963) 211-240; A. N. Schofield, C. P. Wroth: Critical State Soil Mechanics, McGraw-Hill (1968)",
  surface: logarithm,
});
