import type { FileReading, Protocol } from "@inversa/core";

/** What is known of one test when the responses to compare are chosen. */
export interface Candidate {
  readonly protocol: Protocol;
  readonly conditions: Readonly<Record<string, number>>;
  /** Prescribed histories that the test holds. */
  readonly drives?: readonly string[];
  /** Responses with values that the model computes too. */
  readonly shared: readonly string[];
  /** How the file was read; importers name there what they derived rather than measured. */
  readonly reading?: FileReading;
}

/**
 * The responses that a study compares when its file names none: all that data and model share, less those that say nothing new because they follow
 * from the others, the axis and the conditions (radial strain from axial and volumetric strain). Measured ones are kept before derived ones.
 */
export function defaultResponses(candidates: readonly Candidate[]): readonly string[] {
  return [...new Set(candidates.flatMap(independent))];
}

function independent({ protocol, conditions, drives = [], shared, reading }: Candidate): readonly string[] {
  const derivations = protocol.derivations ?? [];
  const inferred = (reading?.inferred ?? []).map(({ what, because }) => `${what} ${because}`).join("\n");
  const wasDerived = (response: string): boolean => derivations.some((derivation) => derivation.gives === response && inferred.includes(derivation.about));
  const declared = Object.keys(protocol.responses).filter((response) => shared.includes(response));
  const inOrder = [...declared.filter((response) => !wasDerived(response)), ...declared.filter(wasDerived)];
  const known = new Set([protocol.axis.name, ...Object.keys(conditions), ...drives]);
  const kept: string[] = [];
  for (const response of inOrder) {
    // A recorded current says nothing where the current was prescribed.
    const follows = drives.includes(response) || derivations.some(({ gives, from }) => gives === response && from.every((name) => known.has(name)));
    if (follows) continue;
    kept.push(response);
    known.add(response);
  }
  return declared.filter((response) => kept.includes(response));
}
