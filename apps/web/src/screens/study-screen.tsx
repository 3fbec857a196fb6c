import type { RunDocument } from "@inversa/server/api";
import { Button, Group } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { post } from "../api/client.ts";
import { newKey } from "../api/new-key.ts";
import { modelQuery, runsQuery, studyQuery } from "../api/queries.ts";
import { useMoment } from "../display/use-moment.ts";
import { useWords } from "../display/use-words.ts";
import { ErrorNote } from "../layout/problem-note.tsx";
import { Waiting } from "../layout/waiting.tsx";
import { save } from "../run/file-links.tsx";
import { RunStatusText } from "../run/run-status-text.tsx";
import { continueStudy } from "../study/continue-study.ts";
import "./start-screen.css";
import "./study-screen.css";

/** A kept study: its file, its runs, and the way to change it. */
export default function StudyScreen({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { said } = useWords();
  const moment = useMoment();
  const [, go] = useLocation();
  const client = useQueryClient();
  const study = useQuery(studyQuery(id));
  const model = useQuery({ ...modelQuery(study.data?.model ?? ""), enabled: typeof study.data?.model === "string" });
  const runs = useQuery(runsQuery(id));
  const running = useMutation({ mutationFn: () => post<RunDocument>("/runs", { body: { study: id }, headers: { "idempotency-key": newKey() } }), onSuccess: (run) => { void client.invalidateQueries({ queryKey: ["runs", "list"] }); go(`/runs/${run.id}`); } });
  const changing = useMutation({ mutationFn: () => continueStudy(study.data!), onSuccess: (address) => go(address) });
  if (study.isError) return <div className="screen"><h1>{t("study.title")}</h1><ErrorNote error={study.error} /></div>;
  if (study.data === undefined) return <Waiting />;
  const { name, model: modelId, files, text, createdAt } = study.data;
  return (
    <div className="screen">
      <div><h1>{name}</h1><p className="quiet">{modelId === null ? t("study.pairs") : said(model.data?.name ?? modelId)} · {moment(createdAt)}</p></div>
      <Group>
        <Button loading={running.isPending} onClick={() => running.mutate()}>{t("study.run")}</Button>
        {modelId !== null && <Button variant="default" loading={changing.isPending} onClick={() => changing.mutate()}>{t("study.change")}</Button>}
        <Button variant="default" onClick={() => save({ name: "study.yaml", mediaType: "application/yaml", encoding: "text", content: text })}>{t("downloads.study")}</Button>
      </Group>
      {running.isError && <ErrorNote error={running.error} />}
      {changing.isError && <ErrorNote error={changing.error} />}
      <div className="work">
        <section aria-labelledby="runs"><h2 id="runs">{t("start.runs")}</h2>
          {runs.isError ? <ErrorNote error={runs.error} /> : runs.data === undefined ? <Waiting /> : runs.data.items.length === 0 ? <p className="quiet">{t("start.none")}</p> : <ul className="plain-list">{runs.data.items.map((run) => <li key={run.id}><Link href={`/runs/${run.id}`}><span className="name">{moment(run.createdAt)}</span><RunStatusText run={run} /></Link></li>)}</ul>}
        </section>
        <section aria-labelledby="files"><h2 id="files">{t("data.files", { count: files.length })}</h2><ul className="plain-list names">{files.map((file) => <li key={file.name}>{file.name}</li>)}</ul></section>
      </div>
      <section aria-labelledby="text"><h2 id="text">{t("study.text")}</h2><pre className="panel study-file" tabIndex={0} aria-labelledby="text">{text}</pre></section>
    </div>
  );
}
