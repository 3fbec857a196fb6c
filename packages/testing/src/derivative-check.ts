import { plausibleRange, prepareTest, quantitiesUnder, readSettings, Stopped, type ForwardModel, type Series, type Simulation, type Test } from "@inversa/core";
import { middleOf } from "./model-checks.ts";

/**
 * Share by which a derivative may differ from a difference of curves in the root mean square over the curve, beyond what two differences differ by: a solver that chooses its
 * steps, and ends that move with a parameter, leave their traces in differences. Besides, a thousandth of the curve for a change of the parameter by its own size.
 */
const [allowed, negligible] = [0.05, 1e-3];

type Options = Readonly<Record<string, unknown>>;
type Curves = Readonly<Record<string, Series>>;
const curvesOf = (answer: Curves | Stopped): Curves => (answer instanceof Stopped ? answer.responses : answer);

/**
 * Whether the derivatives that a model offers are those of its curves, parameter by parameter at the middle of the ranges (or where the options hold it), by central differences
 * of two widths: what these differ by is bend and noise of the solver, and is forgiven. Where a model can be solved more finely, a complaint is one only there too.
 * For the author of such a model: which tests are smooth enough for differences is known to nobody else.
 * @param middle Parameters without which the model does not run; those of {@link middleOf} unless the tests need others.
 */
export function derivativeComplaints(model: ForwardModel, tests: readonly Test[], middle: Readonly<Record<string, number>> = middleOf(model)): string[] {
  const options = readSettings(model.options, {}, model.id);
  const quantities = quantitiesUnder(model, options);
  return tests.flatMap((test) => {
    const simulation = model.simulations.find(({ protocol }) => protocol.id === test.protocol);
    if (!simulation?.sensitivities) return [];
    return Object.entries(quantities).flatMap(([name, quantity]) => {
      const value = middle[name] ?? quantity.held;
      if (value === undefined) return [];
      const [low, high] = plausibleRange(quantity);
      const step = Math.min(1e-3 * (Math.abs(value) || high - low), (quantity.bounds[1] - value) / 2, (value - quantity.bounds[0]) / 2);
      if (!(step > 0)) return [];
      return complaintsUnder(options, (under) => compared(model, simulation, test, under, { ...middle, [name]: value }, name, step), model).map((what) => `${test.protocol}: ${what}`);
    });
  });
}

/**
 * Complaints that remain under the finest options. Behind an event whose time goes with a parameter (a cut-off from which a voltage is held) the steps of a solver begin anew, so that its error
 * moves along with the event: differences of curves then carry the slope of that error, whatever their width. On P2D's fast mesh that is 10 to 40 % of the current in the hold, where the
 * derivatives offered are within 4 % of the converged ones. A finer solution has less of it.
 */
function complaintsUnder(options: Options, complaints: (options: Options) => string[], model: ForwardModel): string[] {
  const found = complaints(options);
  const finer = found.length > 0 ? model.finer?.(options) : undefined;
  return finer ? complaintsUnder(finer, complaints, model) : found;
}

function compared(model: ForwardModel, simulation: Simulation, test: Test, options: Options, at: Readonly<Record<string, number>>, name: string, step: number): string[] {
  const { conditions, axis, drives = {}, program = {} } = prepareTest(simulation.protocol, test);
  const run = (value: number): Curves => curvesOf(simulation.run({ ...at, [name]: value }, { ...conditions }, axis.slice(), { options, drives, program }));
  if (model.invalid?.(at)) return [];
  const { answer, by } = simulation.sensitivities!(at, { ...conditions }, axis.slice(), { options, drives, program, of: [name], ofConditions: [] });
  const value = at[name]!;
  const [up, down, farUp, farDown] = [value + step, value - step, value + 2 * step, value - 2 * step].map(run) as [Curves, Curves, Curves, Curves];
  return Object.entries(curvesOf(answer)).flatMap(([response, curve]) => {
    const n = Math.min(curve.length, ...[up, down, farUp, farDown].map((curves) => curves[response]?.length ?? 0));
    const offered = by[name]?.[response];
    if (!offered || offered.length < n) return [`no derivatives of ${response} by ${name}`];
    let [size, doubt, miss, largest] = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const near = (up[response]![i]! - down[response]![i]!) / (2 * step);
      const far = (farUp[response]![i]! - farDown[response]![i]!) / (4 * step);
      size += near ** 2;
      doubt += (near - far) ** 2;
      miss += (offered[i]! - near) ** 2;
      largest = Math.max(largest, Math.abs(curve[i]!));
    }
    const [root, floor] = [Math.sqrt(n), (negligible * largest) / Math.max(Math.abs(value), step)];
    if (Math.sqrt(miss) <= allowed * Math.sqrt(size) + 3 * Math.sqrt(doubt) + floor * root) return [];
    return [`the derivatives of ${response} by ${name} miss its curves by ${Math.sqrt(miss) / root}, and are of the size of ${Math.sqrt(size) / root}`];
  });
}
