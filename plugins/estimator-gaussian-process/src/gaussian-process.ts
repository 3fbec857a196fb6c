import { addNoise, choice, defineLearnedEstimator, flag, InputError, number, type InputBlock, type Inverse, type LearningPoint, type Table } from "@inversa/core";
import { breather, matrix, random, row, type Matrix } from "@inversa/numerics";
import { pairwise } from "./evidence.ts";
import { unpacked, type Smoothness, type Span } from "./kernel.ts";
import { expected, fitProcess, scaled, type Process } from "./process.ts";

/** Settings of Gaussian process regression. */
export const gaussianProcessSettings = {
  kernel: choice({
    default: "squared-exponential",
    choices: {
      "squared-exponential": "answers that change smoothly with the curves",
      "matern-52": "answers with continuous curvature only: for data with kinks",
      "matern-32": "answers with a continuous slope only: for rough data",
    },
    tuning: ["squared-exponential", "matern-52", "matern-32"],
    about: "how smoothly the answer follows the curves",
  }),
  linear: flag({ default: true, tuning: true, about: "adds a linear trend, which goes on beyond the training data where the rest falls back to the mean" }),
  lengths: choice({
    default: "each",
    choices: { each: "one length for each curve, so that a curve that tells nothing drops out", one: "one length for all curves" },
    tuning: ["each", "one"],
    about: "how many length scales are sought",
  }),
  scaling: choice({
    default: "curve",
    choices: { curve: "each curve by its spread, so that points that hardly change count little", point: "each point by its own spread" },
    tuning: ["curve", "point"],
    about: "how inputs are scaled",
  }),
  rows: number({ default: 500, bounds: [10, 5000], integer: true, about: "training rows used at most (drawn at random from more): time grows with their third power, memory with their square" }),
  steps: number({ default: 100, bounds: [1, 10_000], integer: true, about: "steps of the search for the hyperparameters, from each start" }),
} as const;

/** What is kept of a training; arrays stand beside it. */
interface Description {
  readonly smoothness: Smoothness;
  readonly curves: readonly Span[];
  readonly summary: string;
  readonly history: readonly LearningPoint[];
}

/** Gaussian process regression: the estimator for tens to a thousand training rows, where a network has too little to learn from. */
export const gaussianProcess = defineLearnedEstimator({
  id: "gaussian-process",
  name: "Gaussian process regression",
  about: "Interpolates between training rows as smoothly as they allow: for small training sets, measured pairs above all, where networks have too little to learn from.",
  source: "C. E. Rasmussen and C. K. I. Williams, Gaussian Processes for Machine Learning, MIT Press 2006",
  settings: gaussianProcessSettings,
  fit: async (set, settings, run) => {
    run.signal.throwIfAborted();
    const chosen = choose(set.inputs.rows, settings.rows, run.seed);
    if (chosen.length < 2) throw new InputError("simulation-failed", { where: "gaussian-process", what: `${chosen.length} training rows are too few`, expected: "at least 2" });
    const inputs = picked(set.inputs, chosen);
    const generator = random(run.seed, 1);
    for (let i = 0; i < inputs.rows; i++) addNoise(row(inputs, i), set.blocks, generator);
    const spans: readonly Span[] = set.blocks.map(({ offset, length }) => ({ offset, length }));
    const { shift, factors } = scalingOf(inputs, settings.scaling === "curve" ? spans : Array.from({ length: inputs.columns }, (_, offset) => ({ offset, length: 1 })));
    const known = scaled(inputs, shift, factors);
    const curves = settings.lengths === "each" ? spans : [{ offset: 0, length: inputs.columns }];
    const rows = pairwise(known, curves);
    const rests = breather(run.signal);
    const history: LearningPoint[] = [];
    const processes: Process[] = [];
    const P = set.targets.columns;
    let asked = 0;
    for (let j = 0; j < P; j++) {
      const answers = Float64Array.from(chosen, (r) => set.targets.data[r * P + j]!);
      const report = (evidence: number): void => {
        run.progress({ stage: "train gaussian-process", done: j, total: P, values: { evidence } });
        history.push({ epoch: ++asked, loss: -evidence / chosen.length });
      };
      processes.push(await fitProcess(rows, answers, { smoothness: settings.kernel, starts: startsFor(curves.length, settings.linear), steps: settings.steps, rests, report }));
    }
    run.progress({ stage: "train gaussian-process", done: P, total: P });
    const dropped = set.inputs.rows - chosen.length;
    const summary = `${chosen.length} rows${dropped > 0 ? ` (drawn from ${set.inputs.rows.toLocaleString("en")})` : ""}, ${settings.kernel}${settings.linear ? " and linear" : ""} covariance; noise ${processes.map(({ hyperparameters }) => unpacked(hyperparameters).noise.toPrecision(2)).join(", ")} of the answers' spread`;
    return inverseOf({ smoothness: settings.kernel, curves, summary, history }, { shift, factors }, known, processes);
  },
  load: async (saved) => {
    const description = saved.description as Description;
    const array = (name: string): Float64Array => {
      const found = saved.arrays[name];
      if (!(found instanceof Float64Array)) throw new InputError("data-unreadable", { where: "saved estimator", what: `the array ${name} is missing`, expected: "a file that a training wrote" });
      return found;
    };
    const [shift, factors, known] = [array("shift"), array("factors"), array("known")];
    const moments = array("moments");
    const processes = Array.from({ length: moments.length / 2 }, (_, j): Process => ({ hyperparameters: array(`hyperparameters.${j}`), weights: array(`weights.${j}`), mean: moments[2 * j]!, deviation: moments[2 * j + 1]! }));
    return inverseOf(description, { shift, factors }, matrix(known.length / shift.length, shift.length, known), processes);
  },
});

function inverseOf(description: Description, { shift, factors }: { readonly shift: Float64Array; readonly factors: Float64Array }, known: Matrix, processes: readonly Process[]): Inverse {
  const { smoothness, curves, summary, history } = description;
  return {
    predict: (inputs: Table) => {
      const rows = scaled(inputs, shift, factors);
      const data = new Float64Array(inputs.rows * processes.length);
      for (const [j, process] of processes.entries()) {
        for (const [i, value] of expected(process, smoothness, curves, known, rows).entries()) data[i * processes.length + j] = value;
      }
      return { rows: inputs.rows, columns: processes.length, data };
    },
    history,
    summary,
    save: () => ({
      estimator: "gaussian-process",
      description,
      arrays: {
        shift, factors, known: known.data, moments: Float64Array.from(processes.flatMap(({ mean, deviation }) => [mean, deviation])),
        ...Object.fromEntries(processes.flatMap(({ hyperparameters, weights }, j) => [[`hyperparameters.${j}`, hyperparameters], [`weights.${j}`, weights]])),
      },
    }),
  };
}

/** Lengths of the data's own scale, a tenth of it and ten times as much; noise of a tenth. */
const startsFor = (curves: number, linear: boolean): readonly Float64Array[] =>
  [1, 0.3, 3].map((length) => Float64Array.from([...Array.from({ length: curves }, () => Math.log(length * Math.sqrt(curves))), 0, linear ? Math.log(0.3) : -10, Math.log(0.1)]));

/** All rows, or as many as are allowed, in random order. */
const choose = (rows: number, most: number, seed: number): Uint32Array => random(seed, 0).permutation(rows).slice(0, most);

function picked({ columns, data }: Table, chosen: Uint32Array): Matrix {
  const out = matrix(chosen.length, columns);
  for (const [i, r] of chosen.entries()) out.data.set(data.subarray(r * columns, (r + 1) * columns), i * columns);
  return out;
}

/** The mean of each column, and for each part one over the root mean square about it; points that never change become zero. */
function scalingOf({ rows, columns, data }: Matrix, parts: readonly (Span | InputBlock)[]): { readonly shift: Float64Array; readonly factors: Float64Array } {
  const shift = new Float64Array(columns);
  for (let i = 0; i < data.length; i++) shift[i % columns]! += data[i]! / rows;
  const factors = new Float64Array(columns);
  for (const { offset, length } of parts) {
    let squares = 0;
    for (let i = 0; i < rows; i++) for (let c = offset; c < offset + length; c++) squares += (data[i * columns + c]! - shift[c]!) ** 2;
    const spread = Math.sqrt(squares / (rows * length));
    factors.fill(spread > 0 ? 1 / spread : 0, offset, offset + length);
  }
  return { shift, factors };
}
