import type { Estimate, Fit } from "@inversa/core";
import { formatPercent } from "./format-number.ts";
import { inWords, plainLabel } from "./labels.ts";

/** RMSE over the largest measured value, up to which a model is said to reproduce a curve, and up to which it does so roughly. */
export const thresholds = { well: 0.05, roughly: 0.1 } as const;

export interface Verdict {
  /** `well`, `roughly` and `badly` by {@link thresholds}; `unfinished` when the estimator did not converge; `unknown` when nothing could be compared. */
  readonly level: "well" | "roughly" | "badly" | "unfinished" | "unknown";
  /** Three words for a headline. */
  readonly headline: string;
  /** How the model matches the data. */
  readonly match: string;
  /** Which parameters the data determine. */
  readonly determined: string;
}

const list = (items: readonly string[]): string => items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;

/** The curves that took part in the estimate; all of them when none is marked. */
const usedFits = (fit: readonly Fit[]): readonly Fit[] => {
  const measured = fit.filter(({ relative }) => typeof relative === "number" && Number.isFinite(relative));
  const used = measured.filter(({ used: taken }) => taken);
  return used.length > 0 ? used : measured;
};

/** Root mean square of the relative misfits of each response over its tests. */
export function misfitByResponse(fit: readonly Fit[]): ReadonlyMap<string, number> {
  const groups = new Map<string, number[]>();
  for (const { response, relative } of usedFits(fit)) groups.set(response, [...(groups.get(response) ?? []), relative]);
  return new Map([...groups].map(([response, values]) => [response, Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)]));
}

/** Does the model reproduce the data, and what was not determined: the two sentences that a reader with no time reads. */
export function verdictOf(estimate: Estimate): Verdict {
  return { ...matchOf(estimate), determined: determinedOf(estimate) };
}

function matchOf({ fit, modelName, diagnostics, observations }: Estimate): Omit<Verdict, "determined"> {
  const misfits = misfitByResponse(fit);
  const tests = observations.length === 1 ? "the test" : `all ${observations.length} tests`;
  if (misfits.size === 0) {
    return { level: "unknown", headline: "Not verified", match: `No measured curve could be compared with ${modelName}, so nothing says whether it reproduces the data.` };
  }
  const worst = Math.max(...misfits.values());
  const numbers = list([...misfits].map(([response, value]) => `${formatPercent(value)} in ${inWords(response)}`));
  const worstCurve = usedFits(fit).reduce((a, b) => b.relative > a.relative ? b : a);
  const detail = `The typical (root mean square) difference over ${tests}, relative to the largest measured value, is ${numbers}`
    + (worstCurve.relative > 1.3 * worst ? `; the worst curve is ${worstCurve.observation}, ${inWords(worstCurve.response)}, with ${formatPercent(worstCurve.relative)}.` : ".");
  if (!diagnostics.converged) {
    return { level: "unfinished", headline: "Not converged", match: `The estimation did not converge (${diagnostics.message}): do not rely on these values. ${detail}` };
  }
  if (worst <= thresholds.well) return { level: "well", headline: "Good match", match: `${modelName} reproduces the data. ${detail}` };
  if (worst <= thresholds.roughly) return { level: "roughly", headline: "Rough match", match: `${modelName} reproduces the data roughly: look at the residuals before using it. ${detail}` };
  return { level: "badly", headline: "Poor match", match: `${modelName} does not reproduce the data. ${detail}` };
}

function determinedOf({ parameters, diagnostics }: Estimate): string {
  if (!diagnostics.reliable) return "Its curves miss the data by far more than the noise, so neither its values nor its intervals are to be used; polish it with the model itself.";
  const open = parameters.filter(({ identified }) => !identified).map((parameter) => plainLabel(parameter));
  const count = parameters.length;
  if (open.length === 0) return count === 1 ? "The data determine the parameter." : `The data determine all ${count} parameters.`;
  if (open.length === count) return count === 1 ? "The data do not determine the parameter." : `The data determine none of the ${count} parameters.`;
  return `The data determine ${count - open.length} of ${count} parameters; they do not determine ${list(open)}.`;
}
