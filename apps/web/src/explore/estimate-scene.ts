import { InputError, readSettings, type Estimator, type ForwardModel, type Run } from "@inversa/core";
import { answerLearned, decodeInverse, findDirect, objectiveOf, restoreTrained, toldEstimate, type FoundByEstimator, type SettledStudy } from "@inversa/runtime/browser";
import { rowOnGrid } from "./grid-row.ts";
import type { Found, Parameters, Scene, StudyTerms, Trained } from "./messages.ts";
import { hashOfText, madeHere } from "./made-here.ts";
import { measuredTests, settleScene } from "./settle-scene.ts";
import { studyText } from "./study-text.ts";

/** Least squares from where the sliders stand; the plugin of the command line. @throws InputError as a study's mistakes do. */
export async function fitScene(model: ForwardModel, scene: Scene, terms: StudyTerms, start: Parameters, run: Run): Promise<Found> {
  const began = performance.now();
  const { default: plugin } = await import("@inversa/estimator-least-squares");
  const settled = settleScene(model, scene, measuredTests(scene), terms);
  const { space } = settled;
  const estimator = plugin.estimators.find((one) => one.kind === "direct")!;
  const from = space.toCoordinates(space.names.map((name) => start[name]!));
  const finding = await findDirect(estimator, readSettings(estimator.settings, {}, `settings of ${estimator.id}`), objectiveOf(settled), space, run, from);
  return found(settled, scene, terms, estimator, { first: finding }, began, run);
}

/**
 * What a trained network says of the measured curves, and how well its values match them.
 * @throws InputError `trained-estimator-mismatch` where the tests are not those that it was trained for.
 */
export async function askTrained(model: ForwardModel, scene: Scene, { study, bytes }: Trained, run: Run): Promise<Found> {
  const began = performance.now();
  const stored = decodeInverse(bytes);
  if (!stored) throw new InputError("data-unreadable", { where: "trained estimator", what: "the file is damaged", next: "Load the page again" });
  const { default: plugin } = await import("@inversa/estimator-bp");
  const estimator = plugin.estimators.find((one) => one.id === stored.estimator);
  if (estimator?.kind !== "learned") throw new InputError("unknown-id", { where: "trained estimator", what: `this page cannot load one of "${stored.estimator}"`, expected: plugin.estimators.map(({ id }) => id).join(", ") });
  const { row, named } = rowOnGrid(model, study, scene);
  const trainedFor = settleScene(model, study, named, study.terms);
  const trained = await restoreTrained(estimator, trainedFor, { id: estimator.id, settings: {} }, stored);
  const finding = answerLearned(trained, trainedFor, row(trainedFor));
  return found(settleScene(model, scene, measuredTests(scene), study.terms), scene, study.terms, estimator, { first: finding, trained }, began, run);
}

/** A finding held against the data as they were measured, as every estimate is. */
async function found(settled: SettledStudy, scene: Scene, terms: StudyTerms, estimator: Estimator, made: Pick<FoundByEstimator, "first" | "trained">, began: number, run: Run): Promise<Found> {
  const milliseconds = performance.now() - began;
  const { id, name } = estimator;
  const provenance = { ...madeHere(), study: await hashOfText(studyText(scene, terms)) };
  const estimate = await toldEstimate(settled, { ...made, objective: objectiveOf(settled), began }, { estimator: id, first: id, name, provenance }, {}, run);
  const numbers = (values: readonly (number | null)[]): Float64Array => Float64Array.from(values, (value) => value ?? Number.NaN);
  return {
    estimate, milliseconds,
    bands: estimate.predicted.flatMap(({ observation, band95 = {}, axis }) => Object.entries(band95).map(([response, { low, high }]) =>
      ({ test: scene.tests.findIndex((test) => test.id === observation), response, axis: numbers(axis), low: numbers(low), high: numbers(high) }))),
  };
}
