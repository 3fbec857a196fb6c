import { InputError, type Prior, type Quantity } from "@inversa/core";

/** How many standard deviations of a prior with tails are kept: all but 2e-9 of it, and a finite range for networks and optimisers. */
const tails = 6;

/**
 * A prior as it acts on a parameter: cut at the parameter's bounds, and at six standard deviations where it has tails.
 * @throws InputError `prior-invalid` when it reaches outside the bounds on purpose, or nothing is left of it.
 */
export function actingPrior(name: string, quantity: Quantity, prior: Prior): Prior {
  const [low, high] = quantity.bounds;
  const wrong = (what: string, expected: string): never => {
    throw new InputError("prior-invalid", { where: `prior of ${name}`, what, expected });
  };
  const range = `a range within ${low} to ${high}${quantity.unit === "1" ? "" : ` ${quantity.unit}`}, outside which ${name} means nothing`;
  const positive = prior.distribution === "log-uniform" || prior.distribution === "log-normal";
  const { min = -Infinity, max = Infinity } = prior;
  if (!(min < max)) wrong(`its range from ${min} to ${max} is empty`, "a minimum below the maximum");
  if (positive && prior.min !== undefined && !(prior.min > 0)) wrong(`a ${prior.distribution} prior cannot begin at ${prior.min}`, "a minimum above zero");
  if ((prior.min !== undefined && prior.min < low) || (prior.max !== undefined && prior.max > high)) {
    wrong(`it reaches from ${prior.min ?? "the lower bound"} to ${prior.max ?? "the upper bound"}`, range);
  }
  switch (prior.distribution) {
    case "uniform":
    case "log-uniform":
      return prior;
    case "normal":
    case "log-normal": {
      const { distribution, sd } = prior;
      if (!(sd > 0 && Number.isFinite(sd))) wrong(`its standard deviation is ${sd}`, "a positive number");
      const [from, to] = distribution === "normal" ? [prior.mean - tails * sd, prior.mean + tails * sd] : [prior.median * Math.exp(-tails * sd), prior.median * Math.exp(tails * sd)];
      const cut = { min: Math.max(min, low, from), max: Math.min(max, high, to) };
      if (!(cut.min < cut.max)) wrong(`nothing is left of it: it lives between ${from} and ${to}`, range);
      return { ...prior, ...cut };
    }
  }
}
