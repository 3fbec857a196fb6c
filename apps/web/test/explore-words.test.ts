import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressQuery, emptyAddress, readAddress } from "../src/explore/address.ts";
import { interpolated } from "../src/explore/grid-row.ts";
import { shownNumber, typedNumber } from "../src/display/typed-number.ts";
import { shownAs, toShown } from "../src/display/units.ts";
import { fromReader, placeOn, shownQuantity, sliderSteps, valueAt } from "../src/explore/scale.ts";
import { fixedText } from "../src/explore/texts-to-copy.ts";

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,12}$/);
const numbers = fc.dictionary(name, fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)), { maxKeys: 6, noNullPrototype: true });

describe("an address", () => {
  it("is read back as it was written", () => {
    fc.assert(fc.property(fc.record({
      model: fc.constantFrom("soil/duncan-chang-eb", "battery/p2d"), protocol: fc.constant("drained-triaxial"), parameters: numbers, options: fc.dictionary(name, fc.string({ minLength: 1 }), { maxKeys: 3, noNullPrototype: true }),
      tests: fc.array(numbers.filter((one) => Object.keys(one).length > 0), { maxLength: 4 }),
    }), (address) => {
      expect(readAddress(`?${addressQuery(address)}`)).toEqual(address);
    }));
  });
  it("can be read and written by hand", () => {
    expect(addressQuery({ model: "soil/duncan-chang-eb", options: { failure: "plateau" }, parameters: { K: 47.1 }, protocol: "drained-triaxial", tests: [{ confiningPressure: 100 }, { confiningPressure: 200 }] }))
      .toBe("model=soil/duncan-chang-eb&protocol=drained-triaxial&o.failure=plateau&p.K=47.1&t=confiningPressure:100&t=confiningPressure:200");
  });
  it("that was cut off or misspelt gives what can be read of it", () => {
    expect(readAddress("")).toEqual(emptyAddress);
    expect(readAddress("?p.K=much&p.=3&p.n=0.5&t=:5,confiningPressure:x,initialVoidRatio:0.8&model=")).toEqual({ ...emptyAddress, parameters: { n: 0.5 }, tests: [{ initialVoidRatio: 0.8 }] });
  });
});

describe("a slider", () => {
  const linear = { bounds: [0, 90], plausible: [20, 45], scale: "linear" } as const;
  const log = { bounds: [1e-3, 1e6], plausible: [10, 1000], scale: "log" } as const;
  it.each([linear, log])("goes from one plausible end to the other on its scale", (quantity) => {
    expect(valueAt(quantity, 0)).toBeCloseTo(quantity.plausible[0], 9);
    expect(valueAt(quantity, 1)).toBeCloseTo(quantity.plausible[1], 9);
    expect(placeOn(quantity, quantity.plausible[1])).toBe(1);
  });
  it("has its middle at the geometric mean where the scale is logarithmic", () => expect(valueAt(log, 0.5)).toBe(100));
  it.each([linear, log])("moves the value at every step, by numbers short enough to read", (quantity) => {
    const values = Array.from({ length: sliderSteps + 1 }, (_, i) => valueAt(quantity, i / sliderSteps));
    expect(new Set(values).size).toBe(values.length);
    expect(Math.max(...values.map((value) => shownNumber(value).length))).toBeLessThanOrEqual(7);
  });
  it.each([
    { name: "confiningPressure", unit: "kPa", chosen: { pressure: "[psi]" }, bounds: [1, 1e5], plausible: [50, 800], scale: "log", low: 7.25 },
    { name: "ambientTemperature", unit: "K", chosen: { temperature: "Cel" }, bounds: [233.15, 353.15], plausible: [263.15, 323.15], scale: "log", low: -10 },
    { name: "initialStrain", unit: "1", chosen: {}, bounds: [0, 1], plausible: [0.02, 0.2], scale: "linear", low: 2 },
  ] as const)("shows $name in the reader's unit with numbers short enough to read, and keeps the model's", ({ name, unit, chosen, bounds, plausible, scale, low }) => {
    const shown = shownAs(name, unit, chosen);
    const quantity = { bounds, plausible, scale };
    const reader = shownQuantity(quantity, shown);
    const seen = Array.from({ length: sliderSteps + 1 }, (_, i) => toShown(shown, fromReader(quantity, shown, valueAt(reader, i / sliderSteps))));
    expect(seen[0]).toBeCloseTo(low, 9);
    expect(Math.max(...seen.map((value) => shownNumber(value).length))).toBeLessThanOrEqual(7);
    expect(fromReader(quantity, shown, 2 * toShown(shown, bounds[1]))).toBe(bounds[1]);
    expect(placeOn(reader, toShown(shown, plausible[1]))).toBeCloseTo(1, 12);
  });
  it("never leaves what means something to the model", () => expect(valueAt({ ...linear, bounds: [20, 30] }, 1)).toBe(30));
});

it("a typed number may have a comma, a typographic minus, powers of ten; words are none", () => {
  expect(["47,1", " −3 ", "1e-14", "2.5E-3", "0"].map(typedNumber)).toEqual([47.1, -3, 1e-14, 0.0025, 0]);
  expect(["", "much", "1.2.3", "1e999"].map(typedNumber)).toEqual([undefined, undefined, undefined, undefined]);
});

it("fixed parameters are a piece of a study file", () => expect(fixedText({ K: 47.1, c: 0 })).toBe("fixed:\n  K: 47.1\n  c: 0\n"));

describe("a measured curve on other points", () => {
  const axis = Float64Array.of(0, 1, 2, 4);
  it("is itself at its readings, straight between them, and nothing outside", () => {
    expect([...interpolated(axis, Float64Array.of(0, 10, 20, 0), Float64Array.of(0, 0.5, 2, 3, 4, 5))]).toEqual([0, 5, 20, 10, 0, NaN]);
  });
  it("bridges a gap and does not reach beyond the last reading that is there", () => {
    expect([...interpolated(axis, Float64Array.of(0, NaN, 20, NaN), Float64Array.of(1, 2, 3))]).toEqual([10, 20, NaN]);
  });
});
