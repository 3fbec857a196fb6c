import { plausibleRange, simulate } from "@inversa/core";
import { expect, it } from "vitest";
import { hardeningSoil } from "../src/index.ts";

const line = (from: number, to: number, points = 12): number[] => Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));

/** Plastic numbers of a sequence that fills the box without a generator. */
const fraction = (i: number, k: number): number => (i * Math.sqrt([2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31][k]!)) % 1;

it("a sweep over the prior, all kinds of test reaches the end or says why not", () => {
  const names = Object.keys(hardeningSoil.parameters);
  const complaints: string[] = [];
  const ends: Record<string, number> = {};
  for (let i = 1; i <= 1200; i++) {
    const p = Object.fromEntries(names.map((name, k) => {
      const quantity = hardeningSoil.parameters[name]!;
      const [min, max] = quantity.default === undefined || quantity.plausible ? plausibleRange(quantity) : [quantity.default, quantity.default];
      return [name, quantity.scale === "log" ? min * (max / min) ** fraction(i, k) : min + (max - min) * fraction(i, k)];
    }));
    if (hardeningSoil.invalid!(p)) continue;
    const confiningPressure = 10 * 200 ** fraction(i, 9);
    const tests: readonly (readonly [string, readonly number[]])[] = [
      ["drained-triaxial", line(0, 0.2)],
      ["drained-triaxial", [...line(0, 0.05), ...line(0.045, -0.05), ...line(-0.04, 0.1)]],
      ["undrained-triaxial", [...line(0, 0.03), ...line(0.025, -0.05)]],
      ["constant-p-triaxial", line(0, i % 2 === 0 ? 0.15 : -0.15)],
      ["oedometer", [...line(confiningPressure, 30 * confiningPressure), ...line(20 * confiningPressure, confiningPressure / 2), ...line(confiningPressure, 40 * confiningPressure)]],
      ["isotropic-compression", [...line(confiningPressure, 30 * confiningPressure), ...line(20 * confiningPressure, confiningPressure / 5)]],
    ];
    const [protocol, axis] = tests[i % tests.length]!;
    const curve = simulate(hardeningSoil, p, { protocol, conditions: { confiningPressure }, axis: Float64Array.from(axis) }, { failure: i % 5 < 2 ? "stop" : "plateau" });
    ends[curve.status] = (ends[curve.status] ?? 0) + 1;
    const unnamed = curve.status !== "reached" && !/reached its limit|minor principal stress vanished/.test(curve.message ?? "");
    const broken = Object.values(curve.responses).some((values) => values.subarray(0, curve.computed).some((value) => !Number.isFinite(value)));
    if (unnamed || broken) complaints.push(JSON.stringify({ p, confiningPressure, protocol, status: curve.status, message: curve.message }));
  }
  expect(complaints).toEqual([]);
  expect(ends["reached"]).toBeGreaterThan(500);
});
