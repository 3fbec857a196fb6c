import type { ForwardModel } from "@inversa/core";
import { camClayModel } from "./cam-clay.ts";
import { ellipse } from "./surface.ts";

/** Modified Cam-Clay: an elliptic yield surface, associated flow, volumetric hardening. */
export const modifiedCamClay: ForwardModel = camClayModel({
  id: "soil/modified-cam-clay",
  name: "Modified Cam-Clay",
  about: "Critical state model for normally and lightly overconsolidated clay: compression, hardening, pore pressure and strength at the critical state from five parameters.",
  source: "K. H. Roscoe, J. B. Burland: On the generalised stress-strain behaviour of 'wet' clay. In: Engineering Plasticity, Cambridge University Press (1968) 535-609; D. Muir Wood: Soil Behaviour and Critical State Soil Mechanics, Cambridge University Press (1990)",
  surface: ellipse,
});
