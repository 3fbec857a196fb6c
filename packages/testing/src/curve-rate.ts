import { compileTask, type ForwardModel, type SimulationTask } from "@inversa/core";

/** One figure of a benchmark. */
export interface RateFigure {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly note: string;
}

/** Square roots of primes are irrational, so that each coordinate of the lattice visits its whole range. */
const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];

/**
 * Curves that a model computes a second of one core's time, through the compiled task that engines run; for a plugin's `bench/`.
 * @param task All but columns: they are the names of `ranges`, in order.
 * @param ranges Parameters and the range in which each varies; at most 12.
 * @param effort Rows of theta in a repetition, and repetitions of which the median is taken.
 */
export function curveRate(name: string, model: ForwardModel, task: Omit<SimulationTask, "model" | "columns">, ranges: Readonly<Record<string, readonly [number, number]>>, effort: { readonly rows?: number; readonly repetitions?: number } = {}): RateFigure {
  const { rows = 2000, repetitions = 7 } = effort;
  const bounds = Object.values(ranges);
  const width = bounds.length;
  const simulator = compileTask(model, { ...task, model: model.id, columns: Object.keys(ranges).map((parameter) => ({ parameter })) });
  // Points of a lattice fill the box without a generator.
  const theta = Float64Array.from({ length: rows * width }, (_, k) => {
    const [min, max] = bounds[k % width]!;
    return min + (max - min) * ((Math.floor(k / width) * Math.sqrt(primes[k % width]!)) % 1);
  });
  const out = new Float64Array(simulator.width);
  const batch = (): number => {
    let reached = 0;
    for (let i = 0; i < rows; i++) if (simulator.run(theta.subarray(i * width, (i + 1) * width), out).status === "reached") reached++;
    return reached;
  };
  for (let i = 0; i < 3; i++) batch();
  let reached = 0;
  const rates = Float64Array.from({ length: repetitions }, () => {
    // Processor time, so that other work on the machine does not count.
    const start = process.cpuUsage();
    reached = batch();
    const { user, system } = process.cpuUsage(start);
    return (rows * task.tests.length) / ((user + system) / 1e6);
  }).sort();
  const points = task.tests[0]?.axis.length ?? 0;
  return { name, unit: "curves/s", median: Math.round(rates[repetitions >> 1]!), note: `${points} points, ${Math.round((100 * reached) / rows)} % of the rows reached the end` };
}
