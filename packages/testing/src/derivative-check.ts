import { plausibleRange, prepareTest, quantitiesUnder, readSettings, Stopped, type ForwardModel, type Series, type Simulation, type Test } from "@inversa/core";
import { middleOf } from "./model-checks.ts";

/**
 * Share by which a derivative may differ from a difference of curves in the root mean square over the curve, beyond what two differences differ by: a solver that chooses its
 * steps, and ends that move with a parameter, leave their traces in differences. Besides, a thousandth of the curve for a change of the parameter by its own size.
 */
const [allowed, negligible] = [0.05, 1e-3];

type Curves = Readonly<Record<string, Series>>;
const curvesOf = (answer: Curves | Stopped): Curves => (answer instanceof Stopped ? answer.responses : answer);

/**
 * Whether the derivatives that a model offers are those of its curves, parameter by parameter at the middle of the ranges (or where the options hold it), by central differences
 * of two widths: what these differ by is bend and noise of the solver, and is forgiven.
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
      return compared(model, simulation, test, options, { ...middle, [name]: value }, name, step).map((what) => `${test.protocol}: ${what}`);
    });
  });
}

function compared(model: ForwardModel, simulation: Simulation, test: Test, options: Readonly<Record<string, unknown>>, at: Readonly<Record<string, number>>, name: string, step: number): string[] {
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
