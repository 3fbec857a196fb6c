import type { Estimate } from "@inversa/core";
import { formatNumber, learningCurveChart } from "@inversa/report";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Figure } from "../charts/figure.tsx";
import { useEstimatorNames } from "./use-estimator-names.ts";

/** How the networks learnt; nothing where none did. */
export function TrainingPart({ estimates }: { readonly estimates: readonly Estimate[] }) {
  const { t } = useTranslation();
  const called = useEstimatorNames();
  const charts = useMemo(() => estimates.flatMap((estimate) => { const option = learningCurveChart(estimate); return option ? [{ estimate, option }] : []; }), [estimates]);
  if (charts.length === 0) return null;
  return (
    <section aria-labelledby="training">
      <h2 id="training">{t("training.title")}</h2>
      <p className="quiet measure">{t("training.help")}</p>
      <div className="charts">{charts.map(({ estimate, option }) => {
        const name = called(estimate.diagnostics.before?.[0]?.estimator ?? estimate.estimator);
        return <Figure key={estimate.estimator} option={option} height={250} caption={name} title={t("training.titleOf", { name, loss: formatNumber(estimate.diagnostics.training?.history.at(-1)?.loss ?? Number.NaN, 3) })} />;
      })}</div>
    </section>
  );
}
