import type { Estimate } from "@inversa/core";
import { hasPairs, pairChart, plainLabel, tiedPairs, unknownsThatFit } from "@inversa/report";
import { Checkbox } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Figure } from "../charts/figure.tsx";
import { CorrelationFigure } from "./correlation-figure.tsx";
import { useNamesOf } from "./use-estimator-names.ts";

export interface PairPartProps {
  readonly estimates: readonly Estimate[];
  /** Place of the one that is looked at among them. */
  readonly at: number;
}

/** How the parameters vary together: the pair plot, and in words which are tied. Nothing where no estimate says. */
export function PairPart({ estimates, at }: PairPartProps) {
  const { t } = useTranslation();
  const names = useNamesOf(estimates);
  const estimate = estimates[at];
  const [chosen, choose] = useState<readonly string[]>();
  const { ref, width } = useElementSize();
  const picture = useMemo(() => (width > 0 ? pairChart(estimates, { width, names, main: at, ...(chosen === undefined ? {} : { shown: chosen }) }) : undefined), [estimates, at, names, chosen, width]);
  if (estimate === undefined || !hasPairs(estimates)) return null;
  const { parameters } = estimate;
  const tied = tiedPairs(estimate).map(({ a, b, correlation }) => `${plainLabel(a)} – ${plainLabel(b)}: ${correlation.toFixed(2).replace("-", "−")}`);
  const shown = picture?.shown ?? [];
  const some = picture !== undefined && shown.length < parameters.length;
  const hint = t("pairs.some", { shown: shown.length, count: parameters.length });
  return (
    <section aria-labelledby="pairs">
      <h2 id="pairs">{t("pairs.title")}</h2>
      <div className="pairs">
        <div>
          <ul className="quiet measure pair-help">{([...(estimates.some(({ joint }) => (joint?.draws.length ?? 0) > 0) ? ["dots"] : []), "below", "diagonal", "above"] as const).map((key) => <li key={key}>{t(`pairs.${key as "below"}`)}</li>)}</ul>
          {parameters.length > 2 && (
            <details className="no-print" open={some || chosen !== undefined ? true : undefined}>
              <summary>{some ? hint : t("pairs.choose")}</summary>
              <div className="pair-choice" role="group" aria-label={t("pairs.choose")}>
                {parameters.map((parameter) => {
                  const isOn = shown.includes(parameter.name);
                  const rest = shown.filter((name) => name !== parameter.name);
                  return <Checkbox key={parameter.name} label={plainLabel(parameter)} checked={isOn} disabled={isOn && rest.length < 2} onChange={() => choose(isOn ? rest : [...rest, parameter.name].slice(-unknownsThatFit(width)))} />;
                })}
              </div>
            </details>
          )}
        </div>
        <Figure place={ref} option={picture?.option} height={picture?.height ?? 480} title={`${t("pairs.titleOf", { count: shown.length })} ${tied.length === 0 ? t("correlation.noneTied") : t("correlation.tied", { pairs: tied.slice(0, 8).join(t("list.comma")) })}`} />
        <div>
          {tied.length === 0 ? <p>{t("correlation.noneTied")}</p> : <><p><strong>{t("correlation.tiedTitle")}</strong></p><ul>{tied.slice(0, 8).map((pair) => <li key={pair}>{pair}</li>)}</ul></>}
          {some && <CorrelationFigure estimate={estimate} />}
        </div>
      </div>
    </section>
  );
}
