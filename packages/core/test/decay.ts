import { choice, defineForwardModel, defineProtocol, document, group, InputError, list, number, stop } from "../src/index.ts";

/** A toy for the tests of core: something warm cools, or is heated by steps, until it melts. */
export const warming = defineProtocol({
  id: "warming", name: "Warming", about: "Something is heated and cools.", conditions: { base: { unit: "K", bounds: [-5, 5], default: 0, about: "base" }, lag: { unit: "s", bounds: [0, 1], default: 0, about: "time already passed" } },
  drives: { heat: { unit: "W", optional: true, about: "heating" } },
  program: {
    hold: choice({ default: "linear", choices: { linear: "straight lines", step: "steps" }, about: "between the samples" }),
    steps: list({ of: group({ fields: { heat: number({ optional: true, bounds: [0, 9], about: "heating" }), until: group({ fields: { time: number({ default: 1, bounds: [0, 99], about: "end" }) }, about: "end" }) }, about: "step" }), default: [], about: "steps" }),
  },
  axis: { name: "time", unit: "s", about: "time" },
  responses: { temperature: { unit: "K", about: "temperature" }, rate: { unit: "K", about: "rate of change" } },
  invalid: (_, { drives, program }) => (((program?.["steps"] ?? []) as unknown[]).length > 0 === (drives?.["heat"] !== undefined) ? "give either heat or steps" : undefined),
});

/** T = a exp(-k t), with its derivatives; melts where it falls below `limit`. */
export const decay = defineForwardModel({
  id: "toy/decay", name: "Decay", about: "Cools down.", source: "Newton (1701)",
  parameters: {
    a: { unit: "K", bounds: [0.1, 100], scale: "log", about: "temperature at the start" },
    k: { unit: "1", bounds: [0.01, 10], about: "rate" },
    shift: { unit: "K", bounds: [-1, 1], optional: true, about: "shift, from the body unless given" },
  },
  options: { body: document({ default: "iron", builtIn: { iron: "a body of iron", gold: "a body of gold" }, check: ({ mass }) => { if (typeof mass !== "number") throw new InputError("option-invalid", { what: "it has no mass" }); return []; }, about: "what cools" }) },
  expectations: ({ body }) => ({ shift: { value: typeof body === "string" ? 0 : 0.5, plausible: [-0.2, 0.2] } }),
  presets: { rates: { parameters: ["k"], about: "only the rate" } },
  simulations: (on) => [
    on(warming, ({ a, k, shift = 0 }, { base, lag }, time, { program, drives }) => {
      const limit = program.steps[0]?.heat ?? drives.heat?.[0] ?? 0;
      const temperature = Array.from(time, (t) => a * Math.exp(-k * (t + lag)) + shift + base);
      const rate = Array.from(time, (t) => -a * k * Math.exp(-k * (t + lag)));
      const end = temperature.findIndex((value) => value < limit);
      if (end < 0) return { temperature, rate };
      return stop("cut-off", `the temperature fell below ${limit} K`, { temperature: temperature.slice(0, end), rate: rate.slice(0, end) }, { temperature: limit, rate: -k * (limit - shift - base) });
    }, {
      sensitivities: ({ a, k, shift = 0 }, { base, lag }, time, { program, drives, of, ofConditions }) => {
        const limit = program.steps[0]?.heat ?? drives.heat?.[0] ?? 0;
        const e = Array.from(time, (t) => Math.exp(-k * (t + lag)));
        const end = e.findIndex((value) => a * value + shift + base < limit);
        const answer = { temperature: e.map((value) => a * value + shift + base), rate: e.map((value) => -a * k * value) };
        const all = {
          a: { temperature: e, rate: e.map((value) => -k * value) },
          k: { temperature: e.map((value, i) => -a * (time[i]! + lag) * value), rate: e.map((value, i) => -a * value * (1 - k * (time[i]! + lag))) },
          shift: { temperature: e.map(() => 1), rate: e.map(() => 0) },
        };
        const by = Object.fromEntries(of.map((name) => [name, all[name]]));
        // The lag is left to differences.
        const byConditions = ofConditions.includes("base") ? { base: all.shift } : {};
        if (end < 0) return { answer, by, byConditions };
        const until = (curves: typeof answer): typeof answer => ({ temperature: curves.temperature.slice(0, end), rate: curves.rate.slice(0, end) });
        return { answer: stop("cut-off", "cold", until(answer), { temperature: limit, rate: -k * (limit - shift - base) }), by, byConditions, endBy: { k: { rate: -(limit - shift - base) }, shift: { rate: k }, base: { rate: k } } };
      },
    }),
  ],
});
