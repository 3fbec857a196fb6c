import type { Status } from "@inversa/core";
import { integrate } from "@inversa/numerics";
import type { Control } from "./control.ts";
import type { ElementMaterial, ElementRates, ElementState, Limit, Trial } from "./material.ts";
import { rateSolver } from "./solve-rates.ts";

/** One element test: a material, a start, what is prescribed, and the values at which the state is wanted. */
export interface ElementTest {
  readonly material: ElementMaterial;
  readonly control: Control;
  /** Effective stresses at the start in kPa. */
  readonly axialStress: number;
  readonly radialStress: number;
  /** Internal variables at the start; zeros unless given. */
  readonly internals?: ArrayLike<number>;
  /** Value of the prescribed quantity at the start: 0 for a strain, the initial stress for a stress. */
  readonly start: number;
  /** Values of the prescribed quantity in the order in which the test visits them; it may turn back any number of times. */
  readonly axis: ArrayLike<number>;
  /** Relative error of a step; strains count from 1e-3, stresses from the initial mean stress. Default 1e-8. */
  readonly tolerance?: number;
}

/** What an element went through. */
export interface ElementHistory {
  readonly status: Status;
  /** Why it ended early; empty when it reached the last point. */
  readonly message: string;
  /** Number of leading axis points that were reached. */
  readonly computed: number;
  /** Length of one state. */
  readonly size: number;
  /** The states at those points, one after another, in the layout of {@link ElementState}. */
  readonly states: Float64Array;
  /** The state where the test ended. */
  readonly end: ElementState;
  readonly steps: number;
}

/** More changes of regime than this within one leg are chatter: no path fulfils the constraints. */
const mostRegimes = 200;
const mostSteps = 5000;
const rounding = 1e-12;

/**
 * Leads an element along a test by an error-controlled Runge-Kutta pair. Reversals of the axis, changes of regime and physical limits are located and
 * restarted from, so that the solution between them is smooth and of the pair's order. Physics that ends early is part of the answer.
 *
 * A nonlinear material needs no other driver; a stress-controlled test that passes a peak has no solution beyond it and says so.
 */
export function runElementTest(test: ElementTest): ElementHistory {
  const { material, control, axis, tolerance = 1e-8 } = test;
  const size = 4 + (material.internals ?? 0);
  const state: ElementState = new Float64Array(size);
  state[0] = test.axialStress;
  state[1] = test.radialStress;
  if (test.internals) state.set(test.internals as ArrayLike<number> as number[], 4);
  const atol = absoluteTolerances(state, tolerance);
  const states = new Float64Array(axis.length * size);
  const limits = material.limits ?? [];
  let steps = 0;
  let at = test.start;
  let computed = 0;
  let regime = 0;
  let lastSense = 0;

  const finish = (status: Status, message: string): ElementHistory => ({ status, message, computed, size, states: states.subarray(0, computed * size), end: state, steps });

  for (const limit of limits) if (!(limit.margin(state) > 0)) return finish(limit.reason, limit.message(state));

  while (computed < axis.length) {
    if (axis[computed] === at) {
      states.set(state, computed++ * size);
      continue;
    }
    const sense = axis[computed]! > at ? 1 : -1;
    let last = computed;
    while (last + 1 < axis.length && (axis[last + 1]! - axis[last]!) * sense > 0) last++;

    const solve = rateSolver(material, control, sense);
    const trialRates: ElementRates = new Float64Array(size);
    const trialAt = (y: ElementState): Trial => (regime) => {
      solve(y, regime, trialRates);
      return trialRates;
    };
    const legStart = at;
    let time = 0;
    let ended: number | undefined;
    for (let changes = 0; computed <= last; changes++) {
      if (changes > mostRegimes) return finish("no-solution", `loading and unloading alternate without end at ${describe(state)}`);
      // Only a reversal or the end of a regime asks for a new one: points that repeat do not.
      if (changes > 0 || sense !== lastSense) regime = material.enter?.(state, trialAt(state), ended) ?? 0;
      lastSense = sense;
      // A regime that ends a rounding error before an axis point ends at the point: reloading rejoins first loading exactly where it was left.
      while (computed <= last && (axis[computed]! - legStart) * sense - time <= rounding * Math.abs(axis[last]! - legStart)) states.set(state, computed++ * size);
      if (computed > last) break;
      const times = Float64Array.from({ length: last - computed + 1 }, (_, i) => (axis[computed + i]! - legStart) * sense);
      const started = time;
      const watched = limits.length > 0 || material.holds !== undefined;
      // A margin of zero at the start belongs to the regime that has just been entered.
      const event = (t: number, y: ElementState): number => (t === started ? Number.MIN_VALUE : smallest(material, y, regime, trialAt(y)).margin);
      const leg = integrate((_t, y, dydt) => solve(y, regime, dydt), state, time, times, { rtol: tolerance, atol, maxSteps: mostSteps, ...(watched ? { event } : {}) });
      steps += leg.steps;
      states.set(leg.y.data, computed * size);
      computed += leg.t.length;
      state.set(leg.end.y);
      time = leg.end.t;
      if (leg.status === "reached") break;
      if (leg.status !== "event") return finish("no-solution", `the constraints of the test cannot be fulfilled beyond ${describe(state)} (${leg.message})`);
      const { limit } = smallest(material, state, regime, trialAt(state));
      if (limit) return finish(limit.reason, limit.message(state));
      ended = regime;
    }
    at = axis[last]!;
  }
  return finish("reached", "");
}

/**
 * The smallest of everything that must stay positive: the hold of the regime (no limit) or one of the limits. A margin that is not a number lies outside what it
 * guards; a limit that has been passed explains it.
 */
function smallest(material: ElementMaterial, state: ElementState, regime: number, trial: Trial): { readonly margin: number; readonly limit?: Limit } {
  let least: { margin: number; limit?: Limit } = { margin: Number.POSITIVE_INFINITY };
  for (const limit of material.limits ?? []) {
    const margin = limit.margin(state);
    if (margin < least.margin) least = { margin, limit };
  }
  const hold = material.holds?.(state, regime, trial) ?? Number.POSITIVE_INFINITY;
  if (hold < least.margin) return { margin: hold };
  return Number.isNaN(hold) && !(least.margin < 0) ? { margin: -1 } : least;
}

function absoluteTolerances(state: ElementState, tolerance: number): Float64Array {
  const stress = tolerance * Math.max(1e-3, Math.abs(state[0]! + 2 * state[1]!) / 3);
  return Float64Array.from(state, (value, i) => (i < 2 ? stress : i < 4 ? tolerance * 1e-3 : tolerance * Math.max(1e-3, Math.abs(value))));
}

const describe = (s: ElementState): string =>
  `an axial stress of ${s[0]!.toPrecision(4)} kPa, a radial stress of ${s[1]!.toPrecision(4)} kPa and an axial strain of ${(100 * s[2]!).toPrecision(3)} %`;
