import { layoutOf, type Fit, type HandEstimate, type PredictedCurve } from "@inversa/core";
import type { FamiliarityCheck } from "../calibration/familiarity.ts";
import type { Finding } from "./finding.ts";
import type { StudyObjective } from "./objective.ts";
import type { SettledStudy } from "../study/settle-study.ts";
import type { TrainingFacts } from "../training/trained-estimator.ts";

/** Share of failed simulations from which on a user should know. */
const manyFailed = 0.1;

/** What a user should know when a measurement is unlike everything that the network was trained on. */
export function strangenessWarnings({ task, study }: SettledStudy, { distance, outside }: FamiliarityCheck): string[] {
  const { blocks } = layoutOf(task);
  const off = blocks.flatMap(({ test, response }, b) =>
    outside[b]! > 0.05 ? [`${response} of ${study.observations[test]!.id} (${Math.round(100 * outside[b]!)} % of its points)`] : [],
  );
  if (off.length > 0) return [`The measurements leave the range of all training curves: ${off.join(", ")}. A trained estimator can only guess there; widen the priors or check units and conditions`];
  if (distance > 1) return [`The measurements, taken together, are unlike every training curve (${distance.toFixed(1)} times the usual distance to the nearest). A trained estimator may be far off; polish with least squares or check units and conditions`];
  return [];
}

/** How many simulations of a training set failed, when they are many. */
export function failureWarnings({ samples, heldOut, failures }: TrainingFacts): string[] {
  const share = failures.count / (samples + heldOut + failures.count);
  if (!(share > manyFailed)) return [];
  const reasons = Object.entries(failures.byReason).map(([reason, count]) => `${reason} ${count}`);
  return [`${Math.round(100 * share)} % of the simulations failed and were replaced (${reasons.join(", ")}); the priors reach into regions where the model has no answer`];
}

/**
 * Names the curve that fits worst where the misfit is larger than the stated noise explains, and says so where the noise was stated too large.
 * @param counted Degrees of freedom as the estimator counts them in its own message; all parameters count as determined otherwise.
 */
export function misfitWarnings(objective: Pick<StudyObjective, "size" | "dimension">, misfit: number, fit: readonly Fit[], direct: boolean, counted = objective.size - objective.dimension): string[] {
  if (Number.isNaN(misfit)) return ["The model has no answer for the estimated parameters, so they could not be verified"];
  // With as many parameters as points or more, the misfit of a right model is next to nothing, so one degree of freedom is too many by far.
  const freedom = Math.max(1, counted);
  const reduced = (misfit ** 2 * objective.size) / freedom;
  // The spread of the reduced chi-square when model and noise are right.
  const spread = Math.sqrt(2 / freedom);
  const worst = fit.filter((f) => f.used).toSorted((a, b) => b.relative - a.relative)[0];
  const where = worst ? `; worst: ${worst.response} of ${worst.observation}, off by ${(100 * worst.relative).toFixed(1)} % of its largest value` : "";
  if (reduced > Math.max(1.5, 1 + 4 * spread)) {
    const typical = `the typical misfit is ${Math.sqrt(reduced).toFixed(1)} times the stated noise${where}`;
    return [
      direct
        ? `The model cannot reproduce the measurements within the stated noise: ${typical}. The stated noise may be too small, or the model misses something that the specimen does`
        : `The estimate does not reproduce the measurements within the stated noise: ${typical}. The intervals do not allow for that, so do not rely on them; polish the estimate ("then: least-squares") to see whether the model can follow`,
    ];
  }
  if (reduced < Math.min(0.5, 1 - 4 * spread)) return [`The measurements scatter less than stated (${Math.sqrt(reduced).toPrecision(2)} times the noise): the stated noise is too large, and so are the intervals`];
  return [];
}

/** Curves that end early in the same way, from more than which one sentence tells them all. */
const toldSingly = 3;

/**
 * Simulated curves that end early. Where the study holds the last state, a specimen that fails towards the end of its test is what the model is meant to
 * say (each predicted curve carries its status); one that spends most of the test in that state is worth a word.
 */
export function stopWarnings({ task }: SettledStudy, predicted: readonly PredictedCurve[]): string[] {
  const early = predicted.filter(({ status, axis, responses }) => {
    const computed = Math.min(...Object.values(responses).map((values) => values.filter((value) => value !== null).length));
    return status !== "reached" && (status === "no-solution" || task.afterStop !== "hold" || computed <= axis.length / 2);
  });
  return Object.entries(Object.groupBy(early, ({ status }) => status)).flatMap(([status, curves = []]) => {
    const reason = ({ message }: PredictedCurve): string => message ?? "no reason given";
    if (curves.length <= toldSingly) return curves.map((curve) => `The simulated curve of ${curve.observation} ends early (${status}): ${reason(curve)}`);
    return [`The simulated curves of ${curves.length} of ${predicted.length} tests end early (${status}): ${curves.map(({ observation }) => observation).join(", ")}. That of ${curves[0]!.observation}: ${reason(curves[0]!)}`];
  });
}

/** How far an estimate may lie from the hand procedure's, in half widths of its own interval and in standard deviations of the prior, before a user should know; further where the procedure cannot say how sure it is. */
const farFromHand = { halfWidths: 3, priors: 0.5, priorsWithoutInterval: 1 };

/**
 * Parameters that differ from what an engineer reads from the same tests by more than both methods' uncertainty and a fair share of the prior. Smaller differences are
 * what any model that is not exact shows: the hand procedure looks at points of the curves, the others at all of them.
 */
export function handWarnings({ space }: SettledStudy, hand: HandEstimate, { coordinates, interval, undetermined, onBound }: Finding): string[] {
  const off = space.names.flatMap((name, j) => {
    const [read, found] = [hand.coordinates[j]!, coordinates[j]!];
    const half = interval && !Number.isNaN(interval.lower[j]!) ? Math.abs((read < found ? interval.lower[j]! : interval.upper[j]!) - found) : 0;
    const priors = Number.isNaN(hand.interval95.lower[j]!) ? farFromHand.priorsWithoutInterval : farFromHand.priors;
    const within = found >= hand.interval95.lower[j]! && found <= hand.interval95.upper[j]!;
    const far = Math.abs(read - found) > Math.max(farFromHand.halfWidths * half, priors * space.priorSd[j]!);
    return far && !within && !undetermined?.[j] && !onBound[j] ? [{ name, j }] : [];
  });
  if (off.length === 0) return [];
  const values = (of: Float64Array): string => off.map(({ name, j }) => `${name} ${Number(space.toTheta(of)[j]!.toPrecision(3))}`).join(", ");
  return [`The model's hand procedure reads ${values(hand.coordinates)} from these tests, and the estimate is far from that (${values(coordinates)}): look at the curves before using either`];
}
