import type { Identifiability } from "@inversa/server/api";
import { inWords } from "@inversa/report";
import { useTranslation } from "react-i18next";
import { useWords } from "../display/use-words.ts";
import { Determinable } from "./determinable.tsx";
import type { StudyParts } from "./study-text.ts";

/** Conditions of specimens that nobody measured and the study estimates with the parameters. */
export function StateList({ parts, identifiability }: { readonly parts: StudyParts; readonly identifiability: Identifiability | undefined }) {
  const { t } = useTranslation();
  const { named } = useWords();
  const conditions = [...new Set(parts.tests.flatMap(({ estimate = {} }) => Object.keys(estimate)))];
  if (conditions.length === 0) return null;
  const found = identifiability?.parameters.filter(({ name }) => conditions.some((condition) => name.startsWith(`${condition} (`))) ?? [];
  return (
    <section aria-labelledby="states">
      <h2 id="states">{t("states.title")}</h2>
      <p className="quiet measure">{t("states.lead", { names: conditions.map((name) => inWords(named(name))).join(t("list.comma")) })}</p>
      <ul className="plain-list columns">{found.map(({ name }) => { const [condition, tests] = [name.slice(0, name.indexOf(" (")), name.slice(name.indexOf(" ("))]; return <li key={name} className="panel"><strong>{inWords(named(condition))}{tests}</strong><Determinable name={name} identifiability={identifiability} /></li>; })}</ul>
    </section>
  );
}
