import type { EstimatedParameter } from "@inversa/core";
import { correlationOf } from "@inversa/numerics";
import type { Finding } from "./finding.ts";
import { notAbove, strongestPartner } from "./identifiability.ts";
import type { SettledStudy } from "../study/settle-study.ts";
import { unknownsOf } from "../study/unknowns.ts";

/** Correlation beyond which two parameters are said to trade off. */
const tradeOff = 0.9;

/**
 * The parameters of an estimate in their own units, each with its interval and a judgement: identified unless its standard deviation after the data is
 * more than 0.6 of that before, or the value sits on an end of its prior range. The note says why, in an engineer's words.
 */
export function judgedParameters(resolved: SettledStudy, finding: Finding): readonly EstimatedParameter[] {
  const { space } = resolved;
  const theta = space.toTheta(finding.coordinates);
  const lower = finding.interval && space.toTheta(finding.interval.lower);
  const upper = finding.interval && space.toTheta(finding.interval.upper);
  const correlation = finding.covariance && correlationOf(finding.covariance);
  return unknownsOf(resolved).map((unknown, j): EstimatedParameter => {
    const { name } = unknown;
    const quantity = space.quantities[j]!;
    const width = widthAfter(finding, j, space.dimension, space.priorSd[j]!);
    const wide = width !== undefined && width > notAbove;
    const partner = correlation && strongestPartner(correlation, j);
    const unsaid = finding.undetermined?.[j] === true;
    const known = !unsaid && lower && upper && !Number.isNaN(lower[j]! + upper[j]!);
    const note = unsaid ? [nothingSaid] : [
      finding.onBound[j] ? boundNote(theta[j]!, [space.toTheta(space.lower)[j]!, space.toTheta(space.upper)[j]!], quantity.bounds, wide || !known ? undefined : [lower[j]!, upper[j]!], unitOf(quantity.unit)) : "",
      wide ? `these tests do not determine it: its uncertainty is still ${Math.min(100, Math.round(100 * width))} % of what it was before the data` : "",
      partner && Math.abs(partner.correlation) > tradeOff ? partnerNote(name, space.names[partner.index]!, partner.correlation) : "",
    ].filter(Boolean);
    return {
      ...unknown,
      value: theta[j]!,
      interval95: known ? [Math.min(lower[j]!, theta[j]!), Math.max(upper[j]!, theta[j]!)] : null,
      prior: space.priors[j]!,
      identified: !unsaid && !wide && !finding.onBound[j],
      ...(note.length > 0 ? { note: note.join("; ") } : {}),
    };
  });
}

/** Standard deviation after the data over that before: the covariance's or, where the interval is wider or there is no covariance, the one that belongs to the interval. */
function widthAfter({ covariance, interval }: Finding, j: number, dimension: number, before: number): number | undefined {
  const bySides = interval ? (interval.upper[j]! - interval.lower[j]!) / (2 * 1.96) : Number.NaN;
  const bySquares = covariance ? Math.sqrt(covariance.data[j * dimension + j]!) : Number.NaN;
  const widths = [bySides, bySquares].filter((width) => !Number.isNaN(width));
  return widths.length === 0 ? undefined : Math.max(...widths) / before;
}

/** The correlation of the estimated parameters; empty when unknown, 0 beside a parameter without spread. */
export function correlationRows(finding: Finding): readonly (readonly number[])[] {
  if (!finding.covariance) return [];
  const P = finding.covariance.columns;
  const { data } = correlationOf(finding.covariance);
  return Array.from({ length: P }, (_, j) => Array.from({ length: P }, (_, k) => (j === k ? 1 : data[j * P + k]! || 0)));
}

const nothingSaid = "the method says nothing of it from these tests: the middle of its range stands there";

type Ends = readonly [number, number];

/**
 * @param range Of the prior.
 * @param allowed By the model.
 * @param interval Where the data narrowed the parameter down: a value on a bound may still be known well, such as a cohesion of zero.
 */
function boundNote(value: number, range: Ends, allowed: Ends, interval: Ends | undefined, unit: string): string {
  const low = Math.abs(value - range[0]) < Math.abs(range[1] - value);
  const canMove = (low ? range[0] > allowed[0] : range[1] < allowed[1]);
  const beyond = low ? "smaller" : "larger";
  const ruledOut = interval && `, and the data rule out ${low ? "more" : "less"} than ${short(low ? interval[1] : interval[0])}${unit}`;
  const advice = canMove ? `widen the range if ${beyond} values make sense, or fix it there` : `the model allows no ${beyond} value, so fix it there${interval ? "" : " or add a test"}`;
  return `it sits on the ${low ? "lower" : "upper"} end of its range (${short(value)}${unit})${ruledOut ?? ""}: ${advice}`;
}

function partnerNote(name: string, partner: string, correlation: number): string {
  const how = correlation > 0 ? `a higher ${name} with a higher ${partner}` : `a higher ${name} with a lower ${partner}`;
  return `it trades off against ${partner} (correlation ${(Math.trunc(100 * correlation) / 100).toFixed(2)}): ${how} fits nearly as well, so use the two values together`;
}

const unitOf = (unit: string): string => (unit === "1" ? "" : ` ${unit}`);
const short = (value: number): string => String(Number(value.toPrecision(4)));
