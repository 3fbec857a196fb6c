import { csvCell, type Estimate, type Run } from "@inversa/core";
import type { App } from "../app/app.ts";
import { nameOf } from "../study/choice.ts";
import { exceptionsOf } from "../judgement/exceptions.ts";
import type { Finding } from "../judgement/finding.ts";
import { jointSpread, usualDraws } from "../judgement/joint-spread.ts";
import { correlationRows, judgedParameters } from "../judgement/judge.ts";
import { labelsOf, measuredCurves } from "../judgement/labels.ts";
import type { StudyObjective } from "../judgement/objective.ts";
import { provenanceOf } from "../study/provenance.ts";
import { resolutionAt, resolutionWarnings } from "../judgement/resolution.ts";
import type { EstimatorChoice, ResolvedStudy } from "../study/resolve-study.ts";
import type { Store } from "../store/store.ts";
import { hashOf } from "../study/study-hash.ts";
import type { TrainedEstimator } from "../training/trained-estimator.ts";
import { verify, type Verification } from "../judgement/verify.ts";
import { failureWarnings, handWarnings, misfitWarnings, stopWarnings } from "../judgement/warnings.ts";

/** Draws behind the 95 % bands of predicted curves. */
const usualBandDraws = 200;

export interface VerifyOptions {
  /** Draws behind the 95 % bands of the predicted curves, {@link usualBandDraws} unless given; 0 for models so slow that the bands are not worth it. */
  readonly bandDraws?: number;
  /** Draws that the estimate itself carries, {@link usualDraws} unless given. */
  readonly keptDraws?: number;
  /** Where the draws behind an estimate are kept; nowhere unless given. */
  readonly store?: Store;
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
export async function estimateDocument(app: App, resolved: ResolvedStudy, choice: EstimatorChoice, { first, polished, trained, objective, began }: Found, options: VerifyOptions, run: Run): Promise<Estimate> {
  const finding = polished ?? first;
  const direct = !trained || polished !== undefined;
  const { predicted, fit, simulations, misfit, resolution, warnings } = objective ? await verified(resolved, finding, objective, direct, options, run) : unverified;
  return {
    schema: 1,
    model: resolved.model.id,
    modelName: resolved.model.name,
    title: resolved.name,
    estimator: nameOf(choice),
    seed: run.seed,
    observations: measuredCurves(resolved),
    parameters: judgedParameters(resolved, finding),
    fixed: resolved.study.fixed,
    options: resolved.study.options,
    responses: resolved.study.responses,
    exceptions: exceptionsOf(resolved.study),
    correlation: correlationRows(finding),
    joint: jointSpread(finding, resolved.space, options.keptDraws ?? usualDraws),
    samples: (await keepSamples(resolved, finding, nameOf(choice), options.store)) ?? null,
    fit,
    predicted,
    diagnostics: {
      converged: finding.converged,
      message: finding.message,
      simulations: trainingSimulations(trained) + simulations,
      seconds: (performance.now() - began) / 1000,
      warnings: [
        ...(resolved.remarks ?? []),
        ...(finding.converged ? [] : [`${app.estimators.get(choice.then ?? choice.id).name} did not converge: ${finding.message}`]),
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
      ...(polished && objective ? { before: [{ estimator: choice.id, values: namedTheta(resolved, first.coordinates), misfit: objective.misfit(first.coordinates) }] } : {}),
    },
    channels: labelsOf(resolved),
    provenance: provenanceOf(app, resolved, choice),
  };
}

interface Verified extends Verification {
  readonly misfit: number;
  readonly resolution?: Estimate["diagnostics"]["resolution"];
  readonly warnings: readonly string[];
}

const unverified: Verified = { predicted: [], fit: [], simulations: 0, misfit: Number.NaN, warnings: ["Not verified: the model was not run with these values, as the request asked"] };

async function verified(resolved: ResolvedStudy, finding: Finding, objective: StudyObjective, direct: boolean, { bandDraws }: VerifyOptions, run: Run): Promise<Verified> {
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

function namedTheta({ space }: ResolvedStudy, coordinates: Float64Array): Readonly<Record<string, number>> {
  const theta = space.toTheta(coordinates);
  return Object.fromEntries(space.names.map((name, j) => [name, theta[j]!]));
}

const trainingSimulations = (trained: TrainedEstimator | undefined): number => (trained ? trained.training.samples + trained.training.heldOut + trained.training.failures.count : 0);

function trainingDiagnostics({ training }: TrainedEstimator): NonNullable<Estimate["diagnostics"]["training"]> {
  const { summary, samples, seconds, history, coverage95 } = training;
  return { summary, samples, seconds, history, coverage95 };
}

/** Writes the draws as CSV, one column an unknown, in its unit. The name follows from the contents: two data sets of one study never share a file. */
async function keepSamples({ space }: ResolvedStudy, { samples }: Finding, name: string, store: Store | undefined): Promise<string | undefined> {
  if (!samples || !store) return undefined;
  const P = space.dimension;
  const lines = [space.names.map(csvCell).join(",")];
  for (let i = 0; i < samples.rows; i++) lines.push(space.toTheta(samples.data.subarray(i * P, (i + 1) * P)).join(","));
  const text = `${lines.join("\n")}\n`;
  const file = `samples/${name.replaceAll("/", "-")}-${hashOf(text).slice(0, 12)}.csv`;
  await store.writeAtomic(file, text);
  return store.path(file);
}
