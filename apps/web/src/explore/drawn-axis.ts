import { simulationOf, type ForwardModel } from "@inversa/core";
import type { SceneTest } from "./messages.ts";

/** A curve is drawn with at least about so many points. */
const points = 120;

/**
 * The points at which a test is simulated: those of its axis, and between distant ones further points, so that a curve through few readings is drawn as a curve.
 * A history (a sampled current, unloading) stays as it was recorded.
 * @returns The points and, for each point of the test's own axis, its place among them.
 */
export function drawnAxis({ axis, protocol: id, drives }: SceneTest, model: ForwardModel): { readonly axis: Float64Array; readonly places: Int32Array } {
  const { protocol } = simulationOf(model, id);
  const runsBack = protocol.axis.reversals === true && axis.some((value, i) => i > 0 && value < axis[i - 1]!);
  const gap = (axis[axis.length - 1]! - axis[0]!) / points;
  const places = new Int32Array(axis.length);
  if (runsBack || Object.keys(drives ?? {}).length > 0 || !(gap > 0)) return { axis, places: places.map((_, i) => i) };
  const drawn: number[] = [];
  for (let i = 0; i < axis.length; i++) {
    const before = axis[i - 1];
    const between = before === undefined ? 0 : Math.ceil((axis[i]! - before) / gap - 1e-9) - 1;
    for (let k = 1; k <= between; k++) drawn.push(before! + ((axis[i]! - before!) * k) / (between + 1));
    places[i] = drawn.length;
    drawn.push(axis[i]!);
  }
  return { axis: Float64Array.from(drawn), places };
}
