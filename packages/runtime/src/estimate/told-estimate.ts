import type { Estimate, Run } from "@inversa/core";
import { exceptionsOf } from "../judgement/exceptions.ts";
import type { Finding } from "../judgement/finding.ts";
import { jointSpread, usualDraws } from "../judgement/joint-spread.ts";
import { correlationRows, judgedParameters } from "../judgement/judge.ts";
import { labelsOf, measuredCurves } from "../judgement/labels.ts";
import type { StudyObjective } from "../judgement/objective.ts";
import { resolutionAt, resolutionWarnings } from "../judgement/resolution.ts";
import { verify, type Verification } from "../judgement/verify.ts";
import { failureWarnings, handWarnings, misfitWarnings, stopWarnings } from "../judgement/warnings.ts";
import type { SettledStudy } from "../study/settle-study.ts";
import type { TrainedEstimator } from "../training/trained-estimator.ts";

/** Draws behind the 95 % bands of predicted curves. */
const usualBandDraws = 200;

/** How far an estimate is verified, and what it carries. */
export interface TellingOptions {
  /** Draws behind the 95 % bands of the predicted curves, {@link usualBandDraws} unless given; 0 for models so slow that the bands are not worth it. */
  readonly bandDraws?: number;
  /** Draws that the estimate itself carries, {@link usualDraws} unless given. */
  readonly keptDraws?: number;
}

/** Who estimated, where. */
export interface Teller {
  /** As estimates call it: `bp+least-squares`. */
  readonly estimator: string;
  /** Id of the one that answered first. */
  readonly first: string;
  /** For people, the one that answered last. */
  readonly name: string;
  /** Path of the file with posterior draws. */
  readonly samples?: string | undefined;
  readonly provenance: Estimate["provenance"];
}

/** What was found, and with what it is verified. */
export interface Found {
  readonly first: Finding;
  /** What the second estimator made of it. */
  readonly polished?: Finding;
  readonly trained?: TrainedEstimator;
  /** Without, nothing is simulated: the answer is the estimator's own, unverified. */
  readonly objective?: StudyObjective;
  /** When the asking began, by `performance.now()`. */
  readonly began: number;
}

/** A network's misfit in standard deviations of the noise from which on its intervals, which know only curves that the model can make, say nothing. */
const farOff = 3;

/** Simulates with what was found, compares with the data, and tells all of it. */
export async function toldEstimate(resolved: SettledStudy, { first, polished, trained, objective, began }: Found, by: Teller, options: TellingOptions, run: Run): Promise<Estimate> {
  const finding = polished ?? first;
  const direct = !trained || polished !== undefined;
  const { predicted, fit, simulations, misfit, resolution, warnings } = objective ? await verified(resolved, finding, objective, direct, options, run) : unverified;
  return {
    schema: 1,
    model: resolved.model.id,
    modelName: resolved.model.name,
    title: resolved.name,
    estimator: by.estimator,
    seed: run.seed,
    observations: measuredCurves(resolved),
    parameters: judgedParameters(resolved, finding),
    fixed: resolved.study.fixed,
    options: resolved.study.options,
    responses: resolved.study.responses,
    exceptions: exceptionsOf(resolved.study),
    correlation: correlationRows(finding),
    joint: jointSpread(finding, resolved.space, options.keptDraws ?? usualDraws),
    samples: by.samples ?? null,
    fit,
    predicted,
    diagnostics: {
      converged: finding.converged,
      message: finding.message,
      simulations: trainingSimulations(trained) + simulations,
      seconds: (performance.now() - began) / 1000,
      warnings: [
        ...(resolved.remarks ?? []),
        ...(finding.converged ? [] : [`${by.name} did not converge: ${finding.message}`]),
        ...(trained ? failureWarnings(trained.training) : []),
        ...new Set([...first.warnings, ...finding.warnings]),
        ...warnings,
      ],
      misfit: Number.isFinite(misfit) ? misfit : null,
      ...(resolution ? { resolution } : {}),
      // Least squares widens its intervals by the misfit; a network's come from simulations that its model explains.
      reliable: objective ? Number.isFinite(misfit) && (direct || misfit <= farOff) : !finding.strange,
      uncertainty: finding.uncertainty,
      ...(trained ? { training: trainingDiagnostics(trained) } : {}),
      ...(polished && objective ? { before: [{ estimator: by.first, values: namedTheta(resolved, first.coordinates), misfit: objective.misfit(first.coordinates) }] } : {}),
    },
    channels: labelsOf(resolved),
    provenance: by.provenance,
  };
}

interface Verified extends Verification {
  readonly misfit: number;
  readonly resolution?: Estimate["diagnostics"]["resolution"];
  readonly warnings: readonly string[];
}

const unverified: Verified = { predicted: [], fit: [], simulations: 0, misfit: Number.NaN, warnings: ["Not verified: the model was not run with these values, as the request asked"] };

async function verified(resolved: SettledStudy, finding: Finding, objective: StudyObjective, direct: boolean, { bandDraws }: TellingOptions, run: Run): Promise<Verified> {
  const { predicted, fit, simulations } = await verify(resolved, finding, bandDraws ?? usualBandDraws, run);
  const resolution = resolutionAt(resolved, finding.coordinates);
  const misfit = objective.misfit(finding.coordinates);
  const warnings = [
    ...(objective.classical ? handWarnings(resolved, objective.classical(), finding) : []),
    ...misfitWarnings(objective, misfit, fit, direct, finding.freedom),
    ...stopWarnings(resolved, predicted),
    ...resolutionWarnings(resolved, resolution),
  ];
  return { predicted, fit, simulations: objective.simulations() + simulations + (resolution ? 2 : 0), misfit, ...(resolution ? { resolution } : {}), warnings };
}

function namedTheta({ space }: SettledStudy, coordinates: Float64Array): Readonly<Record<string, number>> {
  const theta = space.toTheta(coordinates);
  return Object.fromEntries(space.names.map((name, j) => [name, theta[j]!]));
}

const trainingSimulations = (trained: TrainedEstimator | undefined): number => (trained ? trained.training.samples + trained.training.heldOut + trained.training.failures.count : 0);

function trainingDiagnostics({ training }: TrainedEstimator): NonNullable<Estimate["diagnostics"]["training"]> {
  const { summary, samples, seconds, history, coverage95 } = training;
  return { summary, samples, seconds, history, coverage95 };
}
