import type { Settings } from "@inversa/core";
import { Button, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { modelQuery } from "../api/queries.ts";
import { useWords } from "../display/use-words.ts";
import { SettingsForm } from "../forms/settings-form.tsx";
import { ErrorNote } from "../layout/problem-note.tsx";
import { Steps } from "../layout/steps.tsx";
import { Waiting } from "../layout/waiting.tsx";
import { NoiseFields } from "../study/noise-fields.tsx";
import { type Change, ParameterTable } from "../study/parameter-table.tsx";
import { StateList } from "../study/state-list.tsx";
import { edited } from "../study/study-text.ts";
import { useCheck } from "../study/use-check.ts";
import { useDraft } from "../study/use-draft.ts";
import "./parameters-screen.css";

/** What is estimated, what is known before, and what these tests can tell of it. */
export default function ParametersScreen() {
  const { t } = useTranslation();
  const { said } = useWords();
  const study = useDraft();
  const { draft, search, text, parts, mistake, isEdited, remarks, error, setText, reset } = study;
  const [, go] = useLocation();
  const model = useQuery({ ...modelQuery(draft.model ?? ""), enabled: draft.model !== undefined });
  const check = useCheck(mistake === undefined ? text : undefined, draft.files);
  const change = (changes: readonly Change[]): void => { if (text !== undefined) setText(edited(text, changes)); };

  if (draft.files.length === 0 || draft.model === undefined) return <div className="screen"><h1>{t("parameters.title")}</h1><p>{t("data.none")} <Link href="/">{t("notFound.start")}</Link></p></div>;
  const counts = check.data?.identifiability.parameters.reduce((sum, { verdict }) => ({ ...sum, [verdict]: sum[verdict] + 1 }), { well: 0, weakly: 0, not: 0 });
  return (
    <div className="screen">
      <Steps at="parameters" reached="estimate" search={search} />
      <div>
        <h1>{t("parameters.title")}</h1>
        <p className="measure quiet">{model.data && <strong>{said(model.data.name)}. </strong>}{t("parameters.lead")}</p>
      </div>
      {error !== null && error !== undefined && text === undefined && <ErrorNote error={error} />}
      {text === undefined && !error && <Waiting what={t("parameters.proposing")} />}
      {remarks.length > 0 && <ul className="warnings">{remarks.map((remark) => <li key={remark}>{said(remark)}</li>)}</ul>}
      {check.isError && <ErrorNote error={check.error} title={t("parameters.notValid")} />}
      {counts && (
        <p className="counts" role="status" data-stale={!check.isCurrent || undefined}>{[counts.well > 0 && t("parameters.well", { count: counts.well }), counts.weakly > 0 && t("parameters.weakly", { count: counts.weakly }), counts.not > 0 && t("parameters.not", { count: counts.not })].filter(Boolean).join(t("list.comma"))}{t("list.stop")}{!check.isCurrent && !check.isError && ` ${t("determinable.working")}`}</p>
      )}
      {model.data && parts && (
        <>
          <ParameterTable model={model.data} parts={parts} identifiability={check.isCurrent ? check.data?.identifiability : undefined} onChange={change} />
          <StateList parts={parts} identifiability={check.isCurrent ? check.data?.identifiability : undefined} />
          <section aria-labelledby="noise"><h2 id="noise">{t("noise.title")}</h2><p className="quiet measure">{t("noise.lead")}</p><NoiseFields parts={parts} model={model.data} onChange={change} /></section>
          {Object.keys(model.data.options).length > 0 && (
            <details className="panel"><summary>{t("parameters.options")}</summary>
              <SettingsForm declared={model.data.options as Settings} values={parts.options} onChange={(options) => change(Object.keys({ ...parts.options, ...options }).map((name) => [["options", name], options[name]]))} />
            </details>
          )}
        </>
      )}
      {text !== undefined && (
        <details className="panel" open={mistake !== undefined || undefined}><summary>{t("parameters.text")}</summary>
          <Textarea aria-label={t("parameters.text")} description={t("parameters.textWhy")} error={mistake} autosize minRows={12} maxRows={40} value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} spellCheck={false} classNames={{ input: "study-text" }} />
        </details>
      )}
      <div className="onward no-print">
        {isEdited ? <Button variant="subtle" onClick={reset}>{t("parameters.reset")}</Button> : <span />}
        <Button size="md" disabled={!check.data || check.isError || parts === undefined} onClick={() => go(`/new/estimate?${search}`)}>{t("parameters.onward")}</Button>
      </div>
    </div>
  );
}
