import { definePlugin, defineSource } from "@inversa/core";
import { describe, read } from "./read.ts";
import { recognise } from "./recognise.ts";
import { settings } from "./settings.ts";

/** Reads the triaxial and consolidation groups of AGS4 files. */
export const ags4 = defineSource({
  id: "ags4",
  name: "AGS4",
  about: "Ground investigation data in AGS format, edition 4: triaxial tests in effective stresses and consolidation tests, with the files that hold their curves.",
  extensions: [".ags"],
  settings,
  recognise,
  describe,
  read,
});

export default definePlugin({ name: "@inversa/source-ags4", contract: 1, sources: [ags4] });
