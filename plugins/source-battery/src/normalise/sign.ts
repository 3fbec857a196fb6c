import type { Inference } from "@inversa/core";
import { ambiguous, oneOf } from "@inversa/tables";
import type { Convention, RawRecord } from "../raw.ts";
import type { BatterySettings } from "../settings.ts";
import { voteOfJumps, votesOn, type Vote, type Witness } from "./direction.ts";
import type { Stretch } from "./steps.ts";

/** The current with discharge positive, and how that was found. */
export interface Signed {
  readonly current: Float64Array;
  readonly notes: readonly Inference[];
  readonly warnings: readonly string[];
}

const words: Readonly<Record<Witness, string>> = { state: "the cycler's own word for the step", charge: "its counters of charge", voltage: "the voltage, which falls on discharge" };
const inWords: Readonly<Record<Convention, string>> = { "charge-positive": "charging is positive", "discharge-positive": "discharging is positive", unsigned: "the current has no sign", unknown: "nothing says which sign a discharge has" };
/** Share of the charge on which witnesses must agree. */
const agreement = 0.8;
/** Charge below this share of the whole is too little to call a current unsigned by. */
const little = 0.01;
/** Where no more than this share of the readings has a current, and the voltage does not answer it, nothing was done to the cell. */
const hardlyEver = 0.01;
/** A current that goes on from one step to the next with less of a jump in voltage than this has not turned. */
const handedOver = 0.01;
/** Negative current below this share of the largest is the noise of a zero. */
const noise = 5e-3;

/**
 * Turns the current so that discharge is positive. The words of the cycler, its counters and the voltage decide; what its maker says of the sign holds where they are silent.
 * @throws InputError `data-ambiguous` where neither tells.
 */
export function withDischargePositive(raw: RawRecord, stretches: readonly Stretch[], peak: number, settings: BatterySettings, file: string): Signed {
  const current = raw.columns.current!;
  if (settings.currentSign === "discharge-positive" || settings.currentSign === "charge-positive") return { current: turned(current, settings.currentSign), notes: [{ what: inWords[settings.currentSign], because: "setting currentSign" }], warnings: [] };
  const votes = votesOn(raw, stretches);
  const bothSigns = current.some((v) => v > noise * peak) && current.some((v) => v < -noise * peak);
  const all = votes.reduce((sum, { weight }) => sum + weight, 0);
  const seen = ([1, -1] as const).map((way) => votes.reduce((sum, { direction, weight }) => sum + (direction === way ? weight : 0), 0) > little * all);
  if (settings.currentSign === "unsigned" || (!bothSigns && seen[0] && seen[1])) return byStretch(raw, stretches, votes, settings, file);
  const tally = tallyOf(raw, stretches, votes, peak);
  const said = raw.convention === "unknown" || raw.convention === "unsigned" ? undefined : raw.convention;
  if (!tally || tally.share < agreement) {
    if (said) return { current: turned(current, said), notes: [{ what: inWords[said], because: `as ${raw.vendor} has it; the file itself does not show it` }], warnings: [] };
    const flowing = current.reduce((count, v) => count + (Math.abs(v) > noise * peak ? 1 : 0), 0);
    if (!tally && flowing <= Math.max(3, hardlyEver * current.length)) return { current, notes: [], warnings: [] };
    throw ambiguous(file, `the sign of the current is not clear: ${inWords[raw.convention]}, and ${tally ? "what states, counted charge and voltage show does not agree" : "no step shows it"}`, "is discharging positive or negative?", "Set currentSign to discharge-positive, charge-positive or unsigned");
  }
  const found: Convention = tally.sign > 0 ? "discharge-positive" : "charge-positive";
  const because = `${oneOf(tally.witnesses.map((witness) => words[witness])).replace(" or ", " and ")}, in ${tally.count} ${tally.count === 1 ? "step" : "steps"}`;
  return {
    current: turned(current, found),
    notes: [{ what: inWords[found], because: said === found ? `as ${raw.vendor} has it; ${because} ${tally.witnesses.length > 1 ? "agree" : "agrees"}` : because }],
    warnings: said !== undefined && said !== found ? [`${inWords[found]} in this file, though ${raw.vendor} says that ${inWords[said]}: ${because}`] : [],
  };
}

const turned = (current: Float64Array, convention: "discharge-positive" | "charge-positive"): Float64Array => (convention === "discharge-positive" ? current : current.map((v) => 0 - v));

/** The best witness of each stretch: what the cycler says, what it counted, what the voltage did. */
const bestVote = (votes: readonly Vote[], stretch: number): Vote | undefined => {
  const own = votes.filter((vote) => vote.stretch === stretch);
  return (["state", "charge", "voltage"] as const).map((witness) => own.find((vote) => vote.witness === witness)).find((vote) => vote !== undefined);
};

/** How the votes compare with the signs as written: +1 where discharge is positive. */
function tallyOf(raw: RawRecord, stretches: readonly Stretch[], votes: readonly Vote[], peak: number): { readonly sign: number; readonly share: number; readonly count: number; readonly witnesses: readonly Witness[] } | undefined {
  let [sum, all] = [0, 0];
  for (const [k, { regime }] of stretches.entries()) {
    const best = bestVote(votes, k);
    if (!best) continue;
    sum += best.direction * regime * best.weight;
    all += best.weight;
  }
  if (all > 0) {
    const sign = Math.sign(sum);
    const agreeing = votes.filter(({ stretch, direction }) => direction * stretches[stretch]!.regime === sign);
    return { sign, share: (Math.abs(sum) / all + 1) / 2, count: new Set(agreeing.map(({ stretch }) => stretch)).size, witnesses: (["state", "charge", "voltage"] as const).filter((witness) => agreeing.some((vote) => vote.witness === witness)) };
  }
  const jumps = voteOfJumps(raw, peak);
  return jumps === undefined ? undefined : { sign: Math.sign(jumps), share: (Math.abs(jumps) + 1) / 2, count: 1, witnesses: ["voltage"] };
}

/** Currents without a sign: every stretch gets its own, from its best witness, or from the stretch before where no rest lies between. */
function byStretch(raw: RawRecord, stretches: readonly Stretch[], votes: readonly Vote[], settings: BatterySettings, file: string): Signed {
  const current = raw.columns.current!.map((v) => Math.abs(v));
  const used = new Map<Witness | "before", number>();
  const doubts: string[] = [];
  let before = 0;
  for (const [k, { from, to, regime }] of stretches.entries()) {
    if (regime === 0) {
      before = 0;
      continue;
    }
    const own = votes.filter(({ stretch }) => stretch === k);
    const shown = bestVote(votes, k);
    // A voltage that is held tells nothing, but it takes over from the current before it without a jump.
    const best = shown?.witness === "voltage" && before !== 0 && Math.abs(raw.columns.voltage![from]! - raw.columns.voltage![from - 1]!) < handedOver ? undefined : shown;
    const direction = best?.direction ?? before;
    if (direction === 0) throw ambiguous(`${file}, ${raw.place(from)}`, `the current has no sign, and nothing shows whether the step from there to ${raw.place(to - 1)} charges or discharges`, "does it discharge?", "Set currentSign, or give the file a column that says it");
    used.set(best?.witness ?? "before", (used.get(best?.witness ?? "before") ?? 0) + 1);
    if (best && best.witness !== "voltage" && own.some((vote) => vote.direction !== best.direction)) doubts.push(raw.place(from));
    for (let row = from; row < to; row++) if (direction < 0) current[row] = 0 - current[row]!;
    before = direction;
  }
  const witnesses = [...used].map(([witness, count]) => `${witness === "before" ? "the step before, without a rest between" : words[witness]} (${count} ${count === 1 ? "step" : "steps"})`);
  const expected = raw.convention === "unsigned" || settings.currentSign === "unsigned";
  return {
    current,
    notes: [{ what: "current without a sign: each step got its own", because: witnesses.join(", ") }],
    warnings: [
      ...(expected ? [] : [`the current has no sign, though ${raw.convention === "unknown" ? "its steps charge and discharge" : `${raw.vendor} says that ${inWords[raw.convention]}`}`]),
      ...(doubts.length > 0 ? [`the voltage does not go the way of the current in the ${doubts.length === 1 ? "step" : `${doubts.length} steps`} at ${doubts.slice(0, 3).join(", ")}`] : []),
    ],
  };
}
