import { layoutOf, simulationOf } from "@inversa/core";
import { rowOf } from "../space/interval.ts";
import { unpacked } from "../store/kept-inverse.ts";
import type { OpenPairsProblem } from "../pairs/pairs-problem.ts";
import type { KeptPairsFacts, TrainedOnPairs } from "../pairs/pairs-train.ts";
import { curveName, targetValue } from "../pairs/pairs.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";
import type { KeptFacts, TrainedEstimator } from "../training/trained-estimator.ts";
import { unknownsOf } from "../study/unknowns.ts";

/** What others are told of a trained estimator, as JSON. */
export interface TrainedDocument {
  /** Id of the estimator that was trained. */
  readonly estimator: string;
  /** Of the study. */
  readonly name: string;
  readonly trainedOn: "simulations" | "measured pairs";
  /** The forward model; null for measured pairs. */
  readonly model: string | null;
  /** Which tests, responses, ranges, units and priors it knows, and how its training went. */
  readonly [further: string]: unknown;
}

/** @param resolved The study that it was trained for. */
export function trainedDocument(resolved: ResolvedStudy, { id, choice, calibration, training, saved }: TrainedEstimator): TrainedDocument {
  const { name, model, study, task, space, hash } = resolved;
  const { blocks } = layoutOf(task);
  const { samples, heldOut, seconds, summary, coverage95, accuracy, failures: { count, byReason } } = training;
  return {
    estimator: id, name, trainedOn: "simulations", model: model.id, modelName: model.name, settings: choice.settings,
    tests: study.observations.map(({ id: test, test: { protocol: kind, conditions, axis, drives, program } }, t) => {
      const { protocol } = simulationOf(model, kind);
      return {
        id: test, protocol: kind, name: protocol.name,
        conditions: Object.entries(conditions).map(([condition, value]) => ({ name: condition, value, unit: protocol.conditions[condition]?.unit ?? "1" })),
        axis: { name: protocol.axis.name, unit: protocol.axis.unit, from: axis.reduce((a, b) => Math.min(a, b)), to: axis.reduce((a, b) => Math.max(a, b)), points: axis.length },
        drives: Object.keys(drives ?? {}).map((drive) => ({ name: drive, unit: protocol.drives?.[drive]?.unit ?? "1" })),
        ...(program ? { program } : {}),
        responses: blocks.filter((block) => block.test === t).map(({ response, length }) => ({ name: response, unit: protocol.responses[response]!.unit, about: protocol.responses[response]!.about, points: length, noise: study.uses[t]![response]!.noise })),
      };
    }),
    parameters: unknownsOf(resolved).map((unknown, j) => ({ ...unknown, prior: space.priors[j]! })),
    fixed: study.fixed, options: study.options,
    training: { samples, heldOut, seconds, summary, coverage95, accuracy, failures: { count, byReason } },
    uncertainty: calibration.about,
    plugins: unpacked<KeptFacts>(saved).facts.plugins, hash,
  };
}

/** The same of one that was trained on measured pairs. */
export function trainedPairsDocument({ file, targets, set, name, hash }: OpenPairsProblem, { id, calibration, training, saved }: TrainedOnPairs): TrainedDocument {
  const { rows, folds, seconds, summary } = training;
  const { settings, plugins, pairs } = unpacked<KeptPairsFacts>(saved).facts;
  const { predictions, targets: truths } = calibration.heldOut;
  return {
    estimator: id, name, trainedOn: "measured pairs", model: null, settings,
    inputs: file.inputs.map((input, i) => ({
      name: curveName(input), unit: file.series[typeof input === "string" ? input : input.series]!.unit, points: set.blocks[i]!.length,
      ...(typeof input === "string" ? {} : { along: { series: input.along, unit: file.series[input.along]!.unit, from: set.blocks[i]!.axis[0]!, to: set.blocks[i]!.axis.at(-1)! } }),
    })),
    targets: targets.map((target, j) => {
      const errors = Array.from({ length: truths.rows }, (_, i) => targetValue(target, rowOf(predictions, i)[j]!) - targetValue(target, rowOf(truths, i)[j]!));
      return { name: target.name, unit: target.unit, about: target.about, scale: target.logarithmic ? "log" : "linear", rmse: Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length) };
    }),
    training: { rows, folds, seconds, summary },
    uncertainty: calibration.about, plugins, hash, problem: pairs,
  };
}
