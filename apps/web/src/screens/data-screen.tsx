import type { Preview, ProtocolEntry, UploadedFile } from "@inversa/server/api";
import { Button } from "@mantine/core";
import { keepPreviousData, useMutation, useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { previewQuery } from "../api/preview.ts";
import { filesQuery, protocolQuery } from "../api/queries.ts";
import { ResponseCharts } from "../charts/response-charts.tsx";
import { measuredOnly } from "../display/measured-only.ts";
import { presented } from "../display/present.ts";
import { useUnits } from "../display/use-units.ts";
import { useWords } from "../display/use-words.ts";
import { DropPlace } from "../files/drop-place.tsx";
import { FileCard } from "../files/file-card.tsx";
import { SourceSettings } from "../files/source-settings.tsx";
import { upload } from "../files/upload.ts";
import { ErrorNote, ProblemNote } from "../layout/problem-note.tsx";
import { Steps } from "../layout/steps.tsx";
import { Waiting } from "../layout/waiting.tsx";
import { addressOf, type DraftAddress, type SaidOfFiles, useDraftAddress } from "../study/use-draft-address.ts";

/** The curves at once, what was recognised and why, and what could not be read beside its file. */
export default function DataScreen() {
  const { t } = useTranslation();
  const draft = useDraftAddress();
  const [, go] = useLocation();
  const change = (next: Partial<DraftAddress>): void => go(next.files?.length === 0 ? "/" : `/new?${addressOf({ ...draft, ...next })}`, { replace: true });
  const files = useQuery({ ...filesQuery(draft.files), placeholderData: keepPreviousData });
  const preview = useQuery({ ...previewQuery(draft), placeholderData: keepPreviousData });
  const adding = useMutation({ mutationFn: upload, onSuccess: (more) => change({ files: [...draft.files, ...more] }) });
  const previews = useMemo(() => (preview.data?.files ?? []).flatMap(({ preview: one }) => (one ? [one] : [])), [preview.data]);
  const ready = preview.data !== undefined && !preview.data.together && preview.data.files.every(({ preview: one }) => one) && previews.some(({ observations }) => observations.length > 0);
  const protocols = useProtocols(previews);
  const search = addressOf(draft);
  const nameOf = (id: string): UploadedFile | undefined => files.data?.find((file) => file.id === id);
  const sayOf = (id: string, said: SaidOfFiles): void => change({ apart: { ...draft.apart, [id]: said } });

  if (draft.files.length === 0) return <div className="screen"><h1>{t("data.title")}</h1><p>{t("data.none")} <Link href="/">{t("notFound.start")}</Link></p></div>;
  return (
    <div className="screen">
      <Steps at="data" reached={ready ? "model" : "data"} search={search} />
      <h1>{t("data.title")}</h1>
      {files.isError && <ErrorNote error={files.error} />}
      {preview.isError && <ErrorNote error={preview.error} />}
      {preview.data?.together && <ProblemNote problem={preview.data.together} title={t("data.together")} />}
      {preview.isPending && <Waiting what={t("data.reading")} />}
      {protocols !== undefined && previews.length > 0 && <Curves previews={previews} protocols={protocols} />}
      <section aria-labelledby="files">
        <h2 id="files">{t("data.files", { count: draft.files.length })}</h2>
        <div className="columns">
          {draft.files.map((id, i) => {
            const answer = preview.data?.files.find(({ file }) => file === id);
            return <FileCard key={id} id={id} index={i} file={nameOf(id)} answer={answer} protocols={protocols ?? []} said={draft.apart[id] ?? {}} onSay={(said) => sayOf(id, said)} onRemove={() => change({ files: draft.files.filter((other) => other !== id) })} />;
          })}
        </div>
      </section>
      {adding.isError && <ErrorNote error={adding.error} />}
      <DropPlace small busy={adding.isPending} onFiles={(more) => adding.mutate(more)} />
      <SourceSettings draft={draft} answers={preview.data?.files ?? []} names={(files.data ?? []).map(({ name }) => name)} onChange={change} />
      <div className="onward no-print">
        <span className="quiet" role="status">{ready ? t("data.ready", { count: previews.reduce((sum, { observations }) => sum + observations.length, 0) }) : preview.isPending ? "" : t("data.notReady")}</span>
        <Button size="md" disabled={!ready} onClick={() => go(`/new/model?${search}`)}>{t("data.onward")}</Button>
      </div>
    </div>
  );
}

/** The kinds of test that were recognised; undefined until all are there. */
function useProtocols(previews: readonly Preview[]): readonly ProtocolEntry[] | undefined {
  const ids = [...new Set(previews.flatMap(({ observations }) => observations.map(({ protocol }) => protocol)))];
  return useQueries({
    queries: ids.map((id) => protocolQuery(id)),
    combine: (results) => (results.every(({ data }) => data) ? results.map(({ data }) => data!) : undefined),
  });
}

function Curves({ previews, protocols }: { readonly previews: readonly Preview[]; readonly protocols: readonly ProtocolEntry[] }) {
  const [units] = useUnits();
  const words = useWords();
  const estimate = useMemo(() => presented(measuredOnly(previews, protocols), units, words), [previews, protocols, units, words]);
  return <ResponseCharts estimate={estimate} of="fit" />;
}
