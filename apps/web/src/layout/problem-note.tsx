import type { ProblemDocument } from "@inversa/server/api";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../api/client.ts";
import { useWords } from "../display/use-words.ts";

/** What is wrong, where, what was expected and what to do next, in the server's words where they have no counterpart in the reader's language. */
export function ProblemNote({ problem, title }: { readonly problem: ProblemDocument; readonly title?: string }) {
  const { t } = useTranslation();
  const { said } = useWords();
  const unreachable = problem.code === "unreachable";
  const what = unreachable ? t("problem.unreachable") : sentence(said(problem.what));
  const rows = [["where", problem.where], ["expected", problem.expected], ["next", problem.next]] as const;
  return (
    <div className="problem" role="alert">
      <p className="problem-title">{title ?? what}</p>
      {title !== undefined && <p>{what}</p>}
      {unreachable ? <p>{t("problem.unreachableNext")}</p> : (
        <dl className="facts">{rows.map(([key, text]) => text !== undefined && text !== "" && <div key={key}><dt>{t(`problem.${key}`)}</dt><dd>{said(text)}</dd></div>)}</dl>
      )}
      {problem.code === "internal-error" && problem.request !== undefined && <p className="quiet">{t("problem.request")} <code>{problem.request}</code></p>}
    </div>
  );
}

/** Any error of a request, as a note. */
export const ErrorNote = ({ error, title }: { readonly error: unknown; readonly title?: string }) =>
  <ProblemNote {...(title === undefined ? {} : { title })} problem={error instanceof ApiProblem ? error.problem : { type: "", title: "", status: 0, code: "internal-error", detail: "", what: error instanceof Error ? error.message : String(error) }} />;

const sentence = (text: string): string => text.replace(/^./u, (first) => first.toUpperCase());
