import { conductivityFactor, diffusivityFactor, F, R, reactionRateFactor, surfaceAreaPerUnitVolume, totalElectrodeArea, type Cell, type Electrode } from "@inversa/battery";
import { electrolyteCells, electrolyteModes, saltDrive, type ElectrolyteModes } from "./electrolyte.ts";
import { Modes, sphere } from "./modes.ts";

/** A cell at one instant. */
export interface State {
  time: number;
  /** A, positive on discharge. */
  current: number;
  /** C taken out since the start. */
  charge: number;
  temperature: number;
  /** W set free, in the contact resistance too; kept where the cell heats itself. */
  heat: number;
  /** Modes of the two particles, mol/m3 at the surface over the mean, and of the electrolyte. */
  readonly negative: Float64Array;
  readonly positive: Float64Array;
  readonly electrolyte: Float64Array;
}

/** What is read off a state. */
export interface Reading {
  voltage: number;
  /** Stoichiometries: mean and surface of both electrodes. */
  negative: number;
  positive: number;
  negativeSurface: number;
  positiveSurface: number;
  /** mol/m3 of the electrolyte's finite volumes. */
  readonly concentrations: Float64Array;
  leastConcentration: number;
}

/** One electrode with what does not change during a test. */
class Side {
  readonly electrode: Electrode;
  readonly modes: Modes;
  /** Interfacial current density per current of the cell, 1/m2; negative in the positive electrode. */
  readonly perCurrent: number;
  /** C that the electrode holds from empty to full. */
  readonly capacity: number;

  constructor(electrode: Electrode, area: number, sign: 1 | -1) {
    this.electrode = electrode;
    this.perCurrent = sign / (area * electrode.thickness * surfaceAreaPerUnitVolume(electrode));
    this.capacity = F * area * electrode.thickness * electrode.activeVolumeFraction * electrode.maximumConcentration;
    // A mode tends to -w R j / (F D) at the rate of λ² D/R².
    this.modes = new Modes(sphere.rate, sphere.rate.map((rate, m) => (-rate * sphere.weight[m]!) / (F * electrode.particleRadius)));
  }

  /** Diffusivity between a mean and a surface stoichiometry: the mean over what lies between, which carries a steady flux. */
  diffusivity(mean: number, surface: number, factor: number): number {
    const { diffusivity: D } = this.electrode;
    if (D.constant !== undefined) return D.constant * factor;
    const [a, b] = [clamped(mean), clamped(surface)];
    return (factor * (D.value(a) + 4 * D.value((a + b) / 2) + D.value(b))) / 6;
  }

  /** Surface stoichiometry; the modes that are left out follow at once. */
  surface(mean: number, modes: Float64Array, current: number, diffusivity: number): number {
    const { particleRadius, maximumConcentration } = this.electrode;
    let sum = 0;
    for (let m = 0; m < modes.length; m++) sum += modes[m]!;
    return mean + (sum - (sphere.tail * particleRadius * this.perCurrent * current) / (F * diffusivity)) / maximumConcentration;
  }
}

const clamped = (s: number): number => Math.min(0.999, Math.max(0.001, s));

/**
 * The single particle model with electrolyte: one particle for each electrode under an even current density, diffusion in the electrolyte, and the voltage from averages.
 * Between two instants everything that is linear is carried exactly; what changes with temperature or concentration is taken at the middle of the step.
 */
export class SpmeCell {
  readonly cell: Cell;
  readonly lumped: boolean;
  readonly ambient: number;
  readonly start: { readonly negative: number; readonly positive: number };
  /** Whether coefficients change during a test. */
  readonly nonlinear: boolean;
  readonly negative: Side;
  readonly positive: Side;
  readonly #area: number;
  readonly #electrolyte: ElectrolyteModes;
  /** Ohmic resistance of electrolyte paths over the conductivity, and of the electrodes, Ohm m2 S/m and Ohm. */
  readonly #path: number;
  readonly #solid: number;
  readonly #reading: Reading;
  /** The state that the last reading is of, until it changes. */
  #readOf: State | undefined;

  constructor(cell: Cell, start: { readonly negative: number; readonly positive: number }, ambient: number, lumped: boolean) {
    const { negativeElectrode: n, separator: s, positiveElectrode: p } = cell;
    [this.cell, this.start, this.ambient, this.lumped] = [cell, start, ambient, lumped];
    this.#area = totalElectrodeArea(cell);
    [this.negative, this.positive] = [new Side(n, this.#area, 1), new Side(p, this.#area, -1)];
    this.nonlinear = lumped || n.diffusivity.constant === undefined || p.diffusivity.constant === undefined;
    this.#electrolyte = electrolyteModes(cell);
    this.#path = n.thickness / (3 * n.transportEfficiency) + s.thickness / s.transportEfficiency + p.thickness / (3 * p.transportEfficiency);
    this.#solid = (n.thickness / n.conductivity + p.thickness / p.conductivity) / (3 * this.#area);
    this.#reading = { voltage: 0, negative: 0, positive: 0, negativeSurface: 0, positiveSurface: 0, concentrations: new Float64Array(electrolyteCells.all), leastConcentration: 0 };
  }

  rest(temperature: number): State {
    return { time: 0, current: 0, charge: 0, temperature, heat: 0, negative: new Float64Array(sphere.rate.length), positive: new Float64Array(sphere.rate.length), electrolyte: new Float64Array(electrolyteCells.all) };
  }

  /** Sets another current in, at concentrations that stay as they are. */
  jump(state: State, current: number): void {
    state.current = current;
    this.#forget(state);
    if (this.lumped) state.heat = this.#heat(state, this.read(state));
  }

  copy(from: State, into: State): void {
    [into.time, into.current, into.charge, into.temperature, into.heat] = [from.time, from.current, from.charge, from.temperature, from.heat];
    into.negative.set(from.negative);
    into.positive.set(from.positive);
    into.electrolyte.set(from.electrolyte);
    this.#forget(into);
  }

  #forget(state: State): void {
    if (state === this.#readOf) this.#readOf = undefined;
  }

  /** Carries a state over a step in which the current goes in a straight line to `current`; `into` may not be `from`. */
  advance(from: State, step: number, current: number, into: State): void {
    into.time = from.time + step;
    into.current = current;
    into.charge = from.charge + (step * (from.current + current)) / 2;
    into.temperature = from.temperature;
    const first = this.#coefficients(from);
    this.#carry(from, step, current, first, into);
    if (!this.nonlinear) return;
    if (this.lumped) {
      into.heat = from.heat;
      into.temperature = this.#warmed(from, step, into);
      into.heat = this.#heat(into, this.read(into));
      into.temperature = this.#warmed(from, step, into);
    }
    const last = this.#coefficients(into);
    this.#carry(from, step, current, { negative: (first.negative + last.negative) / 2, positive: (first.positive + last.positive) / 2, electrolyte: (first.electrolyte + last.electrolyte) / 2 }, into);
    if (this.lumped) into.heat = this.#heat(into, this.read(into));
  }

  /** Everything that can be read off a state, valid until the next call. */
  read(state: State): Reading {
    const { cell, negative: n, positive: p } = this;
    const reading = this.#reading;
    if (state === this.#readOf) return reading;
    this.#readOf = state;
    const { temperature: T, current: I } = state;
    [reading.negative, reading.positive] = [this.start.negative - state.charge / n.capacity, this.start.positive + state.charge / p.capacity];
    reading.negativeSurface = this.#surface(n, state.negative, reading.negative, state);
    reading.positiveSurface = this.#surface(p, state.positive, reading.positive, state);
    const density = I / this.#area;
    const { electrolyte: e, referenceTemperature } = cell;
    const c0 = e.initialConcentration;
    this.#electrolyte.concentrations(state.electrolyte, reading.concentrations);
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < electrolyteCells.all; i++) {
      reading.concentrations[i]! += c0;
      least = Math.min(least, reading.concentrations[i]!);
    }
    reading.leastConcentration = least;
    const thermal = (2 * R * T) / F;
    const averages = averagesOf(reading.concentrations, c0);
    const half = (side: Side, surface: number, root: number): number => {
      const { reactionRateConstant, ocp, entropicChangeCoefficient } = side.electrode;
      const j0 = F * reactionRateConstant * reactionRateFactor(side.electrode, T, cell) * root * Math.sqrt(surface * (1 - surface));
      const open = ocp.value(surface) + (T - referenceTemperature) * entropicChangeCoefficient.value(surface);
      return open + thermal * Math.asinh((side.perCurrent * I) / (2 * j0));
    };
    const concentration = thermal * (1 - e.cationTransferenceNumber) * e.thermodynamicFactor * (averages.positiveLog - averages.negativeLog);
    const ohmic = (density * this.#path) / (e.conductivity.value(c0) * conductivityFactor(e, T, cell)) + I * (this.#solid + cell.contactResistance);
    reading.voltage = half(p, reading.positiveSurface, averages.positiveRoot) - half(n, reading.negativeSurface, averages.negativeRoot) + concentration - ohmic;
    return reading;
  }

  #surface(side: Side, modes: Float64Array, mean: number, { current, temperature }: State): number {
    const factor = diffusivityFactor(side.electrode, temperature, this.cell);
    const guess = side.surface(mean, modes, current, side.diffusivity(mean, mean, factor));
    return side.electrode.diffusivity.constant === undefined ? side.surface(mean, modes, current, side.diffusivity(mean, guess, factor)) : guess;
  }

  /** D/R² of both particles and the electrolyte's diffusivity, in the present state. */
  #coefficients(state: State): { readonly negative: number; readonly positive: number; readonly electrolyte: number } {
    const { cell, negative: n, positive: p } = this;
    const rate = (side: Side, modes: Float64Array, mean: number): number => {
      const factor = diffusivityFactor(side.electrode, state.temperature, cell);
      const surface = side.electrode.diffusivity.constant === undefined ? this.#surface(side, modes, mean, state) : mean;
      return side.diffusivity(mean, surface, factor) / side.electrode.particleRadius ** 2;
    };
    const { electrolyte: e } = cell;
    return {
      negative: rate(n, state.negative, this.start.negative - state.charge / n.capacity),
      positive: rate(p, state.positive, this.start.positive + state.charge / p.capacity),
      electrolyte: e.diffusivity.value(e.initialConcentration) * diffusivityFactor(e, state.temperature, cell),
    };
  }

  #carry(from: State, step: number, current: number, rates: { readonly negative: number; readonly positive: number; readonly electrolyte: number }, into: State): void {
    const { negative: n, positive: p } = this;
    n.modes.advance(from.negative, step, rates.negative, n.perCurrent * from.current, n.perCurrent * current, into.negative);
    p.modes.advance(from.positive, step, rates.positive, p.perCurrent * from.current, p.perCurrent * current, into.positive);
    this.#forget(into);
    this.#electrolyte.modes.advance(from.electrolyte, step, rates.electrolyte, saltDrive(this.cell, from.current / this.#area), saltDrive(this.cell, current / this.#area), into.electrolyte);
  }

  /** Temperature after a step with the mean heat of its ends. */
  #warmed(from: State, step: number, into: State): number {
    const { density, specificHeatCapacity, volume, externalSurfaceArea, heatTransferCoefficient } = this.cell.thermal!;
    const [capacity, cooling] = [density * specificHeatCapacity * volume, heatTransferCoefficient * externalSurfaceArea];
    const steady = this.ambient + (from.heat + into.heat) / 2 / cooling;
    return steady + (from.temperature - steady) * Math.exp((-cooling * step) / capacity);
  }

  /** What the currents lose, and what the reactions take from or give to it reversibly. */
  #heat({ current: I, temperature: T }: State, { voltage, negativeSurface, positiveSurface }: Reading): number {
    const { negativeElectrode: n, positiveElectrode: p, referenceTemperature } = this.cell;
    const entropic = p.entropicChangeCoefficient.value(positiveSurface) - n.entropicChangeCoefficient.value(negativeSurface);
    const open = p.ocp.value(positiveSurface) - n.ocp.value(negativeSurface) + (T - referenceTemperature) * entropic;
    return I * (open - voltage) - I * T * entropic;
  }
}

/** Means over the electrodes of √(c/c0) and of ln c. */
function averagesOf(c: Float64Array, c0: number): { readonly negativeRoot: number; readonly positiveRoot: number; readonly negativeLog: number; readonly positiveLog: number } {
  let [negativeRoot, positiveRoot, negativeLog, positiveLog] = [0, 0, 0, 0];
  const { negative, positiveFrom, all } = electrolyteCells;
  for (let i = 0; i < negative; i++) {
    negativeRoot += Math.sqrt(c[i]! / c0);
    negativeLog += Math.log(c[i]!);
  }
  for (let i = positiveFrom; i < all; i++) {
    positiveRoot += Math.sqrt(c[i]! / c0);
    positiveLog += Math.log(c[i]!);
  }
  return { negativeRoot: negativeRoot / negative, positiveRoot: positiveRoot / (all - positiveFrom), negativeLog: negativeLog / negative, positiveLog: positiveLog / (all - positiveFrom) };
}
