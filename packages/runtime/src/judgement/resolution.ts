import { compileTask, noiseDeviation, type Estimate } from "@inversa/core";
import { measuredRow } from "./objective.ts";
import type { SettledStudy } from "../study/settle-study.ts";

type Resolution = NonNullable<Estimate["diagnostics"]["resolution"]>;

/** Share of the noise from which on an error that all points of a curve share moves an estimate noticeably: with a hundred points their mean is known to a tenth of the noise. */
export const noticeable = 0.3;

/** How far the curves of an estimate move when the model is solved more finely; undefined for models that have no finer solution. */
export function resolutionAt(resolved: SettledStudy, coordinates: Float64Array): Resolution | undefined {
  const { model, task, space, study } = resolved;
  const options = model.finer?.(task.options);
  if (!options) return undefined;
  const theta = space.toTheta(coordinates);
  const [coarse, fine] = [task, { ...task, options }].map((one) => {
    const simulator = compileTask(model, one);
    const row = new Float64Array(simulator.width);
    return { row, blocks: simulator.blocks, ok: simulator.run(theta, row).ok };
  });
  if (!coarse!.ok || !fine!.ok) return [];
  const measured = measuredRow(resolved);
  return coarse!.blocks.map(({ test, response, offset, length }, b) => {
    let sum = 0;
    for (let i = offset; i < offset + length; i++) sum += (fine!.row[i]! - coarse!.row[i]!) ** 2;
    const rms = Math.sqrt(sum / length);
    const noise = noiseDeviation(resolved.blocks[b]!.noise, measured, offset, length);
    return { observation: study.observations[test]!.id, response, rms, overNoise: noise > 0 ? rms / noise : 0 };
  });
}

/** Names the curve that moves most, where that is not small beside the noise. */
export function resolutionWarnings({ model, task }: SettledStudy, resolution: Resolution | undefined): string[] {
  const worst = resolution?.toSorted((a, b) => b.overNoise - a.overNoise)[0];
  if (!worst || !(worst.overNoise > noticeable)) return [];
  const options = model.finer!(task.options)!;
  const changed = Object.entries(options).filter(([name, value]) => value !== task.options[name]).map(([name, value]) => `${name}: ${String(value)}`);
  return [`Solved more finely (${changed.join(", ")}), ${worst.response} of ${worst.observation} moves by ${Number(worst.overNoise.toPrecision(2))} times the stated noise; estimate again with that option, starting from this estimate`];
}
