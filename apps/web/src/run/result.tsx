import type { Estimate } from "@inversa/core";
import type { RunDocument, StudyDocument } from "@inversa/server/api";
import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "wouter";
import { estimatesQuery } from "../api/queries.ts";
import { ResponseCharts } from "../charts/response-charts.tsx";
import { presented } from "../display/present.ts";
import { useUnits } from "../display/use-units.ts";
import { useWords } from "../display/use-words.ts";
import { ErrorNote } from "../layout/problem-note.tsx";
import { Waiting } from "../layout/waiting.tsx";
import { Comparison } from "./comparison.tsx";
import { Downloads } from "./downloads.tsx";
import { ParameterValues } from "./parameter-values.tsx";
import { PairPart } from "./pair-part.tsx";
import { PriorPart } from "./prior-part.tsx";
import "./result.css";
import { TrainingPart } from "./training-part.tsx";
import { useEstimatorNames } from "./use-estimator-names.ts";
import { VerdictBanner } from "./verdict-banner.tsx";

/** What a run found: the verdict first, then the parameters, then everything that says how far to trust them. */
export default function Result({ run, study }: { readonly run: RunDocument; readonly study: StudyDocument | undefined }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const [units] = useUnits();
  const words = useWords();
  const called = useEstimatorNames();
  const { data, error, isError } = useQuery(estimatesQuery(run.id));
  const shown = useMemo(() => (data ?? []).map((estimate) => presented(estimate, units, words)), [data, units, words]);
  if (isError) return <ErrorNote error={error} />;
  if (data === undefined) return <Waiting />;
  if (shown.length === 0) return <p>{t("result.none")}</p>;
  const wanted = shown.findIndex(({ estimator }) => estimator === search.get("estimator"));
  const at = Math.max(0, wanted);
  const estimate = shown[at] as Estimate;
  const warnings = estimate.diagnostics.warnings;
  return (
    <div className="screen result">
      {shown.length > 1 && (
        <div className="choice"><SegmentedControl aria-label={t("result.estimators")} value={estimate.estimator} onChange={(id) => setSearch(id === shown[0]!.estimator ? {} : { estimator: id }, { replace: true })} data={shown.map(({ estimator }) => ({ value: estimator, label: called(estimator) }))} /></div>
      )}
      <VerdictBanner estimate={estimate} />
      {warnings.length > 0 && <section aria-labelledby="warnings"><h2 id="warnings">{t("result.warnings")}</h2><ul className="warnings">{warnings.map((warning) => <li key={warning}>{words.said(warning)}</li>)}</ul></section>}
      <div className="result-top">
        <section aria-labelledby="values"><h2 id="values">{t("result.parameters")}</h2><ParameterValues estimate={estimate} /></section>
        <Downloads run={run} study={study} estimate={estimate} id={run.estimates[at]?.id} />
      </div>
      <section aria-labelledby="fit"><h2 id="fit">{t("result.fit")}</h2><p className="quiet measure">{t("result.fitHelp")} {t("charts.hint")}{run.estimates[at] && <> <Link href={`/explore?estimate=${run.estimates[at].id}`}>{t("explore.openEstimate")}</Link></>}</p><ResponseCharts estimate={estimate} of="fit" /></section>
      <section aria-labelledby="residuals"><h2 id="residuals">{t("result.residuals")}</h2><p className="quiet measure">{t("result.residualsHelp")}</p><ResponseCharts estimate={estimate} of="residuals" /></section>
      <PriorPart estimate={estimate} />
      <PairPart estimates={shown} at={at} />
      {shown.length > 1 && <Comparison estimates={shown} />}
      <TrainingPart estimates={shown} />
      <details className="panel"><summary>{t("result.made")}</summary>
        <dl className="facts">
          <div><dt>{t("result.model")}</dt><dd>{words.said(estimate.modelName)} <code>{estimate.model}</code></dd></div>
          <div><dt>{t("result.estimator")}</dt><dd>{called(estimate.estimator)}</dd></div>
          <div><dt>{t("result.simulations")}</dt><dd>{estimate.diagnostics.simulations}</dd></div>
          <div><dt>{t("result.message")}</dt><dd>{words.said(estimate.diagnostics.message)}</dd></div>
          <div><dt>{t("result.uncertainty")}</dt><dd>{words.said(estimate.diagnostics.uncertainty)}</dd></div>
          <div><dt>{t("result.version")}</dt><dd>Inversa {estimate.provenance.inversa}, {t("result.seed")} {estimate.seed}</dd></div>
        </dl>
      </details>
    </div>
  );
}
