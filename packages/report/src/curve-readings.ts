import type { Estimate } from "@inversa/core";
import { curvePairs, residuals, type CurvePair } from "./curves.ts";
import { axisTitle, display, labelsOf, responseOf } from "./labels.ts";

/** What can be read off at one place of a test's curve, in stored units; null where it is not known there. */
export interface CurveReading {
  readonly id: string;
  readonly x: number;
  readonly measured: number | null;
  readonly model: number | null;
  /** Between which the model's curve lies with 95 % probability. */
  readonly band: readonly [number, number] | null;
  readonly residual: number | null;
}

/** The readings of one response under one kind of test, with what a person is told them in: times the factor, in the unit. */
export interface CurveReadings {
  readonly across: { readonly title: string; readonly factor: number };
  readonly up: { readonly factor: number; readonly unit: string };
  readonly points: readonly CurveReading[];
}

/** What the fit chart and the residual chart show, as numbers: every measured reading, and the points of computed curves where nothing was measured. */
export function curveReadings(estimate: Estimate, protocol: string, response: string): CurveReadings {
  const axis = labelsOf(estimate, protocol)?.axis;
  const unit = responseOf(estimate, protocol, response)?.unit ?? "1";
  return {
    across: { title: axisTitle(axis?.name ?? "axis", axis), factor: display(axis?.name ?? "axis", axis?.unit ?? "1").factor },
    up: display(response, unit),
    points: curvePairs(estimate, protocol, response).flatMap(readingsOf),
  };
}

function readingsOf(pair: CurvePair): CurveReading[] {
  const { id, measured, predicted, band } = pair;
  const left = residuals(pair);
  const shared = measured.length === predicted.length && measured.every(([x], i) => x === predicted[i]![0]);
  const bandAt = (i: number): readonly [number, number] | null => { const [, low, high] = band[i] ?? []; return typeof low === "number" && typeof high === "number" ? [low, high] : null; };
  const read = measured.map(([x, y], i): CurveReading => {
    const residual = left[i]?.[1] ?? null;
    return { id, x, measured: y, model: shared ? predicted[i]![1] : y === null || residual === null ? null : y - residual, band: shared ? bandAt(i) : null, residual };
  });
  const computed = shared ? [] : predicted.map(([x, y], i): CurveReading => ({ id, x, measured: null, model: y, band: bandAt(i), residual: null }));
  return [...read, ...computed].filter((one) => one.measured !== null || one.model !== null);
}
