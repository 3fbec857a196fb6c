import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chargeOf, type History } from "../src/observations/history.ts";
import { thinned } from "../src/observations/thin.ts";
import { trueTest } from "./cell.ts";
import { read, recordOf, refusal } from "./reading.ts";
import { bdfMachine, maccorTab, plainTable } from "./writers.ts";

const rows = trueTest(10);
const whole = bdfMachine(rows);

/** How far a measured voltage lies off the straight lines of the thinned curve; at a jump, off the nearer side. */
function distance({ axis, values }: { readonly axis: Float64Array; readonly values: Float64Array }, t: number, measured: number): number {
  const there = [...axis.keys()].filter((i) => Math.abs(axis[i]! - t) < 1e-6 && !Number.isNaN(values[i]!));
  return there.length > 0 ? Math.min(...there.map((i) => Math.abs(values[i]! - measured))) : Math.abs(along({ axis, values }, t) - measured);
}

function along({ axis, values }: { readonly axis: Float64Array; readonly values: Float64Array }, t: number): number {
  let k = axis.findLastIndex((at, i) => at <= t && !Number.isNaN(values[i]!));
  if (k < 0) return Number.NaN;
  let next = k + 1;
  while (next < axis.length && Number.isNaN(values[next]!)) next++;
  return values[k]! + ((values[next]! - values[k]!) * (t - axis[k]!)) / (axis[next]! - axis[k]!);
}

describe("observations of a test", () => {
  it("are its charges and discharges, with the state of charge counted and told", async () => {
    const { observations, inferred } = await read("cell.bdf.csv", whole);
    expect(observations.map(({ id }) => id)).toEqual(["cell: steps 2-3, charge 0.500 A, 1.8 h", "cell: step 5, discharge 0.250 A, 3.7 h"]);
    const [charge, discharge] = observations;
    expect(discharge!.test.conditions["initialSoc"]).toBe(1);
    expect(charge!.test.conditions["initialSoc"]).toBeCloseTo(1 - rows.at(-1)!.chargeIn / rows.at(-1)!.chargeOut, 3);
    const told = inferred.map(({ what, because }) => `${what}: ${because}`).join("\n");
    expect(told).toMatch(/initialSoc 1 .*the charge to full in step 2-3/);
    expect(told).toMatch(/counted from the charge to full.* of 0.\d+ Ah \(the discharge from full in step 5\)/);
  });

  it("begin with the state of rest and a jump of the current at the start of the step", async () => {
    const { observations: [discharge] } = await read("cell.bdf.csv", whole, { steps: [5] });
    const { axis, drives } = discharge!.test;
    expect([axis[0], axis[1]]).toEqual([0, 0]);
    expect([drives!["current"]![0], drives!["current"]![1]]).toEqual([0, expect.closeTo(0.25, 9)]);
    const rest = rows.findLast(({ step }) => step === 4)!;
    const first = rows.find(({ step }) => step === 5)!;
    expect([discharge!.responses["voltage"]![0], discharge!.responses["voltage"]![1]]).toEqual([rest.voltage, first.voltage]);
    expect(discharge!.test.program).toEqual({ hold: "linear" });
  });

  it("take the step's own clock for its start, and the middle between readings without one", async () => {
    const late = rows.filter((r) => r.step !== 5 || r.stepTime >= 40);
    const { observations: [byClock] } = await read("cell.bdf.csv", bdfMachine(late), { steps: [5] });
    const { observations } = await read("cell.csv", plainTable(late), { kinds: "discharges" });
    const end = rows.findLast(({ step }) => step === 5)!.stepTime;
    expect(byClock!.test.axis.at(-1)).toBeCloseTo(end, 6);
    expect(observations[0]!.test.axis.at(-1)).toBeCloseTo(end - 20, 6);
  });

  it("carry the cell's temperature and that around it", async () => {
    const { observations: [charge, discharge] } = await read("cell.csv", plainTable(rows.map((r) => ({ ...r, celsius: r.celsius + 5 }))));
    expect(charge!.test.conditions["ambientTemperature"]).toBeCloseTo(303.15, 9);
    expect(discharge!.responses["temperature"]!.findLast(Number.isFinite)).toBeGreaterThan(303.15);
    const given = await read("cell.csv", plainTable(rows), {}, { ambientTemperature: 280 });
    expect(given.observations[0]!.test.conditions).toMatchObject({ ambientTemperature: 280, initialTemperature: 298.15 });
  });

  it("are those that the user wants", async () => {
    const ids = async (settings: Readonly<Record<string, unknown>>): Promise<readonly string[]> => (await read("cell.bdf.csv", whole, settings)).observations.map(({ id }) => id.slice(6));
    expect(await ids({ kinds: "discharges" })).toEqual(["step 5, discharge 0.250 A, 3.7 h"]);
    expect(await ids({ kinds: "charges" })).toEqual(["steps 2-3, charge 0.500 A, 1.8 h"]);
    expect(await ids({ cycles: [2] })).toEqual(["step 5, discharge 0.250 A, 3.7 h"]);
    expect(await ids({ steps: [2, 3] })).toEqual(["steps 2-3, charge 0.500 A, 1.8 h"]);
    expect(await ids({ only: ["step 5"] })).toEqual(["step 5, discharge 0.250 A, 3.7 h"]);
    expect(await ids({ steps: [5], withRest: true })).toEqual(["steps 5-6, discharge 0.250 A, 3.9 h"]);
    const error = await refusal(read("cell.bdf.csv", whole, { steps: [4] }));
    expect(error.message).toMatch(/no current flows in step 4.*step 5, discharge/s);
  });

  it("are not the stubs beside them, which are named with the way to bring them back", async () => {
    // What was left of an earlier discharge: 5 min at the current of the later one, before a rest.
    const steps = [["rest", 120, 0], ["rest of a discharge", 280, 0.5], ["rest", 1200, 0], ["charge", 7200, -0.5], ["rest", 1200, 0], ["discharge", 7200, 0.5], ["rest", 1200, 0]] as const;
    let [t, soc] = [0, 0.5];
    const lines = steps.flatMap(([, long, current], step) => Array.from({ length: long / 20 }, () => {
      soc -= (current * 20) / 7200;
      return [(t += 20), step + 1, current, (3.7 + 0.4 * soc - 0.05 * current).toFixed(4)].join(",");
    }));
    const text = `time_s,step,current_A,voltage_V\n${lines.join("\n")}\n`;
    const more = { socAt: [{ step: 2, soc: 0.5 }], capacity: 2 };
    const { observations, warnings } = await read("cell.csv", text, more);
    expect(observations.map(({ id }) => id)).toEqual(["cell: step 4, charge 0.500 A, 2.0 h", "cell: step 6, discharge 0.500 A, 2.0 h"]);
    expect(warnings.join()).toMatch(/left out as a stub \(shorter than 30 min with less than 5 % .*\): step 2, discharge 0\.500 A, 5 min; the setting stubs brings it back, steps chooses by number/);
    for (const settings of [{ stubs: true }, { steps: [2] }, { only: ["step 2"] }]) expect((await read("cell.csv", text, { ...more, ...settings })).observations[0]!.id).toBe("cell: step 2, discharge 0.500 A, 5 min");
  });

  it("of pulses with rests between are one, with the rest behind them", async () => {
    const pulses = Array.from({ length: 400 }, (_, t) => ({ t, current: t % 100 >= 10 && t % 100 < 20 ? (t < 200 ? 2 : -2) : 0 }));
    const text = `time_s,current_A,voltage_V\n${pulses.map(({ t, current }) => `${t},${current},${(3.7 - 0.02 * current).toFixed(4)}`).join("\n")}\n`;
    const { observations } = await read("hppc.csv", text, {}, { initialSoc: 0.5 });
    expect(observations.map(({ id }) => id)).toEqual(["hppc: steps 2-9, 4 pulses up to 2.00 A, 6 min"]);
    expect(chargeOf(observations[0]!.test.axis, observations[0]!.test.drives!["current"]!)).toBeCloseTo(0, 9);
  });
});

describe("currents that turn without a rest", () => {
  it("are one profile, step numbers or not", async () => {
    const currents = [5, 5, -2, -2, 8, 8, -3];
    const text = `time_s,current_A,voltage_V,step\n${Array.from({ length: 70 }, (_, t) => `${t},${currents[Math.floor(t / 10)]},${(3.7 - 0.02 * currents[Math.floor(t / 10)]! - 1e-3 * t).toFixed(5)},${Math.floor(t / 10) + 1}`).join("\n")}\n`;
    const { observations } = await read("turns.csv", text, {}, { initialSoc: 0.5 });
    expect(observations.map(({ id }) => id)).toEqual(["turns: steps 1-7, profile up to 8.00 A, 69 s"]);
  });
});

describe("a state of charge that does not follow", () => {
  const discharge = maccorTab(rows.filter(({ step }) => step >= 4));

  it("is asked about, and each answer that the question names is taken", async () => {
    const question = await refusal(read("half.txt", discharge));
    expect(question.code).toBe("data-ambiguous");
    expect(question.message).toMatch(/no charge to full.*initialSoc as a condition.*socAt for step 5/s);
    expect((await read("half.txt", discharge, {}, { initialSoc: 0.9 })).observations[0]!.test.conditions["initialSoc"]).toBe(0.9);
    expect((await read("half.txt", discharge, { socAt: [{ step: 5, soc: 0.8 }] })).observations[0]!.test.conditions["initialSoc"]).toBe(0.8);
  });

  it("leaves one observation out where others have theirs", async () => {
    const begun = [...rows.filter(({ step }) => step === 5).map((r) => ({ ...r, step: 0, cycle: 0, time: r.time - 1e5, charge: 0 })), ...rows].map((r) => ({ ...r, time: r.time + 1e5 }));
    const { observations, warnings } = await read("cell.bdf.csv", bdfMachine(begun));
    expect(observations.length).toBe(2);
    expect(warnings.join()).toMatch(/step 0.*left out, since its state of charge does not follow.*socAt for step 0/);
  });

  it("that is given holds at the start of the first observation; the others are counted from it", async () => {
    const twice = [...rows.filter(({ step }) => step >= 5), ...rows.filter(({ step }) => step === 2).map((r) => ({ ...r, step: 7, time: r.time + 1e5 }))];
    const capacity = rows.at(-1)!.chargeOut;
    const { observations } = await read("two.bdf.csv", bdfMachine(twice), {}, { initialSoc: 1 });
    expect(observations.map(({ test }) => test.conditions["initialSoc"])).toEqual([1, expect.closeTo(0, 9)]);
    const part = await read("two.bdf.csv", bdfMachine(twice), { capacity: 2 * capacity }, { initialSoc: 0.9 });
    expect(part.observations.map(({ test }) => test.conditions["initialSoc"])).toEqual([0.9, expect.closeTo(0.4, 4)]);
    const alone = await read("two.bdf.csv", bdfMachine(twice), {}, { initialSoc: 0.9 });
    expect(alone.observations.length).toBe(1);
    expect(alone.warnings.join()).toMatch(/step 7.*left out.*capacity to count with is not known.*give capacity/);
    expect((await refusal(read("two.bdf.csv", bdfMachine(twice), {}, { initialStoichiometryNegative: 0.9, initialStoichiometryPositive: 0.3 }))).message).toMatch(/2 observations, which begin at different ones/);
  });

  it("is not taken from a charge that was cut off at full current", async () => {
    const cut = rows.filter(({ step }) => step !== 3);
    expect((await refusal(read("cut.bdf.csv", bdfMachine(cut)))).message).toMatch(/no charge to full/);
  });

  it("is counted with the capacity that the user gives", async () => {
    const charge = bdfMachine(rows.filter(({ step }) => step <= 4));
    expect((await refusal(read("charge.bdf.csv", charge))).message).toMatch(/capacity/);
    const { observations } = await read("charge.bdf.csv", charge, { capacity: 1 });
    expect(observations[0]!.test.conditions["initialSoc"]).toBeCloseTo(1 - rows.findLast(({ step }) => step === 3)!.chargeIn, 3);
  });
});

describe("fewer readings", () => {
  it("stay within the tolerance in voltage, and keep the charge of every step exactly", async () => {
    const record = await recordOf("cell.bdf.csv", whole);
    const { observations } = await read("cell.bdf.csv", whole, { sampling: "shape", tolerance: 0.5 });
    for (const [k, { test, responses }] of observations.entries()) {
      const steps = record.steps.filter(({ direction }) => direction === (k === 0 ? -1 : 1));
      expect(test.axis.length).toBeLessThanOrEqual(200);
      const charge = steps.reduce((sum, step) => sum + step.charge, 0);
      expect(Math.abs(chargeOf(test.axis, test.drives!["current"]!) / charge - 1)).toBeLessThan(1e-12);
      let worst = 0;
      for (const step of steps) for (let row = step.from; row < step.to; row++) worst = Math.max(worst, distance({ axis: test.axis, values: responses["voltage"]! }, record.time[row]! - steps[0]!.start, record.voltage[row]!));
      expect(worst).toBeLessThan(0.5e-3 + 1e-12);
    }
  });

  it("lie evenly in time for a discharge, so that its end does not outweigh the rest, and where the voltage bends for pulses", async () => {
    const { observations: [discharge] } = await read("cell.bdf.csv", whole, { steps: [5], points: 100 });
    const { axis } = discharge!.test;
    expect(axis.length).toBeLessThanOrEqual(100);
    const gaps = Array.from(axis.subarray(3, -2), (t, i) => axis[i + 4]! - t);
    expect(Math.max(...gaps)).toBeLessThan(1.2 * Math.min(...gaps));
    const pulses = Array.from({ length: 2000 }, (_, t) => ({ t, current: t % 500 >= 100 && t % 500 < 110 ? 2 : 0 }));
    const text = `time_s,current_A,voltage_V\n${pulses.map(({ t, current }) => `${t},${current},${(3.7 - 0.02 * current - 0.01 * (current > 0 ? Math.sqrt((t % 500) - 99) : 0)).toFixed(5)}`).join("\n")}\n`;
    const { observations: [series] } = await read("hppc.csv", text, { points: 100 }, { initialSoc: 0.5 });
    const current = series!.test.drives!["current"]!;
    // Evenly, two of a hundred would lie in the forty seconds under current.
    expect(current.filter((v) => v > 1).length).toBeGreaterThan(15);
  });

  it("are as many as allowed, at most, and told of with what they cost", async () => {
    const { observations, inferred } = await read("cell.bdf.csv", whole, { sampling: "shape", points: 20, tolerance: 0 });
    expect(observations.every(({ test }) => test.axis.length <= 20)).toBe(true);
    expect(inferred.map(({ because }) => because).join()).toMatch(/straight within \d/);
  });

  it("keep the charge of any history in each piece, and its samples where nothing is left out", () => {
    const history = fc.array(fc.record({ dt: fc.double({ min: 0.1, max: 50, noNaN: true }), i: fc.double({ min: -5, max: 5, noNaN: true }), v: fc.double({ min: 2.5, max: 4.2, noNaN: true }), jump: fc.boolean() }), { minLength: 3, maxLength: 120 });
    fc.assert(fc.property(history, fc.integer({ min: 10, max: 60 }), fc.constantFrom("even" as const, "shape" as const), (samples, most, sampling) => {
      const [time, current, voltage, pieces] = [[] as number[], [] as number[], [] as number[], [0]];
      let t = 0;
      for (const [k, { dt, i, v, jump }] of samples.entries()) {
        if (k > 0 && jump) pieces.push(time.length);
        else t += dt;
        time.push(t);
        current.push(i);
        voltage.push(v);
      }
      const full: History = { time: Float64Array.from(time), current: Float64Array.from(current), voltage: Float64Array.from(voltage), temperature: undefined, pieces };
      const { history: few } = thinned(full, most, sampling, 0.01);
      const ends = [...pieces.slice(1), time.length];
      const fewEnds = [...few.pieces.slice(1), few.time.length];
      for (const [k, from] of pieces.entries()) {
        const exact = chargeOf(full.time.subarray(from, ends[k]), full.current.subarray(from, ends[k]));
        expect(Math.abs(chargeOf(few.time.subarray(few.pieces[k], fewEnds[k]), few.current.subarray(few.pieces[k], fewEnds[k])) - exact)).toBeLessThan(1e-9 * (1 + Math.abs(exact)));
      }
      expect(few.time.length < full.time.length || few.current.every((v, i) => v === full.current[i])).toBe(true);
    }), { numRuns: 100, seed: 9 });
  });

  it("average the noise of a constant current", () => {
    const n = 400;
    const noisy = Float64Array.from({ length: n }, (_, i) => 1 + (i % 2 === 0 ? 2e-3 : -2e-3));
    const { history } = thinned({ time: Float64Array.from({ length: n }, (_, i) => i), current: noisy, voltage: Float64Array.from({ length: n }, (_, i) => 4 - 1e-3 * i), temperature: undefined, pieces: [0] }, 30, "even", 1e-3);
    expect(Math.max(...history.current.map((v) => Math.abs(v - 1)))).toBeLessThan(5e-4);
  });
});
