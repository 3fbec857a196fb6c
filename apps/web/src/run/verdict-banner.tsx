import type { Estimate } from "@inversa/core";
import { formatPercent, inWords, misfitByResponse, plainLabel, verdictOf } from "@inversa/report";
import { useTranslation } from "react-i18next";

/** Whether the model reproduces the data, and what the data do not determine: for who reads nothing else. */
export function VerdictBanner({ estimate }: { readonly estimate: Estimate }) {
  const { t, i18n } = useTranslation();
  const verdict = verdictOf(estimate);
  const isEnglish = i18n.language === "en";
  const misfits = [...misfitByResponse(estimate.fit)].map(([response, value]) => t("verdict.misfit", { response: inWords(response), share: formatPercent(value) })).join(t("list.comma"));
  const open = estimate.parameters.filter(({ identified }) => !identified).map((parameter) => plainLabel(parameter));
  const count = estimate.parameters.length;
  const determined = !estimate.diagnostics.reliable ? t("verdict.unreliable") : open.length === 0 ? t("verdict.all", { count }) : t("verdict.some", { count, known: count - open.length, open: open.join(t("list.comma")) });
  return (
    <section className="banner" data-level={verdict.level} aria-labelledby="verdict">
      <h2 id="verdict">{t(`verdict.${verdict.level}`)}</h2>
      <p>{isEnglish ? verdict.match : t("verdict.match", { misfits })}</p>
      <p>{isEnglish ? verdict.determined : determined}</p>
    </section>
  );
}
