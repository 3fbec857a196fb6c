import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import spmePlugin from "@inversa/battery-spme";
import { simulate } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { emptyFolder, inversa } from "./inversa.ts";

const truth = { contactResistance: 0.012, positiveElectrodeDiffusivity: 6e-15 };

interface Found { readonly parameters: readonly { readonly name: keyof typeof truth; readonly value: number }[]; readonly fit: readonly { readonly rmse: number }[] }

/** A rest, a discharge at C/2 to 3.2 V and a rest, of a cell that differs from the built-in one in two parameters, as a cycler logs them: every 10 s, charging positive. */
function cyclerFile(): string {
  const time = Float64Array.from({ length: 720 }, (_, i) => 10 * i);
  const steps = [{ mode: "rest", duration: 300 }, { mode: "current", value: 2.5, until: { voltage: 3.2 } }, { mode: "rest", duration: 1200 }];
  const { responses, computed } = simulate(spmePlugin.models[0]!, truth, { protocol: "cycling", conditions: { initialSoc: 1, ambientTemperature: 298.15 }, axis: time, program: { steps } });
  const line = (i: number): string => [time[i], (-responses["current"]![i]!).toFixed(5), responses["voltage"]![i]!.toFixed(5), 25].join(",");
  return `Test Time / s,Current / A,Voltage / V,Ambient Temperature / degC\n${Array.from({ length: computed }, (_, i) => line(i)).join("\n")}\n`;
}

describe("a cycler's file in a battery laboratory", () => {
  it("leads to a question about the state of charge, and then to the parameters that made it", async () => {
    const cwd = await emptyFolder();
    await writeFile(join(cwd, "cell.bdf.csv"), cyclerFile());
    const words = ["study", "new", "--app", "battery-lab", "--model", "battery/spme", "--data", "cell.bdf.csv"];
    const question = await inversa(words, { cwd });
    expect(question.code).toBe(2);
    expect(question.stderr).toMatch(/state of charge at the start of "step 2, discharge 2.50 A.*initialSoc/s);
    expect((await inversa([...words, "--condition", "initialSoc=1"], { cwd })).code).toBe(0);
    await writeFile(join(cwd, "study.yaml"), `inversa: 1
model: battery/spme
data: [{ files: [cell.bdf.csv], conditions: { initialSoc: 1 } }]
estimate: { contactResistance: plausible, positiveElectrodeDiffusivity: plausible }
estimators: [least-squares]
`);
    const { code, stdout } = await inversa(["run", "study.yaml", "--app", "battery-lab", "--json", "--threads", "0"], { cwd });
    expect(code).toBe(0);
    const [found] = (JSON.parse(stdout) as { readonly estimates: readonly Found[] }).estimates;
    // Where the discharge began between two readings is known to 5 s: a thousandth of its charge.
    for (const { name, value } of found!.parameters) expect(Math.abs(value / truth[name] - 1)).toBeLessThan(0.03);
    expect(found!.fit[0]!.rmse).toBeLessThan(1e-3);
  });
});
