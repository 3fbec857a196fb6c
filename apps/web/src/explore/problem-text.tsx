import { useTranslation } from "react-i18next";
import { useWords } from "../display/use-words.ts";
import type { Problem } from "./messages.ts";

const sentence = (text: string): string => text.replace(/^./u, (first) => first.toUpperCase());

/** What is wrong, where, what was expected and what to do next. */
export function ProblemText({ problem: { mistake: { what, where, expected, next } } }: { readonly problem: Problem }) {
  const { t } = useTranslation();
  const { said } = useWords();
  return (
    <div className="explore-problem" role="alert">
      <p><strong>{sentence(said(what))}{t("list.stop")}</strong></p>
      {where !== undefined && <p className="quiet">{t("problem.where")}: {said(where)}</p>}
      {expected !== undefined && <p>{t("problem.expected")}: {said(expected)}</p>}
      {next !== undefined && <p>{t("problem.next")}: {said(next)}</p>}
    </div>
  );
}
