import { compileTask, InputError, simulate, type Block, type Curve, type Fit, type JsonSeries, type PredictedCurve, type Run, type SimulationTask, type Table } from "@inversa/core";
import { breather, quantiles, random } from "@inversa/numerics";
import { bindTheta } from "../space/bind-theta.ts";
import { compareCurves } from "./compare-curves.ts";
import type { Finding } from "./finding.ts";
import { normalDraws, rowOf } from "../space/interval.ts";
import type { SettledStudy } from "../study/settle-study.ts";

/** What the model says with the estimated parameters, beside the data. */
export interface Verification {
  readonly predicted: readonly PredictedCurve[];
  readonly fit: readonly Fit[];
  /** Simulations that it took. */
  readonly simulations: number;
}

const stream = 0xe5;

/**
 * Simulates every test again with the estimate and compares all that was measured, used in the estimate or not.
 * @param draws How many draws from the estimate's uncertainty the 95 % bands come from; 0 leaves them out.
 */
export async function verify(resolved: SettledStudy, finding: Finding, draws: number, run: Run): Promise<Verification> {
  const { study, space, task, model } = resolved;
  const theta = space.toTheta(finding.coordinates);
  const curves = curvesAt(resolved, theta);
  // The same tests with every response that the model computes, so that what follows a stop is what the misfit saw.
  const simulator = compileTask(model, wholeCurves(task, curves));
  const centre = new Float64Array(simulator.width);
  const whole = simulator.run(theta, centre).ok;

  const samples = drawsOf(resolved, finding, draws, run.seed);
  const rows: Float64Array[] = [];
  const rests = breather(run.signal);
  for (let i = 0; i < samples.rows; i++) {
    const row = new Float64Array(simulator.width);
    if (simulator.run(space.toTheta(rowOf(samples, i)), row).ok) rows.push(row);
    run.progress({ stage: "verify", done: i + 1, total: samples.rows });
    run.signal.throwIfAborted();
    if (rests.due()) await rests.rest();
  }
  const predicted = study.observations.map(({ id, test }, t): PredictedCurve => {
    const curve = curves[t]!;
    // Fewer draws than these have no 2.5 % tail to speak of.
    const bands = rows.length >= 40 ? bandsOf(curve, simulator.blocks.filter((block) => block.test === t), rows) : undefined;
    return {
      observation: id,
      protocol: test.protocol,
      status: curve.status,
      ...(curve.message ? { message: curve.message } : {}),
      axis: series(test.axis),
      responses: Object.fromEntries(Object.entries(curve.responses).map(([name, values]) => [name, series(values)])),
      ...(bands ? { band95: bands } : {}),
    };
  });
  const fit = simulator.blocks.flatMap(({ test: t, response, offset, length }): Fit[] => {
    const { id, responses } = study.observations[t]!;
    const measured = responses[response];
    const computed = whole ? centre.subarray(offset, offset + length) : curves[t]!.responses[response]!;
    const used = (task.responses[t] ?? []).includes(response) && (study.uses[t]?.[response]?.weight ?? 1) > 0;
    // A curve that was compared in part is judged by that part.
    const points = used ? (task.points?.[t]?.[task.responses[t]!.indexOf(response)] ?? length) : length;
    const quality = measured && compareCurves(measured.subarray(0, points), computed);
    return quality ? [{ observation: id, response, ...quality, used }] : [];
  });
  return { predicted, fit, simulations: 1 + samples.rows };
}

/** The task with every computed response to its end, compared or not. */
function wholeCurves({ model, options, columns, fixed, tests, afterStop }: SimulationTask, curves: readonly Curve[]): SimulationTask {
  return { model, options, columns, fixed, tests, responses: curves.map((curve) => Object.keys(curve.responses)), afterStop };
}

/** Numbers as JSON holds them. */
export const series = (values: ArrayLike<number>): JsonSeries => Array.from(values, (value) => (Number.isFinite(value) ? value : null));

function curvesAt(resolved: SettledStudy, theta: Float64Array): readonly Curve[] {
  const { parameters, tests } = bindTheta(resolved.model, resolved.task, theta);
  return tests.map((test): Curve => {
    try {
      return simulate(resolved.model, parameters, test, resolved.task.options);
    } catch (error) {
      // An estimate that contradicts itself is a finding about the estimate, not a mistake of the user.
      if (error instanceof InputError && (error.code === "parameters-inconsistent" || error.code === "condition-invalid")) return { status: "no-solution", message: error.message, computed: 0, responses: {} };
      throw error;
    }
  });
}

function drawsOf({ space }: SettledStudy, { coordinates, covariance, samples }: Finding, count: number, seed: number): Table {
  if (samples && samples.rows > 0) {
    const rows = Math.min(count, samples.rows);
    const data = new Float64Array(rows * samples.columns);
    for (let i = 0; i < rows; i++) data.set(rowOf(samples, Math.floor((i * samples.rows) / rows)), i * samples.columns);
    return { rows, columns: samples.columns, data };
  }
  return covariance ? normalDraws(coordinates, covariance, space, count, random(seed, stream)) : { rows: 0, columns: coordinates.length, data: new Float64Array(0) };
}

function bandsOf(curve: Curve, blocks: readonly Block[], rows: readonly Float64Array[]): NonNullable<PredictedCurve["band95"]> {
  return Object.fromEntries(
    blocks.map(({ response, offset, length }) => {
      const low = new Float64Array(length).fill(Number.NaN);
      const high = new Float64Array(length).fill(Number.NaN);
      for (let i = 0; i < curve.computed; i++) {
        [low[i], high[i]] = quantiles(rows.map((row) => row[offset + i]!), [0.025, 0.975]) as unknown as [number, number];
      }
      return [response, { low: series(low), high: series(high) }];
    }),
  );
}
