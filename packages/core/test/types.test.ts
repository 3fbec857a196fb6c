import { describe, expect, it } from "vitest";
import { defineForwardModel, defineProtocol, simulate, stop } from "../src/index.ts";

const spring = defineProtocol({
  id: "pull",
  name: "Pull",
  about: "A spring is pulled.",
  conditions: {
    temperature: { unit: "K", bounds: [200, 400], about: "temperature" },
    preload: { unit: "N", bounds: [0, 10], optional: true, about: "preload" },
  },
  axis: { name: "extension", unit: "m", about: "extension" },
  responses: { force: { unit: "N", about: "force" }, energy: { unit: "J", about: "energy" } },
});

describe("the compiler refuses a misspelt name", () => {
  it("accepts the right names and infers their types", () => {
    const model = defineForwardModel({
      id: "toy/spring",
      name: "Spring",
      about: "Linear spring.",
      source: "Hooke (1678)",
      parameters: { k: { unit: "N/m", bounds: [1, 10], about: "stiffness" } },
      options: { limit: { kind: "number", default: 100, bounds: [0, 1000], about: "largest force" } },
      simulations: (on) => [
        on(spring, ({ k }, { preload }, extension, { options }) => {
          const start: number | undefined = preload;
          const force = Array.from(extension, (x) => k * x + (start ?? 0));
          if (force.some((f) => f > options.limit)) return stop("failure", "too much", { force: force.filter((f) => f <= options.limit) });
          return { force };
        }),
      ],
    });
    expect(simulate(model, { k: 2 }, { protocol: "pull", conditions: { temperature: 300 }, axis: Float64Array.of(0, 1) }).responses["force"]).toEqual(Float64Array.of(0, 2));
  });

  it("refuses misspelt parameters, conditions, responses and options", () => {
    const declared = { id: "toy/spring", name: "s", about: "s", source: "s", parameters: { k: { unit: "N/m", bounds: [1, 10] as const, about: "k" } } };
    // @ts-expect-error there is no parameter kk
    defineForwardModel({ ...declared, simulations: (on) => [on(spring, ({ kk }, _, x) => ({ force: Array.from(x, (v) => kk * v) }))] });
    // @ts-expect-error there is no condition temp
    defineForwardModel({ ...declared, simulations: (on) => [on(spring, ({ k }, { temp }, x) => ({ force: Array.from(x, (v) => k * v * temp) }))] });
    // @ts-expect-error there is no response forces
    defineForwardModel({ ...declared, simulations: (on) => [on(spring, ({ k }, _, x) => ({ forces: Array.from(x, (v) => k * v) }))] });
    // @ts-expect-error there is no response forces beside force
    defineForwardModel({ ...declared, simulations: (on) => [on(spring, ({ k }, _, x) => ({ force: x, forces: Array.from(x, (v) => k * v) }))] });
    // @ts-expect-error there is no response forces in a stopped curve
    defineForwardModel({ ...declared, simulations: (on) => [on(spring, ({ k }, _, x) => stop("failure", "m", { forces: Array.from(x, (v) => k * v) }))] });
    // @ts-expect-error there is no option limit
    defineForwardModel({ ...declared, simulations: (on) => [on(spring, ({ k }, _, x, { options }) => ({ force: Array.from(x, (v) => Math.min(k * v, options.limit)) }))] });
    // @ts-expect-error there is no parameter q in the relation
    defineForwardModel({ ...declared, invalid: ({ q }) => (q > 0 ? "no" : undefined), simulations: (on) => [on(spring, ({ k }, _, x) => ({ force: Array.from(x, (v) => k * v) }))] });
    expect(true).toBe(true);
  });
});
