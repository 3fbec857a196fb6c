import type { RunDocument } from "@inversa/server/api";
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { post } from "../api/client.ts";
import { newKey } from "../api/new-key.ts";
import { studyQuery } from "../api/queries.ts";
import { useMoment } from "../display/use-moment.ts";
import { ErrorNote, ProblemNote } from "../layout/problem-note.tsx";
import { Waiting } from "../layout/waiting.tsx";
import { ProgressList } from "../run/progress-list.tsx";
import { RunStatusText } from "../run/run-status-text.tsx";
import { useRun } from "../run/use-run.ts";

const Result = lazy(() => import("../run/result.tsx"));

/** A run: how far it is, and when it is done, what it found. */
export default function RunScreen({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const client = useQueryClient();
  const moment = useMoment();
  const { run, error, stages, isConnected } = useRun(id);
  const study = useQuery({ ...studyQuery(run?.study ?? ""), enabled: run !== undefined });
  const cancelling = useMutation({ mutationFn: () => post<RunDocument>(`/runs/${id}/cancel`), onSettled: () => client.invalidateQueries({ queryKey: ["runs"] }) });
  const retrying = useMutation({ mutationFn: () => post<RunDocument>(`/runs/${id}/retry`, { headers: { "idempotency-key": newKey() } }), onSuccess: (again) => { void client.invalidateQueries({ queryKey: ["runs", "list"] }); go(`/runs/${again.id}`); } });

  if (run === undefined) return <div className="screen"><h1>{t("run.title")}</h1>{error ? <ErrorNote error={error} /> : <Waiting />}</div>;
  const isOpen = run.status === "queued" || run.status === "running";
  return (
    <div className="screen">
      <div>
        <h1>{study.data?.name ?? t("run.title")}</h1>
        <p className="quiet run-line"><RunStatusText run={run} /> <span>{moment(run.finishedAt ?? run.startedAt ?? run.createdAt)}</span> <Link href={`/studies/${run.study}`}>{t("run.study")}</Link></p>
      </div>
      {!isConnected && <p role="status" className="warnings lone">{t("run.lost")}</p>}
      {isOpen && (
        <>
          <ProgressList run={run} stages={stages} />
          {cancelling.isError && <ErrorNote error={cancelling.error} />}
          <div><Button variant="default" disabled={run.stopping} loading={cancelling.isPending} onClick={() => cancelling.mutate()}>{t("run.cancel")}</Button></div>
          <p className="quiet measure">{t("run.leave")}</p>
        </>
      )}
      {run.error && <ProblemNote problem={run.error} />}
      {(run.status === "failed" || run.status === "cancelled") && (
        <>
          {run.status === "cancelled" && <p>{t("run.wasCancelled")}</p>}
          {retrying.isError && <ErrorNote error={retrying.error} />}
          <div><Button loading={retrying.isPending} onClick={() => retrying.mutate()}>{t("run.retry")}</Button></div>
        </>
      )}
      {run.status === "done" && <Suspense fallback={<Waiting />}><Result run={run} study={study.data} /></Suspense>}
    </div>
  );
}
