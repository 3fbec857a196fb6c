import { simulate, type Status } from "@inversa/core";
import { random } from "@inversa/numerics";
import { p2d } from "../src/index.ts";
import { widePriorSample } from "../test/wide-prior.ts";

const samples = 1000;

/** Share of discharges that complete or end with a physical name, over 1,000 samples of a wide prior. */
export default async function widePrior() {
  return [1, 2, 3].map((rate) => {
    const generator = random(7, rate);
    const tally = new Map<Status, number>();
    for (let i = 0; i < samples; i++) {
      const axis = Float64Array.from({ length: 400 }, (_, k) => (10 * k) / rate);
      const { status } = simulate(p2d, widePriorSample(generator), { protocol: "cycling", conditions: {}, axis, program: { steps: [{ mode: "current", value: 5 * rate, until: { voltage: 2.5 } }] } });
      tally.set(status, (tally.get(status) ?? 0) + 1);
    }
    const named = samples - (tally.get("no-solution") ?? 0);
    return { name: `${rate}C discharges that complete or end with a name`, unit: "%", median: (100 * named) / samples, note: `${[...tally].map(([status, count]) => `${count} ${status}`).join(", ")}; goal 99.9` };
  });
}
