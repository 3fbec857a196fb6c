import type { Estimate } from "@inversa/core";
import { frame, logTicks, textWidth, type XY } from "./chart-frame.ts";
import { lastPoint } from "./curves.ts";
import { curve, namesBeside } from "./marks.ts";
import { appearance } from "./palette.ts";
import type { ChartOption } from "./svg.ts";

/** What the picture says, in the reader's language. */
export interface LearningWords {
  readonly epoch: string;
  readonly loss: string;
  readonly training: string;
  readonly validation: string;
}

const english: LearningWords = { epoch: "Epoch", loss: "Loss", training: "training", validation: "validation" };

/**
 * Loss on the training samples and on the samples held back, over the epochs; logarithmic where every loss is positive. Validation that turns upwards while training falls is over-fitting.
 * Series: `training`, `validation` (absent when none was recorded). Undefined for an estimate without a learning curve of two points.
 */
export function learningCurveChart(estimate: Estimate, words: LearningWords = english): ChartOption | undefined {
  const history = estimate.diagnostics.training?.history ?? [];
  if (history.length < 2) return undefined;
  const training = history.map(({ epoch, loss }): XY => [epoch, finiteOrNull(loss)]);
  const validation = history.map(({ epoch, validationLoss }): XY => [epoch, finiteOrNull(validationLoss)]);
  const lines = [{ name: "training" as const, data: training, look: appearance(0) }, { name: "validation" as const, data: validation, look: appearance(1) }]
    .filter(({ data }) => data.some(([, y]) => y !== null));
  const losses = lines.flatMap(({ data }) => data.flatMap(([, y]) => y === null ? [] : [y]));
  if (losses.length === 0) return undefined;
  const [low, high] = losses.reduce(([a, b], y) => [Math.min(a, y), Math.max(b, y)], [Infinity, -Infinity]);
  const log = low > 0 && high > low * 1.5;
  const [min, max] = [low / 1.15, high * 1.15];
  return {
    ...frame({ name: words.epoch, min: history[0]!.epoch, max: history.at(-1)!.epoch }, { name: words.loss, ...(log ? { type: "log" as const, min, max, ticks: logTicks(min, max) } : {}) }, { right: 30 + Math.max(...lines.map(({ name }) => textWidth(words[name]))) }),
    series: [
      ...lines.map(({ name, data, look }) => curve(name, data, { mark: look.mark, dash: name === "training" ? "solid" : [6, 3] })),
      namesBeside(lines.map(({ name, data, look }) => ({ text: words[name], at: lastPoint(data)!, colour: look.text }))),
    ],
  };
}

const finiteOrNull = (value: number | undefined): number | null => value !== undefined && Number.isFinite(value) ? value : null;
