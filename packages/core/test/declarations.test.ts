import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError, choice, closest, conversion, defineForwardModel, flag, group, isConvertible, list, number, readSettings, symbolLabel, text, unitLabel } from "../src/index.ts";
import { pull, spring } from "./spring.ts";

describe("settings", () => {
  const declared = {
    rate: number({ default: 0.1, bounds: [0, 1], about: "rate" }),
    count: number({ default: 2, bounds: [1, 9], integer: true, about: "count" }),
    kind: choice({ default: "a", choices: { a: "first", b: "second" }, about: "kind" }),
    quick: flag({ default: false, about: "quick" }),
    note: text({ default: "", about: "note" }),
    layers: list({ of: group({ fields: { units: number({ default: 8, bounds: [1, 1000], integer: true, about: "units" }) }, about: "layer" }), default: [{ units: 8 }], about: "layers" }),
  };
  it("fill in defaults, also inside lists of groups", () => {
    expect(readSettings(declared, undefined, "x")).toEqual({ rate: 0.1, count: 2, kind: "a", quick: false, note: "", layers: [{ units: 8 }] });
    expect(readSettings(declared, { layers: [{}, { units: 3 }], kind: "b" }, "x").layers).toEqual([{ units: 8 }, { units: 3 }]);
  });
  it("take a single name or number for a list of one, and a number for a name in it", () => {
    const names = { only: list({ of: text({ default: "", about: "name" }), default: [], about: "names" }), ages: list({ of: number({ default: 1, bounds: [0, 9], about: "age" }), default: [], about: "ages" }) };
    expect(readSettings(names, { only: "4-6", ages: 3 }, "x")).toEqual({ only: ["4-6"], ages: [3] });
    expect(readSettings(names, { only: [4, "TD1"] }, "x").only).toEqual(["4", "TD1"]);
    expect(() => readSettings(names, { ages: "old" }, "x")).toThrow(/"old" is not allowed/);
  });
  it.each([
    [{ rte: 1 }, /Did you mean "rate"/], [{ rate: 2 }, /from 0 to 1/], [{ rate: "1" }, /"1" is not allowed/], [{ rate: Number.NaN }, /not allowed/], [{ count: 1.5 }, /whole number/],
    [{ kind: "c" }, /a or b/], [{ kind: "toString" }, /not a choice/], [{ quick: 1 }, /true or false/], [{ note: 3 }, /not text/], [{ layers: {} }, /not a list/], [{ layers: [{ units: 0 }] }, /layers\[0\], units/], [7, /not a set/],
  ])("refuse %j and say where", (given, message) => expect(() => readSettings(declared, given, "x")).toThrow(message));
});

describe("units", () => {
  it.each([["%", "1", 15, 0.15], ["MPa", "kPa", 0.2, 200], ["[psi]", "kPa", 1, 6.894757293168361], ["[tsf]", "[psf]", 1, 2000], ["[ksf]", "[psi]", 0.144, 1], ["tf/m2", "kgf/cm2", 10, 1], ["deg", "rad", 180, Math.PI], ["Cel", "K", 25, 298.15], ["K", "Cel", 273.15, 0], ["A.h", "C", 1, 3600]])(
    "turn %s into %s", (from, to, value, expected) => {
      const { factor, offset } = conversion(from, to);
      expect(value * factor + offset).toBeCloseTo(expected, 10);
    });
  it("come back unchanged after there and back", () => {
    fc.assert(fc.property(fc.constantFrom("Pa", "kPa", "MPa", "bar", "[psi]", "kgf/cm2"), fc.constantFrom("Pa", "kPa", "GPa", "atm"), fc.double({ min: -1e6, max: 1e6, noNaN: true }), (a, b, x) => {
      const [there, back] = [conversion(a, b), conversion(b, a)];
      expect((x * there.factor + there.offset) * back.factor + back.offset).toBeCloseTo(x, 6);
    }));
  });
  it("of different kinds are refused, and so are unknown ones", () => {
    expect(isConvertible("kPa", "deg")).toBe(false);
    expect(() => conversion("kPa", "deg")).toThrow(/pressure.*angle/);
    expect(() => conversion("furlong", "m")).toThrow(/does not know/);
  });
  it("are written as a person writes them", () => expect(["1", "deg", "m2/s", "A.h", "W/(m2.K)", "kPa"].map(unitLabel)).toEqual(["", "°", "m²/s", "Ah", "W/(m²·K)", "kPa"]));
});

describe("an error for the user", () => {
  it("says where, what, what was expected and what to do, and can be seen from further out", () => {
    const error = new InputError("argument-invalid", { what: "the flag is wrong", where: "line 3", expected: "a number", next: "Run with --help" });
    expect(error.message).toBe("line 3: the flag is wrong. Expected a number. Run with --help.");
    expect(error.within("study.yaml").message).toMatch(/^study.yaml, line 3: /);
  });
  it("suggests close names only", () => {
    expect(closest("deviatorStres", ["deviatorStress", "radialStrain"])).toBe("deviatorStress");
    expect(closest("banana", ["deviatorStress", "radialStrain"])).toBeUndefined();
  });
});

describe("a forward model's declaration", () => {
  const declared = { id: "toy/x", name: "x", about: "x", source: "x", simulations: (on: Parameters<Parameters<typeof defineForwardModel>[0]["simulations"]>[0]) => [on(pull, (_p, _c, axis) => ({ force: axis }))] };
  it("keeps key order as the layout of theta", () => expect(Object.keys(spring.parameters)).toEqual(["k", "limit", "slope"]));
  it.each([
    [{ id: "Spring" }, /domain\/name/],
    [{ parameters: { k: { unit: "1", bounds: [1, 1], about: "k" } } }, /bounds of k are empty/],
    [{ parameters: { k: { unit: "1", bounds: [1, 2], plausible: [0, 2], about: "k" } } }, /plausible range of k/],
    [{ parameters: { k: { unit: "1", bounds: [1, 2], default: 3, about: "k" } } }, /default of k/],
    [{ parameters: { k: { unit: "1", bounds: [0, 2], scale: "log", about: "k" } } }, /logarithmic/],
    [{ simulations: () => [] }, /no protocol/],
    [{ simulations: (on: (p: typeof pull, r: () => object) => never) => [on(pull, () => ({})), on(pull, () => ({}))] }, /"pull" twice/],
  ])("is refused when it contradicts itself: %#", (change, message) => expect(() => defineForwardModel({ ...declared, parameters: {}, ...change } as never)).toThrow(message));
});

describe("a symbol", () => {
  it("is written with small letters where Unicode has them", () => expect(["φ_0", "K_{ur}", "σ_a'", "K_b", "R_f", "q"].map(symbolLabel)).toEqual(["φ₀", "Kᵤᵣ", "σₐ'", "Kb", "Rf", "q"]));
});
