import { definePlugin, defineSource } from "@inversa/core";
import { read } from "./read.ts";
import { recognise } from "./recognise.ts";
import { settings } from "./settings.ts";

/** Reads the triaxial tests of DIGGS files. */
export const diggs = defineSource({
  id: "diggs",
  name: "DIGGS",
  about: "Ground investigation data in DIGGS XML, 2.5 to 3: the shearing increments of triaxial tests with pore pressure.",
  extensions: [".diggs", ".xml"],
  settings,
  recognise,
  read,
});

export default definePlugin({ name: "@inversa/source-diggs", contract: 1, sources: [diggs] });
