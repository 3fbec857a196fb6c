/** A test of a cell as somebody who knows everything would log it: the truth that every format must give back. */
export interface TrueRow {
  readonly time: number;
  readonly stepTime: number;
  readonly step: number;
  readonly cycle: number;
  readonly state: "rest" | "charge" | "discharge";
  readonly voltage: number;
  /** A, positive on discharge. */
  readonly current: number;
  readonly celsius: number;
  /** Ah since the start of the step. */
  readonly charge: number;
  /** Ah since the start of the test. */
  readonly chargeIn: number;
  readonly chargeOut: number;
}

const capacity = 1;
const resistance = 0.05;
const openCircuit = (soc: number): number => 3.1 + 0.9 * soc + 0.1 * Math.tanh(8 * (soc - 0.5)) - 0.4 * Math.exp(-30 * soc) + 0.1 * soc ** 8;

const round = (value: number, places: number): number => Number(value.toFixed(places));

/**
 * Rest, charge at 0.5 A to 4.2 V, that voltage held to 0.05 A, rest, discharge at 0.25 A to 3.0 V, rest. Numbers are rounded to what cyclers write, so that text holds them exactly.
 * @param dt s between readings, a whole number; the cell itself is followed from second to second.
 */
export function trueTest(dt = 60): readonly TrueRow[] {
  const rows: TrueRow[] = [];
  let [time, soc, chargeIn, chargeOut] = [0, 0.1, 0, 0];
  const run = (step: number, cycle: number, state: TrueRow["state"], currentAt: (soc: number) => number, ends: (voltage: number, current: number, t: number) => boolean): void => {
    let charge = 0;
    for (let t = 0; ; t++) {
      const current = round(currentAt(soc), 5);
      const voltage = openCircuit(soc) - resistance * current;
      const over = t > 0 && ends(voltage, current, t);
      if (t % dt === 0 || over) rows.push({ time, stepTime: t, step, cycle, state, voltage: round(voltage, 5), current, celsius: round(25 + 4 * Math.abs(current) * (1 - Math.exp(-t / 1000)), 2), charge, chargeIn, chargeOut });
      if (over) return;
      time++;
      const passed = current / 3600;
      soc -= passed / capacity;
      charge += Math.abs(passed);
      if (current > 0) chargeOut += passed;
      else chargeIn -= passed;
    }
  };
  run(1, 1, "rest", () => 0, (_v, _i, t) => t >= 600);
  run(2, 1, "charge", () => -0.5, (v) => v >= 4.2);
  run(3, 1, "charge", (s) => Math.max(-0.5, (openCircuit(s) - 4.2) / resistance), (_v, i) => i > -0.05);
  run(4, 1, "rest", () => 0, (_v, _i, t) => t >= 1800);
  run(5, 2, "discharge", () => 0.25, (v) => v <= 3);
  run(6, 2, "rest", () => 0, (_v, _i, t) => t >= 600);
  return rows;
}
