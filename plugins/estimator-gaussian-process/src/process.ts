import { lbfgs, matrix, resumable, row, type Breather, type Matrix } from "@inversa/numerics";
import { fitted, negativeLogEvidence, type Pairwise } from "./evidence.ts";
import { covarianceAt, meanProduct, meanSquare, unpacked, type Smoothness, type Span } from "./kernel.ts";

/** The process of one answer (one parameter), as data. */
export interface Process {
  /** Logarithms: a length for each curve, then smooth, linear and noise standard deviations, of the standardised answer. */
  readonly hyperparameters: Float64Array;
  /** One for each training row. */
  readonly weights: Float64Array;
  readonly mean: number;
  readonly deviation: number;
}

/** No hyperparameter is sought beyond e^-14 to e^14 of the data's own scale. */
const farthest = 14;

/** So many rows tell which start leads to the best hyperparameters; the search over all rows goes on from there. */
const glance = 80;

/** How hyperparameters are sought. */
export interface Search {
  readonly smoothness: Smoothness;
  readonly starts: readonly Float64Array[];
  readonly steps: number;
  readonly rests: Breather;
  /** Told the evidence of each trial. */
  readonly report: (evidence: number) => void;
}

/** Seeks the hyperparameters of largest evidence: from every start over a few of the rows, then from the best of these over all. */
export async function fitProcess(rows: Pairwise, answers: Float64Array, search: Search): Promise<Process> {
  const mean = answers.reduce((sum, v) => sum + v, 0) / answers.length;
  const deviation = Math.sqrt(answers.reduce((sum, v) => sum + (v - mean) ** 2, 0) / answers.length) || 1;
  const standard = answers.map((v) => (v - mean) / deviation);
  const few = firstRows(rows, glance);
  const tried: Sought[] = [];
  for (const start of search.starts) tried.push(await seek(few, standard.subarray(0, few.size), start, search));
  const [best] = tried.toSorted((a, b) => a.value - b.value);
  const { x } = few.size < rows.size ? await seek(rows, standard, best!.x, search) : best!;
  // Where rounding leaves no factor at the optimum, some noise does.
  const nearby = [x, x.map((v, i) => (i === x.length - 1 ? Math.max(v, Math.log(1e-3)) : v))];
  for (const hyperparameters of nearby) {
    const found = fitted(rows, search.smoothness, hyperparameters, standard);
    if (found) return { hyperparameters, weights: found.weights, mean, deviation };
  }
  return { hyperparameters: x, weights: new Float64Array(answers.length), mean, deviation };
}

interface Sought { readonly x: Float64Array; readonly value: number }

async function seek(rows: Pairwise, answers: Float64Array, start: Float64Array, { smoothness, steps, rests, report }: Search): Promise<Sought> {
  const answer = new Float64Array(start.length + 1);
  const slope = answer.subarray(1);
  const evaluate = (x: Float64Array): boolean => {
    answer.fill(0);
    answer[0] = Number.POSITIVE_INFINITY;
    if (x.some((v) => Math.abs(v) > farthest)) return true;
    const value = negativeLogEvidence(rows, smoothness, x, answers, slope);
    if (!Number.isFinite(value)) return true;
    report(-value);
    // A prior far wider than anything plausible (10 logarithms) keeps what the data leave open from running off.
    answer[0] = value + x.reduce((sum, v) => sum + v * v, 0) / 200;
    for (let i = 0; i < x.length; i++) slope[i]! += x[i]! / 100;
    return true;
  };
  return resumable((ask) => {
    const enough = new AbortController();
    let before = Number.POSITIVE_INFINITY;
    return lbfgs((x, gradient) => {
      ask(answer, () => evaluate(x));
      gradient.set(slope);
      return answer[0]!;
    }, start, {
      maxIterations: steps, tolerance: 1e-4, signal: enough.signal,
      onIteration: ({ value }) => {
        // Hyperparameters whose evidence differs by a hundredth are equally good.
        if (before - value < 0.01) enough.abort();
        before = value;
      },
    });
  }, rests);
}

/** The first rows alone. */
function firstRows(rows: Pairwise, most: number): Pairwise {
  if (rows.size <= most) return rows;
  const corner = (whole: Matrix): Matrix => matrix(most, most, Float64Array.from({ length: most * most }, (_, i) => whole.data[Math.floor(i / most) * whole.columns + (i % most)]!));
  return { size: most, distances: rows.distances.map(corner), products: corner(rows.products) };
}

/** The expected answer for each row. @param known The training rows. */
export function expected({ hyperparameters, weights, mean, deviation }: Process, smoothness: Smoothness, curves: readonly Span[], known: Matrix, inputs: Matrix): Float64Array {
  const { lengths, smooth, linear } = unpacked(hyperparameters);
  // The linear part of all training rows is one slope.
  const slope = new Float64Array(known.columns);
  for (let i = 0; i < known.rows; i++) for (let c = 0; c < known.columns; c++) slope[c]! += weights[i]! * known.data[i * known.columns + c]!;
  return Float64Array.from({ length: inputs.rows }, (_, r) => {
    const x = row(inputs, r);
    let sum = linear ** 2 * meanProduct(slope, x);
    for (let i = 0; i < known.rows; i++) {
      const other = row(known, i);
      let squared = 0;
      for (const [b, curve] of curves.entries()) squared += meanSquare(x, other, curve) / lengths[b]! ** 2;
      sum += weights[i]! * smooth ** 2 * covarianceAt(smoothness, squared).value;
    }
    return mean + deviation * sum;
  });
}

/** Rows with each curve shifted by its mean curve and divided by its spread about that; points that never change become zero. */
export function scaled(rows: Matrix, shift: Float64Array, factors: Float64Array): Matrix {
  return matrix(rows.rows, rows.columns, rows.data.map((value, i) => (value - shift[i % rows.columns]!) * factors[i % rows.columns]!));
}
