import type { Estimate } from "@inversa/core";
import type { ExporterEntry, RunDocument, StudyDocument } from "@inversa/server/api";
import { Button, CopyButton, NativeSelect } from "@mantine/core";
import { useMutation, useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { post, send } from "../api/client.ts";
import { exporterQuery, exportersQuery } from "../api/queries.ts";
import { useToken } from "../api/token.ts";
import { useWords } from "../display/use-words.ts";
import { SettingsForm } from "../forms/settings-form.tsx";
import { ErrorNote } from "../layout/problem-note.tsx";
import { type DownloadableFile, FileLinks, save } from "./file-links.tsx";

interface Exported { readonly cautions: readonly string[]; readonly remarks: readonly string[]; readonly files: readonly DownloadableFile[] }

/** What one takes along: the report, the parameters for another program, the study file, a link. */
export function Downloads({ run, study, estimate, id }: { readonly run: RunDocument; readonly study: StudyDocument | undefined; readonly estimate: Estimate; readonly id: string | undefined }) {
  const { t } = useTranslation();
  const { said } = useWords();
  const listed = useQuery(exportersQuery);
  const exporters = useQueries({ queries: (listed.data ?? []).map((one) => exporterQuery(one.id)), combine: (results) => results.flatMap(({ data }) => (data ? [data] : [])) });
  const fitting = exporters.filter(({ models }) => models === "any" || models.includes(estimate.model));
  const [picked, pick] = useState<string>();
  const [settings, setSettings] = useState<Readonly<Record<string, unknown>>>({});
  const exporter: ExporterEntry | undefined = fitting.find((one) => one.id === picked) ?? fitting.find(({ models }) => models !== "any") ?? fitting[0];
  const exporting = useMutation({ mutationFn: () => post<Exported>(`/estimates/${id}/exports`, { body: { to: exporter!.id, ...(Object.keys(settings).length === 0 ? {} : { settings }) } }) });
  return (
    <aside className="panel downloads no-print" aria-labelledby="take">
      <h2 id="take">{t("downloads.title")}</h2>
      {run.artefacts.includes("report.html") && <ReportButtons run={run} name={study?.name ?? "inversa"} />}
      {exporter !== undefined && id !== undefined && (
        <>
          <NativeSelect label={t("downloads.format")} description={said(exporter.about)} value={exporter.id} data={fitting.map((one) => ({ value: one.id, label: said(one.name) }))} onChange={({ currentTarget }) => { pick(currentTarget.value); setSettings({}); exporting.reset(); }} />
          {Object.keys(exporter.settings).length > 0 && <details><summary>{t("downloads.settings")}</summary><SettingsForm declared={exporter.settings} values={settings} onChange={setSettings} /></details>}
          <Button variant="default" loading={exporting.isPending} onClick={() => exporting.mutate()}>{t("downloads.export", { name: said(exporter.name) })}</Button>
          {exporting.isError && <ErrorNote error={exporting.error} />}
          {exporting.data && (
            <div role="status">
              <FileLinks files={exporting.data.files} />
              {[...exporting.data.cautions, ...exporting.data.remarks].length > 0 && <ul className="warnings">{[...exporting.data.cautions, ...exporting.data.remarks].map((remark) => <li key={remark}>{said(remark)}</li>)}</ul>}
            </div>
          )}
        </>
      )}
      {study && <Button variant="default" onClick={() => save({ name: "study.yaml", mediaType: "application/yaml", encoding: "text", content: study.text })}>{t("downloads.study")}</Button>}
      <CopyButton value={window.location.href}>{({ copied, copy }) => <Button variant="default" onClick={copy}>{copied ? t("downloads.copied") : t("downloads.copy")}</Button>}</CopyButton>
      <p className="quiet">{t("downloads.share")}</p>
      <Link href={`/studies/${run.study}`}>{t("downloads.again")}</Link>
      {id !== undefined && <Link href={`/explore?estimate=${id}`}>{t("downloads.explore")}</Link>}
    </aside>
  );
}

/** Opened in a tab: by its address where no token is asked for, else by a link that holds for some minutes, since a tab cannot send a token. */
function ReportButtons({ run, name }: { readonly run: RunDocument; readonly name: string }) {
  const { t } = useTranslation();
  const [token] = useToken();
  const path = `/runs/${run.id}/artefacts/report.html`;
  const opening = useMutation({ mutationFn: (tab: Window | null) => openIn(tab, path) });
  const fetching = useMutation({ mutationFn: async () => save({ name: `${name}.html`, mediaType: "text/html", encoding: "text", content: await (await send("GET", path)).text() }) });
  return (
    <>
      {token === "" ? <Button component="a" href={`/api/v1${path}`} target="_blank" rel="noopener">{t("downloads.report")}</Button>
        // The tab is opened by the click itself: one that is opened when the link has come is a pop-up to browsers.
        : <Button loading={opening.isPending} onClick={() => opening.mutate(window.open("", "_blank"))}>{t("downloads.report")}</Button>}
      <Button variant="default" loading={fetching.isPending} onClick={() => fetching.mutate()}>{t("downloads.reportFile")}</Button>
      {[opening, fetching].map((one, i) => one.isError && <ErrorNote key={i === 0 ? "open" : "file"} error={one.error} />)}
    </>
  );
}

async function openIn(tab: Window | null, path: string): Promise<void> {
  try {
    if (tab) tab.opener = null;
    const { url } = await post<{ readonly url: string }>(`${path}/link`);
    (tab ?? window).location.assign(url);
  } catch (error) {
    tab?.close();
    throw error;
  }
}
