import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { simulate } from "@inversa/core";
import sandPlugin from "@inversa/soil-hypoplastic-sand";
import { describe, expect, it } from "vitest";
import { emptyFolder, inversa } from "./inversa.ts";

const sand = { phic: 33.1, hs: 4e6, n: 0.27, ed0: 0.677, ec0: 1.054, ei0: 1.212, alpha: 0.14, beta: 2.5 };

describe("a study whose best fit lies on a relation between parameters", () => {
  it("ends converged, on the relation, and names it: sand whose critical state would have to be looser than the loosest that is stated", async () => {
    const cwd = await emptyFolder();
    const test = { protocol: "drained-triaxial", conditions: { confiningPressure: 100, initialVoidRatio: 0.758 }, axis: Float64Array.from({ length: 12 }, (_, i) => 0.018 * i) };
    const { responses } = simulate(sandPlugin.models[0]!, sand, test);
    const { ec0: _, phic: __, ...fixed } = sand;
    await writeFile(join(cwd, "study.json"), JSON.stringify({
      inversa: 1, model: "soil/hypoplastic-sand", fixed: { ...fixed, ei0: 1.0013 }, estimators: ["least-squares"],
      data: [{ id: "CD", ...test, axis: [...test.axis], responses: { deviatorStress: [...responses["deviatorStress"]!], volumetricStrain: [...responses["volumetricStrain"]!] } }],
      estimate: { ec0: { distribution: "uniform", min: 0.8, max: 1.5 }, phic: { distribution: "uniform", min: 25, max: 40 } },
    }));
    const { code, stdout } = await inversa(["run", "study.json", "--json", "--threads", "0", "--app", "soil-lab"], { cwd });
    const [{ parameters, diagnostics }] = (JSON.parse(stdout) as { readonly estimates: readonly [{ readonly parameters: readonly { readonly name: string; readonly value: number }[]; readonly diagnostics: { readonly converged: boolean; readonly message: string } }] }).estimates;
    expect([code, diagnostics.converged]).toEqual([0, true]);
    expect(parameters.find(({ name }) => name === "ec0")!.value).toBeCloseTo(1.0013, 9);
    expect(diagnostics.message).toMatch(/lies on the edge of what goes together \(beyond it: the critical state must be denser than the loosest one: ec0 = 1\.0\d+ is not below ei0 = 1\.0013\)/);
  });
});
