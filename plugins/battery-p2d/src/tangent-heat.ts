import { heat, reactionGradient } from "./heat.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";
import type { Partials } from "./tangent-partials.ts";

/** What a solved step says of the derivatives of voltage, current and current densities. */
interface Solved {
  readonly voltage: Float64Array;
  readonly current: Float64Array;
  readonly j: Float64Array;
}

/** Derivatives of a cell's heat balance `C dT/dt = heat - hS (T - Ta)`, with u = 1/C and w = hS/C. */
export class TangentHeat {
  /** Of the heat, W. */
  readonly heat: Float64Array;
  /** Of dT/dt, K/s, and below that itself: what exponential steps start from. */
  readonly warming: Float64Array;
  #warming = 0;
  /** At the end of the last step and of the one before it. */
  #before: Terminals;
  #now: Terminals;
  readonly #half: Float64Array;
  readonly #partials: Partials;
  readonly #byCurrent: Float64Array;
  readonly #bySurface: Float64Array;
  #heat = 0;

  constructor({ electrodeCells }: StepState, partials: Partials) {
    this.#partials = partials;
    const { count } = partials;
    [this.heat, this.warming, this.#half] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
    [this.#before, this.#now] = [terminals(count), terminals(count)];
    [this.#byCurrent, this.#bySurface] = [new Float64Array(electrodeCells), new Float64Array(electrodeCells)];
  }

  /**
   * Takes up a solved step, at whose solution potentials of cell and twins are up to date.
   * @param surface Derivatives of the surface concentrations at given current densities.
   */
  take(state: StepState, voltage: number, solved: Solved, surface: Float64Array): void {
    const { density } = state;
    const { area } = state.numbers!;
    const { count, twins, changes, others, area: byArea } = this.#partials;
    const out = this.heat;
    [this.#before, this.#now] = [this.#now, this.#before];
    [this.#now.voltage, this.#now.current] = [voltage, density * area];
    this.#now.byVoltage.set(solved.voltage);
    this.#now.byCurrent.set(solved.current);
    this.#heat = heat(state, voltage);
    reactionGradient(state, state.negative, this.#byCurrent, this.#bySurface);
    reactionGradient(state, state.positive, this.#byCurrent, this.#bySurface);
    out.fill(0);
    this.#reactions(state, state.negative, solved.j, surface);
    this.#reactions(state, state.positive, solved.j, surface);
    // At a given area; what the area itself changes is in the difference between twin and cell.
    for (let k = 0; k < count; k++) out[k] = area * out[k]! - density * area * solved.voltage[k]! - voltage * (solved.current[k]! - density * byArea[k]!);
    for (const k of others) out[k]! += (heat(twins[k]!, voltage) - this.#heat) / changes[k]!;
  }

  #reactions({ response }: StepState, { cell, first, count: cells }: ElectrodeKernel, j: Float64Array, surface: Float64Array): void {
    const { count } = this.#partials;
    const out = this.heat;
    for (let i = 0, p = cell * count; i < cells; i++) {
      const bySurface = this.#bySurface[first + i]!;
      const byCurrent = this.#byCurrent[first + i]! - bySurface * response[first + i]!;
      for (let k = 0; k < count; k++, p++) out[k]! += byCurrent * j[p]! + bySurface * surface[p]!;
    }
  }

  /**
   * The temperature after an implicit step, `T (1 + γ w) = base + γ (u heat + w Ta)`.
   * @param found That of the cell; @param base From `at` on holds the derivatives of the base and receives those of the temperature.
   */
  implicit({ gamma, numbers }: StepState, ambient: number, found: number, base: Float64Array, at: number): void {
    const { heatCapacity, cooling } = numbers!.thermal;
    const { count, capacity, cooling: byCooling } = this.#partials;
    for (let k = 0; k < count; k++) {
      base[at + k] = (base[at + k]! + gamma * (this.heat[k]! / heatCapacity + this.#heat * capacity[k]! + (ambient - found) * byCooling[k]!)) / (1 + (gamma * cooling) / heatCapacity);
    }
  }

  /** Takes up dT/dt at a temperature. @param by Its derivatives, from `at` on. */
  begin({ numbers }: StepState, ambient: number, temperature: number, by: Float64Array, at: number): void {
    const { heatCapacity, cooling } = numbers!.thermal;
    const { count, capacity, cooling: byCooling } = this.#partials;
    this.#warming = (this.#heat - cooling * (temperature - ambient)) / heatCapacity;
    for (let k = 0; k < count; k++) this.warming[k] = (this.heat[k]! - cooling * by[at + k]!) / heatCapacity + this.#heat * capacity[k]! - (temperature - ambient) * byCooling[k]!;
  }

  /**
   * The temperature after an exponential step: the trapezoidal rule, and what it leaves out of the heat of a current and a voltage that are both linear in the step.
   * @param start The temperature at its start; @param by Its derivatives, from `at` on; become those at the end.
   */
  exponential(state: StepState, step: number, ambient: number, start: number, by: Float64Array, at: number): void {
    const { count, capacity } = this.#partials;
    const { heatCapacity } = state.numbers!.thermal;
    const { warming } = this;
    const [before, now] = [this.#before, this.#now];
    const ahead = start + step * this.#warming;
    for (let k = 0; k < count; k++) by[at + k]! += step * warming[k]!;
    for (let k = 0; k < count; k++) this.#half[k] = 0.5 * step * warming[k]!;
    // The rate at the end is that at the temperature to which the rate at the start leads.
    this.begin(state, ambient, ahead, by, at);
    const [current, volt] = [now.current - before.current, now.voltage - before.voltage];
    for (let k = 0; k < count; k++) {
      const byProduct = (now.byCurrent[k]! - before.byCurrent[k]!) * volt + current * (now.byVoltage[k]! - before.byVoltage[k]!);
      by[at + k]! += 0.5 * step * warming[k]! - this.#half[k]! + (step / 6) * (byProduct / heatCapacity + capacity[k]! * current * volt);
    }
  }
}

/** Voltage and current with their derivatives. */
interface Terminals {
  voltage: number;
  current: number;
  readonly byVoltage: Float64Array;
  readonly byCurrent: Float64Array;
}

const terminals = (count: number): Terminals => ({ voltage: 0, current: 0, byVoltage: new Float64Array(count), byCurrent: new Float64Array(count) });
