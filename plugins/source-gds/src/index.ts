import { definePlugin, defineSource } from "@inversa/core";
import { read, sourceId } from "./read.ts";
import { recognise } from "./recognise.ts";
import { settings } from "./settings.ts";

/** Reads the data files of GDSLAB: the shearing stages of triaxial tests, counted from their start. */
export const gds = defineSource({
  id: sourceId,
  name: "GDSLAB data file",
  about: "Triaxial tests as GDSLAB logs them: saturation, consolidation and shearing in one file; the stages of shearing are the tests, with the specimen as consolidation has left it.",
  extensions: [".gds", ".csv"],
  settings,
  recognise,
  read,
});

export default definePlugin({ name: "@inversa/source-gds", contract: 1, sources: [gds] });
