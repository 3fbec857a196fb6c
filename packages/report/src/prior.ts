import type { Prior } from "@inversa/core";

/** Whether a prior spreads its weight over the logarithm of the parameter; its picture then has a logarithmic axis. */
export const isLogPrior = (prior: Prior): boolean => prior.distribution === "log-uniform" || prior.distribution === "log-normal";

/** How many standard deviations of a bell-shaped prior are drawn. */
const reach = 3;

/** The part of the parameter's range that holds the prior: all of a uniform one, three standard deviations to either side of a bell, cut where the prior is. */
export function priorRange(prior: Prior): readonly [number, number] {
  switch (prior.distribution) {
    case "uniform":
    case "log-uniform": return [prior.min, prior.max];
    case "normal": return [Math.max(prior.min ?? -Infinity, prior.mean - reach * prior.sd), Math.min(prior.max ?? Infinity, prior.mean + reach * prior.sd)];
    case "log-normal": return [Math.max(prior.min ?? 0, prior.median * Math.exp(-reach * prior.sd)), Math.min(prior.max ?? Infinity, prior.median * Math.exp(reach * prior.sd))];
  }
}

/** Where the prior ends; infinite where it is open. */
export const supportOf = ({ min, max }: Prior): readonly [number, number] => [min ?? -Infinity, max ?? Infinity];

/** Density per unit of the axis on which the prior is drawn (its logarithm for log priors), over its largest value: 1 at the peak, 0 outside. */
export function relativeDensity(prior: Prior, x: number): number {
  if (x < (prior.min ?? -Infinity) || x > (prior.max ?? Infinity)) return 0;
  switch (prior.distribution) {
    case "uniform":
    case "log-uniform": return 1;
    case "normal": return bell((x - prior.mean) / prior.sd);
    case "log-normal": return x > 0 ? bell(Math.log(x / prior.median) / prior.sd) : 0;
  }
}

const bell = (z: number): number => Math.exp(-0.5 * z * z);
