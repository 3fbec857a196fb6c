import type { Estimate } from "@inversa/core";
import { formatInterval, formatValue, plainLabel, priorPosteriorChart, priorText } from "@inversa/report";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Figure } from "../charts/figure.tsx";
import { labelOf } from "../display/units.ts";
import { useWords } from "../display/use-words.ts";

/** Small pictures of what the data added to what was known. */
export function PriorPart({ estimate }: { readonly estimate: Estimate }) {
  const { t } = useTranslation();
  const { said } = useWords();
  const charts = useMemo(() => estimate.parameters.flatMap((parameter) => { const option = priorPosteriorChart(estimate, parameter.name); return option ? [{ parameter, option }] : []; }), [estimate]);
  return (
    <section aria-labelledby="prior">
      <h2 id="prior">{t("prior.title")}</h2>
      <p className="quiet measure">{t("prior.help")}</p>
      <div className="small-multiples">
        {charts.map(({ parameter, option }) => {
          const unit = labelOf(parameter.unit);
          return <Figure key={parameter.name} option={option} height={104} caption={`${plainLabel(parameter)}${unit === "" ? "" : ` (${unit})`}`} title={t("prior.titleOf", { name: plainLabel(parameter), value: formatValue(parameter.value, parameter.interval95), interval: said(formatInterval(parameter.interval95)), prior: said(priorText(parameter.prior)) })} />;
        })}
      </div>
    </section>
  );
}
