import { useTranslation } from "react-i18next";
import type { Problem } from "./messages.ts";

const sentence = (text: string): string => text.replace(/^./u, (first) => first.toUpperCase());

/** What is wrong, where, what was expected and what to do next. */
export function ProblemText({ problem: { mistake: { what, where, expected, next } } }: { readonly problem: Problem }) {
  const { t } = useTranslation();
  return (
    <div className="explore-problem" role="alert">
      <p><strong>{sentence(what)}.</strong></p>
      {where !== undefined && <p className="quiet">{t("problem.where")}: {where}</p>}
      {expected !== undefined && <p>{t("problem.expected")}: {expected}</p>}
      {next !== undefined && <p>{t("problem.next")}: {next}</p>}
    </div>
  );
}
