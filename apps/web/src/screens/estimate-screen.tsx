import type { Settings } from "@inversa/core";
import type { EstimatorEntry, RunDocument, StudyDocument } from "@inversa/server/api";
import { Button, Checkbox, NumberInput, TextInput } from "@mantine/core";
import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { post } from "../api/client.ts";
import { newKey } from "../api/new-key.ts";
import { estimatorQuery, estimatorsQuery } from "../api/queries.ts";
import { useWords } from "../display/use-words.ts";
import { faultOf } from "../forms/setting-fault.ts";
import { ErrorNote } from "../layout/problem-note.tsx";
import { Steps } from "../layout/steps.tsx";
import { Waiting } from "../layout/waiting.tsx";
import { EstimatorSettings } from "../study/estimator-settings.tsx";
import { edited, type EstimatorPart } from "../study/study-text.ts";
import { useDraft } from "../study/use-draft.ts";
import "./model-screen.css";

/** How the parameters are found: one way or several side by side; then it starts. */
export default function EstimateScreen() {
  const { t } = useTranslation();
  const { draft, search, text, parts, error, setText } = useDraft();
  const [, go] = useLocation();
  const client = useQueryClient();
  const listed = useQuery(estimatorsQuery);
  const estimators = useQueries({ queries: (listed.data ?? []).map(({ id }) => estimatorQuery(id)), combine: (results) => results.flatMap(({ data }) => (data ? [data] : [])) });
  const [key] = useState(newKey);
  const starting = useMutation({
    mutationFn: async () => {
      const study = await post<StudyDocument>("/studies", { body: { text, files: draft.files } });
      return post<RunDocument>("/runs", { body: { study: study.id }, headers: { "idempotency-key": `${key} ${study.id}` } });
    },
    onSuccess: (run) => {
      void client.invalidateQueries({ queryKey: ["studies"] });
      void client.invalidateQueries({ queryKey: ["runs", "list"] });
      client.setQueryData(["runs", run.id], run);
      go(`/runs/${run.id}`);
    },
  });
  if (draft.files.length === 0 || draft.model === undefined) return <div className="screen"><h1>{t("estimate.title")}</h1><p>{t("data.none")} <Link href="/">{t("notFound.start")}</Link></p></div>;
  const chosen = parts?.estimators ?? [];
  const polish = estimators.find(({ id }) => id === "least-squares");
  const isWrong = (id: string, settings: unknown): boolean => { const one = estimators.find((each) => each.id === id); return one !== undefined && faultOf(one.settings as Settings, settings) !== undefined; };
  const wrong = chosen.some(({ id, settings, then }) => isWrong(id, settings) || (then !== undefined && isWrong(...stepOf(then))));
  const choose = (next: readonly EstimatorPart[]): void => { if (text !== undefined) setText(edited(text, [[["estimators"], next.length === 0 ? undefined : next.map(written)]])); };
  const isLearned = chosen.some(({ id }) => estimators.find((one) => one.id === id)?.way === "learned");
  return (
    <div className="screen">
      <Steps at="estimate" reached="estimate" search={search} />
      <div><h1>{t("estimate.title")}</h1><p className="measure quiet">{t("estimate.lead")}</p></div>
      {error !== null && error !== undefined && text === undefined && <ErrorNote error={error} />}
      {(parts === undefined || estimators.length === 0) && !error ? <Waiting /> : (
        <div className="columns models">
          {estimators.map((one) => (
            <EstimatorCard key={one.id} estimator={one} part={chosen.find(({ id }) => id === one.id)} place={chosen.findIndex(({ id }) => id === one.id)} polish={one.way === "learned" ? polish : undefined}
              onChange={(part) => choose(part === undefined ? chosen.filter(({ id }) => id !== one.id) : chosen.some(({ id }) => id === one.id) ? chosen.map((other) => (other.id === one.id ? part : other)) : [...chosen, part])} />
          ))}
        </div>
      )}
      {parts && text !== undefined && (
        <div className="form measure">
          <TextInput label={t("estimate.name")} defaultValue={parts.name} onBlur={({ currentTarget }) => { if (currentTarget.value.trim() !== "" && currentTarget.value !== parts.name) setText(edited(text, [[["name"], currentTarget.value.trim()]])); }} maxLength={200} />
          {isLearned && <NumberInput label={t("estimate.samples")} description={t("estimate.samplesWhy")} hideControls min={10} max={200_000} value={parts.samples ?? 4000} onBlur={({ currentTarget }) => { const typed = Math.round(Number(currentTarget.value)); if (typed >= 10 && typed !== parts.samples) setText(edited(text, [[["simulations", "samples"], typed]])); }} />}
        </div>
      )}
      {starting.isError && <ErrorNote error={starting.error} />}
      <div className="onward no-print">
        <span className="quiet">{wrong ? t("estimate.wrong") : chosen.length === 0 ? t("estimate.chooseOne") : t("estimate.chosen", { count: chosen.length })}</span>
        <Button size="md" loading={starting.isPending} disabled={chosen.length === 0 || wrong || text === undefined} onClick={() => starting.mutate()}>{t("estimate.start")}</Button>
      </div>
    </div>
  );
}

/** The second step with its settings, however it is written. */
const stepOf = (then: NonNullable<EstimatorPart["then"]>): readonly [id: string, settings: unknown] => (typeof then === "string" ? [then, undefined] : [then.id, then.settings]);

const written = ({ id, settings, then }: EstimatorPart): EstimatorPart => ({
  id, ...(settings === undefined ? {} : { settings }),
  // oxlint-disable-next-line unicorn/no-thenable -- the word of a study file
  ...(then === undefined ? {} : { then }),
});

function EstimatorCard({ estimator, part, place, polish, onChange }: { readonly estimator: EstimatorEntry; readonly part: EstimatorPart | undefined; readonly place: number; readonly polish: EstimatorEntry | undefined; readonly onChange: (part: EstimatorPart | undefined) => void }) {
  const { t } = useTranslation();
  const { said } = useWords();
  const start = (): EstimatorPart => (polish === undefined ? { id: estimator.id } : {
    id: estimator.id,
    // oxlint-disable-next-line unicorn/no-thenable -- the word of a study file
    then: polish.id,
  });
  return (
    <div className="model panel" data-checked={part !== undefined || undefined}>
      <Checkbox checked={part !== undefined} onChange={() => onChange(part === undefined ? start() : undefined)} label={<span className="model-name">{said(estimator.name)}</span>} aria-describedby={`about-${estimator.id}`} />
      {place === 0 && <span><span className="tag">{t("estimate.main")}</span></span>}
      <span className="model-about" id={`about-${estimator.id}`}>{said(estimator.about)}</span>
      {part !== undefined && polish !== undefined && <Checkbox size="xs" label={t("estimate.polish")} checked={part.then !== undefined} onChange={() => { const { then: _, ...rest } = part; onChange(part.then === undefined ? { ...rest, ...start() } : rest); }} />}
      {part !== undefined && <EstimatorSettings name={said(estimator.name)} declared={estimator.settings as Settings} given={part.settings} onChange={(settings) => { const { settings: _, ...rest } = part; onChange(settings === undefined ? rest : { ...rest, settings }); }} />}
      {part?.then !== undefined && polish !== undefined && stepOf(part.then)[0] === polish.id && (
        <EstimatorSettings name={said(polish.name)} declared={polish.settings as Settings} given={stepOf(part.then)[1]} onChange={(settings) => onChange({
          ...part,
          // oxlint-disable-next-line unicorn/no-thenable -- the word of a study file
          then: settings === undefined ? polish.id : { id: polish.id, settings },
        })} />
      )}
    </div>
  );
}
