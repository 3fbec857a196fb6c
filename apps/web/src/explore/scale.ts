import type { QuantityDocument } from "@inversa/runtime/browser";
import { fromShown, toShown, type Shown } from "../display/units.ts";

/** Steps of a slider from one end to the other. */
export const sliderSteps = 1000;

/** Steps that a key moves a slider: an arrow, with Shift for one at a time, and a page. */
export const keySteps = { arrow: 10, fine: 1, page: 100 } as const;

type Ranged = Pick<QuantityDocument, "bounds" | "plausible" | "scale">;

const isLogarithmic = ({ scale, plausible }: Ranged): boolean => scale === "log" && plausible[0] > 0;

/** Where a value stands between the ends of its plausible range, on its scale; below 0 or above 1 outside. */
export function placeOn(quantity: Ranged, value: number): number {
  const [low, high] = quantity.plausible;
  return isLogarithmic(quantity) ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/** The value at a place, with as many figures as a step of the slider resolves. */
export function valueAt(quantity: Ranged, place: number): number {
  const [low, high] = quantity.plausible;
  const value = isLogarithmic(quantity) ? low * (high / low) ** place : low + (high - low) * place;
  const step = isLogarithmic(quantity) ? (value * Math.log(high / low)) / sliderSteps : (high - low) / sliderSteps;
  return within(quantity, rounded(value, step));
}

/** Held inside what means something to the model. */
export const within = ({ bounds }: Pick<Ranged, "bounds">, value: number): number => Math.min(bounds[1], Math.max(bounds[0], value));

/** The quantity as a reader sees it, ends turned into the shown unit; one that is turned about a shifted zero has no logarithms. */
export function shownQuantity({ bounds, plausible, scale }: Ranged, shown: Shown): Ranged {
  const ends = ([low, high]: readonly [number, number]): [number, number] => [toShown(shown, low), toShown(shown, high)];
  return { bounds: ends(bounds), plausible: ends(plausible), scale: shown.offset === 0 ? scale : "linear" };
}

/** A shown number in the model's unit, held inside its bounds, without the last bits that turning it to and fro leaves. */
export const fromReader = (quantity: Pick<Ranged, "bounds">, shown: Shown, value: number): number => within(quantity, Number(fromShown(shown, value).toPrecision(12)));

/** To the decimal place of the step or one finer, so that neighbouring places never share a number. */
function rounded(value: number, step: number): number {
  const digits = Math.min(100, Math.max(0, Math.ceil(-Math.log10(step))));
  const power = Math.floor(Math.log10(step));
  return power > 0 ? Math.round(value / 10 ** power) * 10 ** power : Number(value.toFixed(digits));
}
