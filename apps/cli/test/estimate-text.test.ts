import type { Estimate } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { Console } from "../src/console.ts";
import { parameterTable } from "../src/estimate/estimate-text.ts";

const parameter = (name: string, identified: boolean, note?: string): Estimate["parameters"][number] => ({
  name, unit: "kPa", about: name, value: 12.34, interval95: [11, 13], prior: { distribution: "uniform", min: 0, max: 100 }, identified, ...(note ? { note } : {}),
});
const table = (reliable: boolean): string => {
  const console = new Console({}, { stdout: process.stdout, stderr: process.stderr, stdin: process.stdin, environment: { NO_COLOR: "1" }, cwd: "/", signal: new AbortController().signal });
  return parameterTable(console, { parameters: [parameter("K", true), parameter("m", false, "these tests do not determine it")], diagnostics: { reliable } } as unknown as Estimate);
};

describe("the verdict on a parameter", () => {
  it("is determined, or why not", () => {
    expect(table(true)).toMatch(/K .*✓ determined/);
    expect(table(true)).toMatch(/m .*! these tests do not determine it/);
  });
  it("is not to be used where a network's curves miss the data", () => {
    expect(table(false)).toMatch(/K .*✗ not to be used/);
    expect(table(false)).not.toContain("✓");
  });
});
