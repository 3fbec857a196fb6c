import type { RunDocument, StudySummary } from "@inversa/server/api";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { modelsQuery, runsQuery, studiesQuery } from "../api/queries.ts";
import { useWords } from "../display/use-words.ts";
import { ErrorNote } from "../layout/problem-note.tsx";
import { Waiting } from "../layout/waiting.tsx";
import { RunStatusText } from "../run/run-status-text.tsx";
import { useMoment } from "../display/use-moment.ts";

/** Studies and runs of this workspace, newest first. */
export function RecentWork() {
  const { t } = useTranslation();
  const studies = useQuery(studiesQuery);
  const runs = useQuery({ ...runsQuery(), refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => status === "running" || status === "queued") ? 5000 : false) });
  const models = useQuery(modelsQuery);
  const moment = useMoment();
  const { said } = useWords();
  const names = new Map(studies.data?.items.map(({ id, name }) => [id, name]));
  const modelName = (id: string | null): string => id === null ? t("study.pairs") : said(models.data?.find((one) => one.id === id)?.name ?? id);
  if (studies.data?.items.length === 0) return null;
  return (
    <div className="work">
      <Recent id="runs" title={t("start.runs")} query={runs} of={(run: RunDocument) => (
        <Link href={`/runs/${run.id}`}><span className="name">{names.get(run.study) ?? t("start.run")}</span><span className="quiet">{moment(run.createdAt)}</span><RunStatusText run={run} /></Link>
      )} />
      <Recent id="studies" title={t("start.studies")} query={studies} of={(study: StudySummary) => (
        <Link href={`/studies/${study.id}`}><span className="name">{study.name}</span><span className="quiet">{modelName(study.model)} · {moment(study.createdAt)}</span></Link>
      )} />
    </div>
  );
}

interface Asked<T> { readonly data?: { readonly items: readonly T[] } | undefined; readonly error: unknown; readonly isError: boolean }

function Recent<T extends { readonly id: string }>({ id, title, query, of }: { readonly id: string; readonly title: string; readonly query: Asked<T>; readonly of: (item: T) => ReactNode }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {query.isError ? <ErrorNote error={query.error} /> : query.data === undefined ? <Waiting /> : query.data.items.length === 0 ? <p className="quiet">{t("start.none")}</p> : <ul className="plain-list">{query.data.items.slice(0, 12).map((item) => <li key={item.id}>{of(item)}</li>)}</ul>}
    </section>
  );
}
