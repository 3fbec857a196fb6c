import type { Inverse, SavedInverse } from "@inversa/core";
import type { Calibration } from "../calibration/calibrate.ts";
import type { Familiarity } from "../calibration/familiarity.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

/** What is kept of a trained estimator: its weights, what its errors taught, and facts of the training as JSON. */
export interface KeptInverse<Facts extends object> {
  readonly facts: Facts;
  readonly inverse: Pick<SavedInverse, "description" | "arrays">;
  readonly calibration: SavedInverse["arrays"];
  readonly familiarity: SavedInverse["arrays"];
}

export function packed<Facts extends object>(inverse: Inverse, calibration: Calibration, familiarity: Familiarity, facts: Facts): SavedInverse {
  const saved = inverse.save();
  const prefixed = (prefix: string, arrays: SavedInverse["arrays"]) => Object.entries(arrays).map(([name, array]) => [`${prefix}/${name}`, array] as const);
  return {
    estimator: saved.estimator,
    description: { inverse: saved.description, ...facts },
    arrays: Object.fromEntries([...prefixed("inverse", saved.arrays), ...prefixed("calibration", calibration.save()), ...prefixed("familiarity", familiarity.save())]),
  };
}

export function unpacked<Facts extends object>(stored: SavedInverse): KeptInverse<Facts> {
  const { inverse: description, ...facts } = stored.description as Facts & { readonly inverse: unknown };
  const part = (prefix: string): SavedInverse["arrays"] =>
    Object.fromEntries(Object.entries(stored.arrays).flatMap(([name, array]) => (name.startsWith(`${prefix}/`) ? [[name.slice(prefix.length + 1), array]] : [])));
  return { facts: facts as unknown as Facts, inverse: { description, arrays: part("inverse") }, calibration: part("calibration"), familiarity: part("familiarity") };
}

const format = "inversa-inverse-1";

/** As a safetensors file. The description must be JSON. */
export const encodeInverse = ({ estimator, description, arrays }: SavedInverse): Uint8Array =>
  encodeSafetensors(arrays, { format, estimator, description: JSON.stringify(description) });

/** Undefined when the bytes are no kept estimator, or are damaged. */
export function decodeInverse(bytes: Uint8Array): SavedInverse | undefined {
  const file = decodeSafetensors(bytes);
  if (file?.metadata["format"] !== format) return undefined;
  const { estimator = "", description = "null" } = file.metadata;
  try {
    return { estimator, description: JSON.parse(description) as unknown, arrays: file.arrays };
  } catch {
    return undefined;
  }
}
