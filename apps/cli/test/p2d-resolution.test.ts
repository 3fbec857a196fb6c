import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import p2dPlugin from "@inversa/battery-p2d";
import { simulate } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { emptyFolder, inversa } from "./inversa.ts";

const truth = { contactResistance: 0.004 };

/** A study of one discharge that the fine mesh computed. @param rate Multiples of 5 A. @param end s, before the knee. */
function study(rate: number, end: number): string {
  const axis = Float64Array.from({ length: 40 }, (_, i) => (i * end) / 39);
  const drives = { current: new Float64Array(40).fill(5 * rate) };
  const { responses, status } = simulate(p2dPlugin.models[0]!, truth, { protocol: "cycling", conditions: { initialSoc: 1 }, axis, drives }, { mesh: "fine" });
  if (status !== "reached") throw new Error(status);
  return JSON.stringify({
    inversa: 1, model: "battery/p2d", estimate: { contactResistance: "plausible" }, estimators: ["least-squares"],
    data: [{ id: "discharge", protocol: "cycling", conditions: { initialSoc: 1 }, axis: [...axis], drives: { current: [...drives.current] }, responses: { voltage: [...responses["voltage"]!] } }],
  });
}

interface Estimate { readonly parameters: readonly { readonly value: number }[]; readonly diagnostics: { readonly warnings: readonly string[]; readonly resolution: readonly { readonly response: string; readonly rms: number; readonly overNoise: number }[] } }

async function estimated(rate: number, end: number): Promise<Estimate> {
  const cwd = await emptyFolder();
  await writeFile(join(cwd, "study.json"), study(rate, end));
  const { code, stdout } = await inversa(["run", "study.json", "--json", "--threads", "0", "--app", "battery-lab"], { cwd });
  expect(code).toBe(0);
  return (JSON.parse(stdout) as { readonly estimates: readonly [Estimate] }).estimates[0];
}

describe("a P2D estimate is solved once more on the fine mesh", () => {
  it("and warns at 2.5C, where the electrolyte's front is steeper than the fast mesh resolves", async () => {
    const { diagnostics: { resolution, warnings }, parameters } = await estimated(2.5, 600);
    // Millivolts, where the noise is 2 mV; what they do to the estimate is what the warning is about.
    expect(resolution[0]!.rms).toBeGreaterThan(1e-3);
    expect(warnings.join("\n")).toMatch(/Solved more finely \(mesh: fine\), voltage of discharge moves by \d[\d.]* times the stated noise; estimate again with that option/);
    expect(Math.abs(parameters[0]!.value - truth.contactResistance)).toBeGreaterThan(1e-5);
  });
  it("and is silent at 1C, where the fast mesh is within a tenth of a millivolt", async () => {
    const { diagnostics: { resolution, warnings }, parameters } = await estimated(1, 2800);
    expect(resolution[0]!.overNoise).toBeLessThan(0.1);
    expect(warnings.join("\n")).not.toMatch(/Solved more finely/);
    expect(Math.abs(parameters[0]!.value - truth.contactResistance)).toBeLessThan(1e-5);
  });
});
