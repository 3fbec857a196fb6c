import type { RunDocument } from "@inversa/server/api";
import type { Progress } from "@inversa/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { followRun } from "../api/events.ts";
import { runQuery } from "../api/queries.ts";

export interface Stage extends Progress {
  /** When it was first and last heard of. */
  readonly from: string;
  readonly until: string;
}

export interface FollowedRun {
  readonly run: RunDocument | undefined;
  readonly error: unknown;
  /** What has been done, in its order; the last is in work. */
  readonly stages: readonly Stage[];
  /** Whether the server answers. */
  readonly isConnected: boolean;
}

const isOpen = (run: RunDocument | undefined): boolean => run !== undefined && (run.status === "queued" || run.status === "running");

/** A run as it goes on. Its events are told again from the first after a reload, so that nothing is lost. */
export function useRun(id: string): FollowedRun {
  const client = useQueryClient();
  const { data: run, error } = useQuery(runQuery(id));
  const [stages, setStages] = useState<readonly Stage[]>([]);
  const [isConnected, setConnected] = useState(true);
  const open = isOpen(run);
  useEffect(() => {
    if (!open) return undefined;
    const leaving = new AbortController();
    setStages([]);
    void followRun(id, ({ kind, data }) => {
      if (kind === "progress") setStages((known) => withProgress(known, data as unknown as Progress & { readonly at: string }));
      else void client.invalidateQueries({ queryKey: ["runs", id], exact: true });
    }, setConnected, leaving.signal).then(() => client.invalidateQueries({ queryKey: ["runs"] }));
    return () => leaving.abort();
  }, [client, id, open]);
  return { run, error, stages, isConnected };
}

/** A stage that comes again after another begins anew. */
function withProgress(known: readonly Stage[], { at, ...progress }: Progress & { readonly at: string }): readonly Stage[] {
  const latest = known.at(-1);
  return latest?.stage === progress.stage ? [...known.slice(0, -1), { ...latest, ...progress, until: at }] : [...known, { ...progress, from: at, until: at }];
}
