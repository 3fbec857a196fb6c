import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { read, refusal } from "./writing.ts";

/*
 * A file that passes the checker of python-ags4 with filled triaxial groups; it belongs to the project's shared material, which does not ship with the repository.
 */
const path = fileURLToPath(new URL("../../../../shared/data/triaxial/ags4-sample/synthetic-triaxial.ags", import.meta.url));
const present = existsSync(path);
if (!present) process.stderr.write("skipped: the AGS4 sample of the shared material is not beside the repository\n");

describe.skipIf(!present)("the sample of the shared material", () => {
  const bytes = present ? new Uint8Array(readFileSync(path)) : new Uint8Array();

  it("holds sand and clay, which are not read as one soil unasked", async () => {
    expect((await refusal(bytes)).message).toMatch(/SAND \(BH1 U3 1\); CLAY \(BH1 U3 2\)/);
  });

  it("gives three drained stages of sand", async () => {
    const { observations, warnings } = await read(bytes, { settings: { only: ["BH1 U3 1"] } });
    expect(observations.map(({ id, test, responses }) => [id, test.protocol, test.conditions["confiningPressure"], test.axis.at(-1), responses["deviatorStress"]!.at(-1), responses["volumetricStrain"]!.at(-1)])).toEqual([
      ["BH1 U3 1 stage 1", "drained-triaxial", 100, 9.5 / 100, 301, -3.1 / 100], ["BH1 U3 1 stage 2", "drained-triaxial", 200, 9.9 / 100, 598, -2.6 / 100], ["BH1 U3 1 stage 3", "drained-triaxial", 400, 10.4 / 100, 1190, -1.9 / 100],
    ]);
    expect(warnings.join("\n")).toContain("3 triaxial tests are read as summary points");
  });

  it("gives three undrained stages of clay with their excess pore pressure", async () => {
    const { observations } = await read(bytes, { settings: { only: ["BH1 U3 2"] } });
    expect(observations.map(({ test, responses }) => [test.protocol, test.conditions["confiningPressure"], responses["porePressure"]!.at(-1)])).toEqual([["undrained-triaxial", 100, 52], ["undrained-triaxial", 200, 108], ["undrained-triaxial", 400, 221]]);
  });
});
