import { describe, expect, it } from "vitest";
import { ags4 } from "../src/index.ts";
import { bytesOf, drained, read, requestOf, triaxial, type Asked, type Group } from "./writing.ts";

const filesOf = (...rows: readonly (readonly [set: string, name: string])[]): Group => ({ name: "FILE", headings: [["FILE_FSET", "", "X"], ["FILE_NAME", "", "X"]], rows });
const second = { ...drained, TRET_TESN: "2", TRET_CONP: "200", TRET_CELL: "500" };
const text = triaxial([{ ...drained, FILE_FSET: "FS1" }, { ...second, FILE_FSET: "FS2" }], {}, [filesOf(["FS1", "TX1.csv"], ["FS1", "TX1.pdf"], ["FS2", "TX2.pdf"])]);
const described = (asked: Asked) => ags4.describe!([{ name: "site.ags", bytes: bytesOf(text) }], requestOf(asked));

describe("files that an AGS file names for a test", () => {
  it("take the place of the summary points where they are read beside it, under the conditions of the stage", async () => {
    const beside = ["site.ags", "tx1.CSV", "TX1.pdf", "other.csv"];
    expect(await described({ beside })).toEqual([{ file: "tx1.CSV", test: "BH1 U3 1 stage 1", protocol: "drained-triaxial", conditions: { confiningPressure: 100, initialVoidRatio: 0.656 }, from: "site.ags, line 17" }]);
    const { observations, inferred } = await read(text, { beside });
    expect(observations.map(({ id }) => id)).toEqual(["BH1 U3 1 stage 2"]);
    expect(inferred.map(({ what }) => what).join("\n")).toContain("\"BH1 U3 1 stage 1\": its curve is read from tx1.CSV");
  });

  it("are named as the next step where they are not there; a report in PDF is not", async () => {
    const { observations, warnings } = await read(text, { beside: ["site.ags"] });
    expect(observations).toHaveLength(2);
    expect(warnings.join("\n")).toMatch(/"BH1 U3 1 stage 1": add TX1.csv to the data \(FILE_FSET FS1, line 17\)/);
    expect(warnings.join("\n")).toMatch(/"BH1 U3 1 stage 2": FILE_FSET FS2, line 18 names TX2.pdf only; ask the laboratory for the readings as CSV/);
  });

  it("are asked for where group FILE does not list them, or no set is named", async () => {
    expect((await read(triaxial([{ ...drained, FILE_FSET: "FS9" }]))).warnings.join("\n")).toContain("group FILE does not list the files of FILE_FSET FS9");
    expect((await read(triaxial([drained]))).warnings.join("\n")).toContain("no associated file is named");
  });

  it("belong to the only stage of a specimen when its general row names them, and to none of several", async () => {
    const own = triaxial([drained], { FILE_FSET: "FS1" }, [filesOf(["FS1", "TX1.csv"])]);
    expect((await read(own, { beside: ["TX1.csv"] })).observations).toEqual([]);
    const shared = triaxial([drained, second], { FILE_FSET: "FS1" }, [filesOf(["FS1", "TX1.csv"])]);
    expect((await read(shared, { beside: ["TX1.csv"] })).observations).toHaveLength(2);
  });

  it("say nothing of tests that are not wanted", async () => {
    expect(await described({ beside: ["TX1.csv"], settings: { only: ["BH1 U3 1 stage 2"] } })).toEqual([]);
  });
});
