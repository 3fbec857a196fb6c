import type { Estimate } from "@inversa/core";
import { correlationChart } from "@inversa/report";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Figure } from "../charts/figure.tsx";

/** The correlations of all parameters, for where the pair plot shows only some. */
export function CorrelationFigure({ estimate }: { readonly estimate: Estimate }) {
  const { t } = useTranslation();
  const option = useMemo(() => correlationChart(estimate), [estimate]);
  const count = estimate.parameters.length;
  return option === undefined ? null : <div className="correlation"><Figure option={option} height={36 + Math.max(44, 40 * (count - 1))} caption={t("correlation.title")} title={t("correlation.titleOf", { count })} /></div>;
}
