import type { Estimate, Run } from "@inversa/core";
import { answererFor } from "./answer.ts";
import type { App } from "./app.ts";
import { chosen, nameOf, type Which } from "./choice.ts";
import { exceptionsOf } from "./exceptions.ts";
import type { Finding } from "./finding.ts";
import { correlationRows, judgedParameters } from "./judge.ts";
import { labelsOf, measuredCurves } from "./labels.ts";
import { measuredRow, objectiveOf } from "./objective.ts";
import { provenanceOf } from "./provenance.ts";
import { resolutionAt, resolutionWarnings } from "./resolution.ts";
import type { ResolvedStudy } from "./resolve-study.ts";
import type { Store } from "./store.ts";
import { hashOf } from "./study-hash.ts";
import type { TrainOptions } from "./train.ts";
import type { TrainedEstimator } from "./trained-estimator.ts";
import { verify } from "./verify.ts";
import { failureWarnings, handWarnings, misfitWarnings, stopWarnings } from "./warnings.ts";

export interface EstimateOptions extends TrainOptions {
  /** A learned estimator that is ready; otherwise it is trained or taken from the store. */
  readonly trained?: TrainedEstimator;
  /** Draws behind the 95 % bands of the predicted curves, 200 unless given; 0 for models so slow that the bands are not worth it. */
  readonly bandDraws?: number;
}

/** A network's misfit in standard deviations of the noise from which on its intervals, which know only curves that the model can make, say nothing. */
const farOff = 3;

/**
 * Estimates the parameters of a study with one of its estimators, simulates with the estimate and compares with the data.
 * @param which The study's first estimator unless given.
 * @throws InputError for what the user can put right; the signal's reason when interrupted (finished stages are kept in the store).
 */
export async function estimateStudy(app: App, resolved: ResolvedStudy, which: Which, options: EstimateOptions, run: Run): Promise<Estimate> {
  const choice = chosen(resolved, which);
  const objective = objectiveOf(resolved);
  const answerer = await answererFor(app, resolved, choice, options, run);
  const { trained } = answerer;

  const began = performance.now();
  const first = await answerer.first(measuredRow(resolved), objective, run);
  const finding = answerer.polish ? await answerer.polish(first, objective, run) : first;
  const verification = await verify(resolved, finding, options.bandDraws ?? 200, run);
  const resolution = resolutionAt(resolved, finding.coordinates);
  const misfit = objective.misfit(finding.coordinates);
  const direct = !trained || answerer.polish !== undefined;
  const warnings = [
    ...(resolved.remarks ?? []),
    ...(finding.converged ? [] : [`${app.estimators.get(choice.then ?? choice.id).name} did not converge: ${finding.message}`]),
    ...(trained ? failureWarnings(trained.training) : []),
    ...new Set([...first.warnings, ...finding.warnings]),
    ...(objective.classical ? handWarnings(resolved, objective.classical(), finding) : []),
    ...misfitWarnings(objective, misfit, verification.fit, direct),
    ...stopWarnings(resolved, verification.predicted),
    ...resolutionWarnings(resolved, resolution),
  ];
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
    samples: (await keepSamples(resolved, finding, nameOf(choice), options.store)) ?? null,
    fit: verification.fit,
    predicted: verification.predicted,
    diagnostics: {
      converged: finding.converged,
      message: finding.message,
      simulations: trainingSimulations(trained) + objective.simulations() + verification.simulations + (resolution ? 2 : 0),
      seconds: (performance.now() - began) / 1000,
      warnings,
      misfit: Number.isFinite(misfit) ? misfit : null,
      ...(resolution ? { resolution } : {}),
      // Least squares widens its intervals by the misfit; a network's come from simulations that its model explains.
      reliable: Number.isFinite(misfit) && (direct || misfit <= farOff),
      uncertainty: finding.uncertainty,
      ...(trained ? { training: trainingDiagnostics(trained) } : {}),
      ...(answerer.polish ? { before: [{ estimator: choice.id, values: namedTheta(resolved, first.coordinates), misfit: objective.misfit(first.coordinates) }] } : {}),
    },
    channels: labelsOf(resolved),
    provenance: provenanceOf(app, resolved, choice),
  };
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
  const lines = [space.names.map(quoted).join(",")];
  for (let i = 0; i < samples.rows; i++) lines.push(space.toTheta(samples.data.subarray(i * P, (i + 1) * P)).join(","));
  const text = `${lines.join("\n")}\n`;
  const file = `samples/${name.replaceAll("/", "-")}-${hashOf(text).slice(0, 12)}.csv`;
  await store.writeAtomic(file, text);
  return store.path(file);
}

/** A cell of CSV. */
const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
