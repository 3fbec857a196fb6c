import type { ModelEntry } from "@inversa/server/api";
import { Button, NativeSelect, Radio } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { previewQuery } from "../api/preview.ts";
import { modelQuery, protocolQuery, variantQuery } from "../api/queries.ts";
import { useWords } from "../display/use-words.ts";
import { ErrorNote } from "../layout/problem-note.tsx";
import { Steps } from "../layout/steps.tsx";
import { Waiting } from "../layout/waiting.tsx";
import { Symbol } from "../study/symbol.tsx";
import { addressOf, useDraftAddress } from "../study/use-draft-address.ts";
import "./model-screen.css";

/** The models that can compute these kinds of test, each with a sentence that says when to use it. */
export default function ModelScreen() {
  const { t } = useTranslation();
  const { said } = useWords();
  const draft = useDraftAddress();
  const [, go] = useLocation();
  const preview = useQuery(previewQuery(draft));
  const variant = useQuery(variantQuery);
  const kinds = [...new Set((preview.data?.files ?? []).flatMap(({ preview: one }) => one?.observations.map(({ protocol }) => protocol) ?? []))];
  const fitting = useQueries({ queries: kinds.map((id) => protocolQuery(id)), combine: (results) => (results.length > 0 && results.every(({ data }) => data) ? results.map(({ data }) => data!) : undefined) });
  const ids = fitting?.reduce<readonly string[]>((common, { models }, i) => (i === 0 ? models : common.filter((id) => models.includes(id))), []) ?? [];
  const models = useQueries({ queries: ids.map((id) => modelQuery(id)), combine: (results) => results.flatMap(({ data }) => (data ? [data] : [])) });
  const usual = variant.data?.defaults["model"];
  const [picked, pick] = useState<string | undefined>(draft.model);
  const chosen = picked ?? (usual !== undefined && ids.includes(usual) ? usual : ids[0]);
  const [preset, setPreset] = useState(draft.preset);
  const model = models.find(({ id }) => id === chosen);
  const presets = Object.entries(model?.presets ?? {});

  if (draft.files.length === 0) return <div className="screen"><h1>{t("model.title")}</h1><p>{t("data.none")} <Link href="/">{t("notFound.start")}</Link></p></div>;
  return (
    <div className="screen">
      <Steps at="model" reached={draft.model === undefined ? "model" : "estimate"} search={addressOf(draft)} />
      <div><h1>{t("model.title")}</h1>{fitting && <p className="quiet">{t("model.fitting", { kinds: fitting.map(({ name }) => said(name)).join(t("list.comma")) })}</p>}</div>
      {preview.isError ? <ErrorNote error={preview.error} /> : models.length === 0 && (fitting === undefined || ids.length > 0) ? <Waiting /> : null}
      {fitting !== undefined && ids.length === 0 && <p>{t("model.noneFits")}</p>}
      <Radio.Group value={chosen ?? ""} onChange={(id) => { pick(id); setPreset(undefined); }} aria-label={t("model.title")}>
        <div className="columns models">{models.map((one) => <ModelCard key={one.id} model={one} isUsual={one.id === usual} />)}</div>
      </Radio.Group>
      {presets.length > 0 && (
        <NativeSelect className="measure" label={t("model.preset")} description={t("model.presetWhy")} value={preset ?? presets[0]![0]} onChange={({ currentTarget }) => setPreset(currentTarget.value)}
          data={presets.map(([id, { about }]) => ({ value: id, label: said(about) }))} />
      )}
      <div className="onward no-print">
        <span className="quiet">{model && said(model.name)}</span>
        <Button size="md" disabled={model === undefined} onClick={() => go(`/new/parameters?${addressOf({ ...draft, model: chosen!, ...(preset === undefined ? {} : { preset }) })}`)}>{t("model.onward")}</Button>
      </div>
    </div>
  );
}

function ModelCard({ model, isUsual }: { readonly model: ModelEntry; readonly isUsual: boolean }) {
  const { t } = useTranslation();
  const { said } = useWords();
  const open = model.parameters.filter(({ default: held, optional }) => held === null && !optional);
  const shown = open.length > 0 ? open : model.parameters.slice(0, 8);
  return (
    <Radio.Card value={model.id} className="model" radius="md" aria-labelledby={`model-${model.id}`}>
      <span className="model-head"><Radio.Indicator /><span id={`model-${model.id}`} className="model-name">{said(model.name)}</span>{isUsual && <span className="tag">{t("model.usual")}</span>}</span>
      <span className="model-about">{said(model.about)}</span>
      <span className="quiet model-parameters">{t("model.parameters", { count: shown.length })} {shown.map(({ name, symbol }, i) => <span key={name}>{i > 0 && ", "}<Symbol symbol={symbol ?? name} /></span>)}</span>
    </Radio.Card>
  );
}
