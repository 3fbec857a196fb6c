import type { Estimate } from "@inversa/core";
import { formatCount, formatNumber, learningCurveChart, type LearningWords } from "@inversa/report";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Figure } from "../charts/figure.tsx";
import type { Reading } from "../charts/readings.ts";
import { useEstimatorNames } from "./use-estimator-names.ts";

/** How the networks learnt; nothing where none did. */
export function TrainingPart({ estimates }: { readonly estimates: readonly Estimate[] }) {
  const { t } = useTranslation();
  const called = useEstimatorNames();
  const charts = useMemo(() => {
    const words: LearningWords = { epoch: t("training.epoch"), loss: t("training.loss"), training: t("training.learnt"), validation: t("training.heldBack") };
    return estimates.flatMap((estimate) => {
      const option = learningCurveChart(estimate, words);
      const name = called(estimate.diagnostics.before?.[0]?.estimator ?? estimate.estimator);
      return option ? [{ estimate, option, name, readings: readingsOf(estimate, name, words) }] : [];
    });
  }, [estimates, called, t]);
  if (charts.length === 0) return null;
  return (
    <section aria-labelledby="training">
      <h2 id="training">{t("training.title")}</h2>
      <p className="quiet measure">{t("training.help")}</p>
      <div className="charts">{charts.map(({ estimate, option, name, readings }) =>
        <Figure key={estimate.estimator} option={option} readings={readings} height={250} caption={name} title={t("training.titleOf", { name, loss: formatNumber(estimate.diagnostics.training?.history.at(-1)?.loss ?? Number.NaN, 3) })} />)}</div>
    </section>
  );
}

const readingsOf = ({ diagnostics }: Estimate, title: string, words: LearningWords): readonly Reading[] => (diagnostics.training?.history ?? []).filter(({ loss }) => Number.isFinite(loss)).map(({ epoch, loss, validationLoss }) => ({
  x: epoch, y: loss, series: "training", title,
  lines: [[words.epoch, formatCount(epoch)], [words.training, formatNumber(loss, 3)], ...(validationLoss === undefined || !Number.isFinite(validationLoss) ? [] : [[words.validation, formatNumber(validationLoss, 3)] as const])],
}));
