import { closest, type Column, type ForwardModel, InputError, type Prior, type PriorCorrelation, type Quantity, type Table } from "@inversa/core";
import { type JointPrior, jointPrior, random } from "@inversa/numerics";
import { actingPrior } from "./acting-prior.ts";
import { coordinateSd, gaussianPart } from "./gaussian-part.ts";
import { contradictionOf, type Specimens, stateQuantity } from "./specimens.ts";

/**
 * The unknowns of a study, parameters of the model and states of specimens: their prior and the working coordinates in which estimators see them.
 *
 * A coordinate is the natural logarithm of its parameter where the prior is log-uniform or log-normal, or uniform on a parameter whose scale is logarithmic;
 * otherwise it is the parameter itself. So every normal or log-normal prior is exactly Gaussian in coordinates.
 */
export interface ParameterSpace {
  /** In the order of theta: parameters, then states. */
  readonly names: readonly string[];
  readonly dimension: number;
  /** What each is: unit, symbol, bounds. */
  readonly quantities: readonly Quantity[];
  /** Where each belongs in a simulation. */
  readonly columns: readonly Column[];
  readonly logarithmic: readonly boolean[];
  /** As they act: cut at the parameter's bounds and, where they have tails, at six standard deviations. */
  readonly priors: readonly Prior[];
  /** Range of each coordinate under the prior; finite. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  toCoordinates(theta: ArrayLike<number>): Float64Array;
  toTheta(coordinates: ArrayLike<number>): Float64Array;
  /**
   * A draw of theta from the prior, restricted to sets that mean something to the model. It depends on nothing but the four numbers.
   * @param attempt Another draw for the same index, when the simulation of the one before failed.
   * @param stream An independent series of draws.
   * @throws InputError `prior-invalid` when next to nothing under the prior has a meaning.
   */
  draw(seed: number, index: number, attempt?: number, stream?: number): Float64Array;
  /** Theta at a point of the unit cube; uniform points become draws from the prior. Not restricted to sets with a meaning. */
  fromUnit(u: ArrayLike<number>): Float64Array;
  /** Why theta means nothing, to the model (fixed parameters included) or as states of these specimens; or undefined. */
  invalid(theta: ArrayLike<number>): string | undefined;
  /** Logarithm of the prior density in coordinates, up to a constant; -Infinity outside it or where the parameters contradict each other. */
  logPrior(coordinates: ArrayLike<number>): number;
  /** Mean of the Gaussian part of the prior in coordinates; the middle of the range where the prior is flat. */
  readonly priorMean: Float64Array;
  /** P x P; zero rows and columns where the prior is flat. */
  readonly priorPrecision: Table;
  /** Standard deviation of each coordinate under its (marginal) prior. */
  readonly priorSd: Float64Array;
}

/**
 * @throws InputError `prior-invalid`, `parameter-unknown`.
 */
export function parameterSpace(
  model: ForwardModel,
  estimate: Readonly<Record<string, Prior>>,
  correlations: readonly PriorCorrelation[],
  fixed: Readonly<Record<string, number>>,
  specimens: Specimens = { states: [], tests: [] },
): ParameterSpace {
  const parameters = Object.keys(estimate);
  for (const name of [...parameters, ...Object.keys(fixed)]) checkKnown(model, name);
  const unknowns = [
    ...parameters.map((name) => ({ name, quantity: model.parameters[name]!, prior: estimate[name]!, column: { parameter: name } })),
    ...specimens.states.map(({ name, condition, tests, prior }) => ({ name, quantity: stateQuantity(model, { condition, tests }, specimens.tests), prior, column: { condition, tests } })),
  ];
  const P = unknowns.length;
  const names = unknowns.map(({ name }) => name);
  const priors = unknowns.map(({ name, quantity, prior }) => actingPrior(name, quantity, prior));
  const logarithmic = unknowns.map(({ quantity }, i) => isLogarithmic(quantity, priors[i]!));
  const indexed = correlations.map(({ between: [a, b], coefficient }) => ({ between: [placeOf(names, a), placeOf(names, b)] as const, coefficient }));
  const joint = joined(names, priors, indexed);
  const support = joint.marginals.map((marginal) => marginal.support);
  const lower = Float64Array.from(support, ([min], i) => (logarithmic[i] ? Math.log(min) : min));
  const upper = Float64Array.from(support, ([, max], i) => (logarithmic[i] ? Math.log(max) : max));
  const gauss = gaussianPart(priors, indexed, lower.map((value, i) => (value + upper[i]!) / 2));

  const contradiction = contradictionOf(model, specimens, parameters.length);
  const held = Object.fromEntries(Object.entries(model.parameters).flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])));
  const contradictory = (theta: ArrayLike<number>): string | undefined => {
    if (!model.invalid) return undefined;
    const values: Record<string, number> = { ...held, ...fixed };
    for (const [i, name] of parameters.entries()) values[name] = theta[i]!;
    return model.invalid(values);
  };
  const invalid = (theta: ArrayLike<number>): string | undefined => contradictory(theta) ?? contradiction(theta);
  const toTheta = (coordinates: ArrayLike<number>): Float64Array =>
    Float64Array.from({ length: P }, (_, i) => {
      const c = coordinates[i]!;
      if (!logarithmic[i]) return c;
      // exp(log(x)) may miss x by a rounding error, which at the ends would put theta outside its prior.
      return c >= lower[i]! && c <= upper[i]! ? Math.min(support[i]![1], Math.max(support[i]![0], c === lower[i] ? support[i]![0] : c === upper[i] ? support[i]![1] : Math.exp(c))) : Math.exp(c);
    });

  return {
    names, dimension: P, quantities: unknowns.map(({ quantity }) => quantity), columns: unknowns.map(({ column }) => column), logarithmic, priors, lower, upper, toTheta, invalid,
    toCoordinates: (theta) => Float64Array.from({ length: P }, (_, i) => (logarithmic[i] ? Math.log(theta[i]!) : theta[i]!)),
    fromUnit: (u) => joint.fromUnit(u),
    draw: (seed, index, attempt = 0, stream = 0) => {
      let why: string | undefined;
      for (let retry = 0; retry < mostRetries; retry++) {
        const theta = joint.sample(random(seed, stream, index, attempt, retry));
        why = invalid(theta);
        if (why === undefined) return theta;
      }
      throw new InputError("prior-invalid", {
        where: `priors for ${model.id}`,
        what: `${mostRetries} draws in a row mean nothing: ${why}`,
        expected: "priors under which a fair share of the parameter sets has a meaning",
        next: "Narrow the priors of what the sentence names",
      });
    },
    logPrior: (coordinates) => {
      for (let i = 0; i < P; i++) if (!(coordinates[i]! >= lower[i]! && coordinates[i]! <= upper[i]!)) return -Infinity;
      const theta = toTheta(coordinates);
      if (invalid(theta) !== undefined) return -Infinity;
      let sum = joint.logDensity(theta);
      for (let i = 0; i < P; i++) if (logarithmic[i]) sum += coordinates[i]!;
      return sum;
    },
    priorMean: gauss.mean,
    priorPrecision: gauss.precision,
    priorSd: Float64Array.from(priors, (prior, i) => coordinateSd(prior, logarithmic[i]!)),
  };
}

/** Beyond this, less than about one parameter set in a thousand has a meaning. */
const mostRetries = 10_000;

const isLogarithmic = (quantity: Quantity, prior: Prior): boolean =>
  prior.distribution === "log-uniform" || prior.distribution === "log-normal" || (prior.distribution === "uniform" && quantity.scale === "log" && prior.min > 0);

function checkKnown(model: ForwardModel, name: string): void {
  const known = Object.keys(model.parameters);
  if (known.includes(name)) return;
  const near = closest(name, known);
  throw new InputError("parameter-unknown", { where: `parameters of ${model.id}`, what: `there is no parameter "${name}"`, expected: `one of ${known.join(", ")}`, ...(near ? { next: `Did you mean "${near}"?` } : {}) });
}

function placeOf(names: readonly string[], name: string): number {
  const index = names.indexOf(name);
  if (index >= 0) return index;
  throw new InputError("prior-invalid", { where: "correlations", what: `"${name}" is not among the estimated parameters`, expected: `two of ${names.join(", ")}` });
}

function joined(names: readonly string[], priors: readonly Prior[], correlations: Parameters<typeof jointPrior>[1]): JointPrior {
  try {
    return jointPrior(priors, correlations);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const what = cause.message.replace(/parameters (\d+) and (\d+)/, (_, i: string, j: string) => `${names[Number(i)]} and ${names[Number(j)]}`).replace(/\.$/, "");
    throw new InputError("prior-invalid", { where: "correlations", what, expected: "coefficients between -1 and 1 that do not contradict each other" }, { cause });
  }
}
