import type { Estimate } from "@inversa/core";
import type { EstimatorEntry, ExporterEntry, ModelEntry, ProtocolEntry, RunDocument, SourceEntry, StudyDocument, StudySummary, Summary, UploadedFile, Variant } from "@inversa/server/api";
import { queryOptions } from "@tanstack/react-query";
import { get } from "./client.ts";

interface Page<T> { readonly items: readonly T[]; readonly next: number | null }

/** What the variant holds does not change while the server runs. */
const fixed = { staleTime: 600_000 } as const;
const one = <T>(kind: string, id: string) => queryOptions({ queryKey: [kind, id], queryFn: ({ signal }) => get<T>(`/${kind}/${encodeURIComponent(id)}`, signal), ...fixed });
const list = (kind: string) => queryOptions({ queryKey: [kind], queryFn: async ({ signal }) => (await get<{ items: readonly Summary[] }>(`/${kind}`, signal)).items, ...fixed });

export const variantQuery = queryOptions({ queryKey: ["app"], queryFn: ({ signal }) => get<Variant>("/app", signal), ...fixed });
export const modelQuery = (id: string) => one<ModelEntry>("models", id);
export const protocolQuery = (id: string) => one<ProtocolEntry>("protocols", id);
export const estimatorQuery = (id: string) => one<EstimatorEntry>("estimators", id);
export const sourceQuery = (id: string) => one<SourceEntry>("sources", id);
export const exporterQuery = (id: string) => one<ExporterEntry>("exporters", id);
export const modelsQuery = list("models");
export const protocolsQuery = list("protocols");
export const estimatorsQuery = list("estimators");
export const sourcesQuery = list("sources");
export const exportersQuery = list("exporters");

/** Studies and runs never change their meaning, only a run its state. */
export const studyQuery = (id: string) => queryOptions({ queryKey: ["studies", id], queryFn: ({ signal }) => get<StudyDocument>(`/studies/${id}`, signal), ...fixed });
export const runQuery = (id: string) => queryOptions({ queryKey: ["runs", id], queryFn: ({ signal }) => get<RunDocument>(`/runs/${id}`, signal) });
export const studiesQuery = queryOptions({ queryKey: ["studies"], queryFn: ({ signal }) => get<Page<StudySummary>>("/studies?limit=30", signal) });
export const runsQuery = (study?: string) => queryOptions({ queryKey: ["runs", "list", study ?? ""], queryFn: ({ signal }) => get<Page<RunDocument>>(`/runs?limit=30${study === undefined ? "" : `&study=${study}`}`, signal) });
export const filesQuery = (ids: readonly string[]) => queryOptions({ queryKey: ["files", ...ids], queryFn: ({ signal }) => Promise.all(ids.map((id) => get<UploadedFile>(`/files/${id}`, signal))), ...fixed });
export const estimatesQuery = (run: string) => queryOptions({ queryKey: ["runs", run, "estimates"], queryFn: async ({ signal }) => (await get<{ items: readonly Estimate[] }>(`/runs/${run}/estimates`, signal)).items, ...fixed });
