import { defineForwardModel, defineProtocol, stop } from "../src/index.ts";

/** A toy protocol and model for the tests of core: a spring that is pulled, and breaks. */
export const pull = defineProtocol({
  id: "pull", name: "Pull", about: "A spring is pulled.",
  conditions: {
    temperature: { unit: "K", bounds: [200, 400], default: 293, about: "temperature" },
    preload: { unit: "N", bounds: [0, 10], optional: true, about: "force at the start" },
    gauge: { unit: "m", bounds: [0.1, 10], about: "length" },
  },
  invalid: ({ preload = 0, gauge }) => (gauge! > 1 && preload > 8 ? `a gauge of ${gauge} m bends under ${preload} N` : undefined),
  axis: { name: "extension", unit: "m", about: "extension" },
  responses: { force: { unit: "N", about: "force" }, energy: { unit: "J", about: "energy" } },
});

/** Breaks before or after the first point; `named` says whether the model tells the force at which it broke. */
export const brittle = defineProtocol({
  id: "brittle", name: "Brittle", about: "A spring that breaks.", conditions: { named: { unit: "1", bounds: [0, 1], about: "whether the end is named" } },
  axis: { name: "force", unit: "N", about: "force" }, responses: { force: { unit: "N", about: "force" } },
});

export const twist = defineProtocol({
  id: "twist", name: "Twist", about: "A spring is twisted back and forth.",
  conditions: {}, drives: { temperature: { unit: "K", about: "temperature history" } },
  axis: { name: "angle", unit: "rad", reversals: true, about: "angle" }, responses: { torque: { unit: "J", about: "torque" } },
});

export const spring = defineForwardModel({
  id: "toy/spring", name: "Spring", about: "A linear spring with a strength.", source: "Hooke (1678)",
  parameters: {
    k: { unit: "N", bounds: [1, 10], plausible: [2, 5], scale: "log", about: "stiffness" },
    limit: { unit: "N", bounds: [1, 50], about: "strength" },
    slope: { unit: "1", bounds: [-1, 1], default: 0, about: "change of stiffness with length" },
  },
  options: { end: { kind: "choice", default: "stop", choices: { stop: "the curve ends", nothing: "NaN without a reason" }, about: "what happens at the limit" } },
  invalid: ({ k, limit }) => (k > limit ? `k (${k}) must not exceed limit (${limit})` : undefined),
  simulations: (on) => [
    on(pull, ({ k, limit, slope }, { preload = 0, gauge }, axis, { options }) => {
      const force = Array.from(axis, (x) => preload + (k * x * (1 + slope * x)) / gauge);
      const energy = Array.from(axis, (x) => preload * x + (k * x * x) / 2 / gauge);
      const end = force.findIndex((f) => f > limit);
      if (end < 0) return { force, energy };
      if (options.end === "nothing") return { force: force.map((f) => (f > limit ? Number.NaN : f)), energy };
      return stop("failure", `the force reached its limit of ${limit} N`, { force: force.slice(0, end), energy });
    }),
    on(brittle, ({ limit }, { named }, axis) => {
      const force = Array.from(axis).filter((x) => x < limit);
      return stop("failure", `the force reached its limit of ${limit} N`, { force }, named ? { force: limit } : undefined);
    }),
    on(twist, ({ k }, _, axis, { drives }) => ({ torque: Array.from(axis, (a, i) => k * a * drives.temperature[i]!) })),
  ],
});
