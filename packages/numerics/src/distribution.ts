import { integral } from "./gauss-legendre.ts";
import { normalCdf, normalQuantile } from "./normal.ts";
import type { Prior } from "./prior.ts";
import { type Tails, truncatedNormal } from "./truncated-normal.ts";

/** A continuous distribution on an interval. */
export interface Distribution {
  /** Probability of a value <= x, exact at any distance from the mean. */
  cdf(x: number): number;
  /** The x with cdf(x) = u, for u from 0 to 1; never outside the support. */
  quantile(u: number): number;
  /** Natural logarithm of the density; -Infinity outside the support. */
  logDensity(x: number): number;
  /** The quantile of Φ(z): the value whose standard normal score is z. Keeps both tails exact, which cdf cannot. */
  fromScore(z: number): number;
  /** The standard normal score of x: Φ⁻¹(cdf(x)). */
  toScore(x: number): number;
  readonly mean: number;
  readonly sd: number;
  /** Inclusive; infinite where the distribution has no end. */
  readonly support: readonly [min: number, max: number];
}

/** The distribution a prior names. @throws RangeError saying which number of the prior makes no sense */
export function distributionOf(prior: Prior): Distribution {
  switch (prior.distribution) {
    case "uniform":
      return uniform(prior);
    case "log-uniform":
      return logUniform(prior);
    case "normal":
      return normal(prior);
    case "log-normal":
      return logNormal(prior);
    default:
      throw new RangeError(`There is no distribution "${(prior as { distribution: unknown }).distribution}".`);
  }
}

type Of<Name extends Prior["distribution"]> = Extract<Prior, { distribution: Name }>;

function uniform({ min, max }: Of<"uniform">): Distribution {
  check("uniform", { min, max });
  const width = max - min;
  const tails: Tails = {
    lower: (x) => (x - min) / width,
    upper: (x) => (max - x) / width,
    value: (lower, upper) => (lower < 0.5 ? min + lower * width : max - upper * width),
    logDensity: () => -Math.log(width),
  };
  return bounded(tails, [min, max], { mean: min + width / 2, sd: width / Math.sqrt(12) });
}

function logUniform({ min, max }: Of<"log-uniform">): Distribution {
  check("log-uniform", { min, max }, { min });
  const width = Math.log(max / min);
  const tails: Tails = {
    lower: (x) => Math.log(x / min) / width,
    upper: (x) => Math.log(max / x) / width,
    value: (lower, upper) => (lower < 0.5 ? min * Math.exp(lower * width) : max * Math.exp(-upper * width)),
    logDensity: (x) => -Math.log(x) - Math.log(width),
  };
  return bounded(tails, [min, max], momentsOfLogUniform(min, max, width));
}

function normal({ mean, sd, min = -Infinity, max = Infinity }: Of<"normal">): Distribution {
  check("normal", { mean, sd, min, max }, { sd });
  const standard = truncatedNormal((min - mean) / sd, (max - mean) / sd);
  const tails: Tails = {
    lower: (x) => standard.lower((x - mean) / sd),
    upper: (x) => standard.upper((x - mean) / sd),
    value: (lower, upper) => mean + sd * standard.value(lower, upper),
    logDensity: (x) => standard.logDensity((x - mean) / sd) - Math.log(sd),
  };
  if (min === -Infinity && max === Infinity) {
    return {
      ...bounded(tails, [min, max], { mean, sd }),
      fromScore: (z) => mean + sd * z,
      toScore: (x) => (x - mean) / sd,
    };
  }
  const moments = momentsOnNormal(standard, (min - mean) / sd, (max - mean) / sd, 0, (z) => mean + sd * z);
  return bounded(tails, [min, max], moments);
}

function logNormal({ median, sd, min = 0, max = Infinity }: Of<"log-normal">): Distribution {
  check("log-normal", { median, sd, min, max }, { median, sd, max });
  if (min < 0) throw new RangeError(`A log-normal prior needs min >= 0, not ${min}.`);
  const score = (x: number) => Math.log(x / median) / sd;
  const standard = truncatedNormal(score(min), score(max));
  const tails: Tails = {
    lower: (x) => standard.lower(score(x)),
    upper: (x) => standard.upper(score(x)),
    value: (lower, upper) => median * Math.exp(sd * standard.value(lower, upper)),
    logDensity: (x) => (x > 0 ? standard.logDensity(score(x)) - Math.log(sd) - Math.log(x) : -Infinity),
  };
  if (min === 0 && max === Infinity) {
    const mean = median * Math.exp((sd * sd) / 2);
    return {
      ...bounded(tails, [min, max], { mean, sd: mean * Math.sqrt(Math.expm1(sd * sd)) }),
      fromScore: (z) => median * Math.exp(sd * z),
      toScore: score,
    };
  }
  const moments = momentsOnNormal(standard, score(min), score(max), sd, (z) => median * Math.exp(sd * z));
  return bounded(tails, [min, max], moments);
}

interface Moments {
  readonly mean: number;
  readonly sd: number;
}

function bounded(tails: Tails, support: readonly [number, number], moments: Moments): Distribution {
  const [min, max] = support;
  const value = (lower: number, upper: number): number =>
    lower === 0 ? min : upper === 0 ? max : Math.min(max, Math.max(min, tails.value(lower, upper)));
  return {
    cdf: (x) => (x <= min ? 0 : x >= max ? 1 : tails.lower(x)),
    quantile: (u) => (u >= 0 && u <= 1 ? value(u, 1 - u) : NaN),
    logDensity: (x) => (x >= min && x <= max ? tails.logDensity(x) : Number.isNaN(x) ? NaN : -Infinity),
    fromScore: (z) => value(normalCdf(z), normalCdf(-z)),
    toScore: (x) => {
      if (x <= min) return -Infinity;
      if (x >= max) return Infinity;
      const lower = tails.lower(x);
      return lower < 0.5 ? normalQuantile(lower) : -normalQuantile(tails.upper(x));
    },
    mean: moments.mean,
    sd: moments.sd,
    support,
  };
}

function momentsOfLogUniform(min: number, max: number, width: number): Moments {
  const mean = (max - min) / width;
  // Over several decades the closed form is exact; over a narrow range it cancels, and the integral is.
  const second =
    width > 1
      ? ((max - min) * (max + min)) / (2 * width) - mean * mean
      : integral((s) => (min * Math.exp(s) - mean) ** 2, 0, width) / width;
  return { mean, sd: Math.sqrt(second) };
}

/** Moments of x(z), z truncated normal on [a, b], where x² grows no faster than exp(2 growth z). */
function momentsOnNormal(z: Tails, a: number, b: number, growth: number, x: (z: number) => number): Moments {
  // Beyond this distance from its peak (or from the end nearest to it) the integrand is below 1e-20 of it.
  const reach = (distance: number): number => Math.sqrt(distance * distance + 92) - distance;
  const lowPeak = Math.min(b, Math.max(a, 0));
  const highPeak = Math.min(b, Math.max(a, 2 * growth));
  const from = Math.max(a, lowPeak - reach(Math.max(0, -lowPeak)));
  const to = Math.min(b, highPeak + reach(Math.max(0, highPeak - 2 * growth)));
  const expectation = (f: (x: number) => number): number =>
    integral((s) => f(x(s)) * Math.exp(z.logDensity(s)), from, to, 64);
  const reference = x(lowPeak);
  const mean = reference + expectation((value) => value - reference);
  return { mean, sd: Math.sqrt(expectation((value) => (value - mean) ** 2)) };
}

function check(
  name: string,
  numbers: { min: number; max: number; mean?: number; median?: number; sd?: number },
  positive: { [field: string]: number } = {},
): void {
  const open = name === "normal" || name === "log-normal";
  for (const [field, value] of Object.entries(numbers)) {
    const mayBeInfinite = open && (field === "min" || field === "max");
    if (Number.isNaN(value) || typeof value !== "number" || (!mayBeInfinite && !Number.isFinite(value))) {
      throw new RangeError(`A ${name} prior needs a finite number for ${field}, not ${value}.`);
    }
  }
  for (const [field, value] of Object.entries(positive)) {
    if (!(value > 0)) throw new RangeError(`A ${name} prior needs ${field} > 0, not ${value}.`);
  }
  if (!(numbers.min < numbers.max)) {
    throw new RangeError(`A ${name} prior needs min < max, not ${numbers.min} and ${numbers.max}.`);
  }
}
