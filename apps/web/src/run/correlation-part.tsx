import type { Estimate } from "@inversa/core";
import { correlationChart, plainLabel, tiedPairs } from "@inversa/report";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Figure } from "../charts/figure.tsx";

/** Which parameters trade off against each other. */
export function CorrelationPart({ estimate }: { readonly estimate: Estimate }) {
  const { t } = useTranslation();
  const option = useMemo(() => correlationChart(estimate), [estimate]);
  if (option === undefined) return null;
  const tied = tiedPairs(estimate).map(({ a, b, correlation }) => `${plainLabel(a)} – ${plainLabel(b)}: ${correlation.toFixed(2).replace("-", "−")}`);
  const count = estimate.parameters.length;
  return (
    <section aria-labelledby="correlation">
      <h2 id="correlation">{t("correlation.title")}</h2>
      <div className="beside">
        <Figure option={option} height={36 + Math.max(44, 40 * (count - 1))} title={tied.length === 0 ? t("correlation.noneTied") : t("correlation.tied", { pairs: tied.slice(0, 8).join(t("list.comma")) })} />
        <div><p className="quiet">{t("correlation.help")}</p>{tied.length === 0 ? <p>{t("correlation.noneTied")}</p> : <><p><strong>{t("correlation.tiedTitle")}</strong></p><ul>{tied.slice(0, 8).map((pair) => <li key={pair}>{pair}</li>)}</ul></>}</div>
      </div>
    </section>
  );
}
