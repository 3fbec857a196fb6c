import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { studiesQuery, variantQuery } from "../api/queries.ts";
import { ErrorNote } from "../layout/problem-note.tsx";
import { Waiting } from "../layout/waiting.tsx";

/** Where everybody begins. */
export function StartScreen() {
  const { t } = useTranslation();
  const variant = useQuery(variantQuery);
  const studies = useQuery(studiesQuery);
  return (
    <div className="screen">
      <h1>{t("start.title")}</h1>
      {variant.data && <p className="measure">{variant.data.about}</p>}
      <section aria-labelledby="studies">
        <h2 id="studies">{t("start.studies")}</h2>
        {studies.isError ? <ErrorNote error={studies.error} /> : studies.data === undefined ? <Waiting /> : studies.data.items.length === 0 ? <p className="quiet">{t("start.none")}</p> : (
          <ul className="plain-list">{studies.data.items.map(({ id, name, model, createdAt }) => <li key={id}>{name} <span className="quiet">{model}, {new Date(createdAt).toLocaleString()}</span></li>)}</ul>
        )}
      </section>
    </div>
  );
}
