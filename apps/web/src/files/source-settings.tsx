import { NativeSelect, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileAnswer } from "../api/preview.ts";
import { sourceQuery, sourcesQuery } from "../api/queries.ts";
import { useWords } from "../display/use-words.ts";
import { SettingsForm } from "../forms/settings-form.tsx";
import type { DraftAddress } from "../study/use-draft-address.ts";

/** How the files are read, where they do not say it themselves. A question that an importer asks opens this, with the settings that answer it first. */
export function SourceSettings({ draft, answers, names, onChange }: { readonly draft: DraftAddress; readonly answers: readonly FileAnswer[]; readonly names: readonly string[]; readonly onChange: (next: Partial<DraftAddress>) => void }) {
  const { t } = useTranslation();
  const { said } = useWords();
  const sources = useQuery(sourcesQuery);
  const problems = answers.flatMap(({ problem }) => (problem ? [problem] : []));
  const recognised = answers.map(({ preview }) => preview?.observations[0]?.source?.source).find((one) => one !== undefined);
  const id = draft.source ?? recognised ?? guessed(names);
  const source = useQuery({ ...sourceQuery(id ?? ""), enabled: sources.data?.some((one) => one.id === id) === true });
  const asked = problems.filter(({ code }) => code === "data-ambiguous").map(({ next = "" }) => next).join(" ");
  const declared = Object.entries(source.data?.settings ?? {});
  const first = declared.filter(([name]) => new RegExp(`\\b${name}\\b`).test(asked));
  const others = declared.filter(([name]) => !first.some(([known]) => known === name));
  const touched = Object.keys(draft.settings ?? {}).length > 0 || draft.source !== undefined;
  return (
    <>
      {first.length > 0 && (
        <section className="panel asked" aria-labelledby="asked">
          <h2 id="asked">{t("source.asked")}</h2>
          <Editing key={JSON.stringify(draft.settings)} declared={Object.fromEntries(first)} draft={draft} onChange={onChange} />
        </section>
      )}
      <details className="panel" open={touched && first.length === 0 ? true : undefined}>
        <summary>{t("source.title")}</summary>
        <div className="source-form">
          <NativeSelect label={t("source.format")} value={draft.source ?? ""} data={[{ value: "", label: t("source.recognised") }, ...(sources.data ?? []).map((one) => ({ value: one.id, label: said(one.name) }))]} onChange={({ currentTarget }) => onChange(withSource(draft, currentTarget.value))} />
          {others.length > 0 && <Editing key={JSON.stringify(draft.settings)} declared={Object.fromEntries(others)} draft={draft} onChange={onChange} />}
        </div>
      </details>
    </>
  );
}

/** Edited apart from the address, and applied at once: every reading of the files takes the server a moment. */
function Editing({ declared, draft, onChange }: { readonly declared: Parameters<typeof SettingsForm>[0]["declared"]; readonly draft: DraftAddress; readonly onChange: (next: Partial<DraftAddress>) => void }) {
  const { t } = useTranslation();
  const [values, setValues] = useState(draft.settings ?? {});
  return (
    <form className="source-form" onSubmit={(event) => { event.preventDefault(); onChange({ settings: values }); }}>
      <SettingsForm declared={declared} values={values} onChange={setValues} />
      <div><Button type="submit" variant="default">{t("source.apply")}</Button></div>
    </form>
  );
}

const withSource = (draft: DraftAddress, chosen: string): Partial<DraftAddress> => {
  const { settings: _, source: __, ...rest } = draft;
  return { ...rest, settings: {}, ...(chosen === "" ? { source: "" } : { source: chosen }) };
};

/** By the ends of the files' names, where nothing was recognised. */
const guessed = (names: readonly string[]): string | undefined => (names.some((name) => /\.(csv|txt|dat|tsv|asc)$/i.test(name)) ? "csv" : names.some((name) => /\.(xlsx|ods)$/i.test(name)) ? "xlsx" : undefined);
