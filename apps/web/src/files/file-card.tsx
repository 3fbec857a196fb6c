import type { ProtocolEntry, UploadedFile } from "@inversa/server/api";
import { Button, CloseButton } from "@mantine/core";
import { inWords, formatNumber } from "@inversa/report";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileAnswer } from "../api/preview.ts";
import { labelOf, shownAs, toShown } from "../display/units.ts";
import { useUnits } from "../display/use-units.ts";
import { useWords } from "../display/use-words.ts";
import { ConditionFields } from "../forms/condition-fields.tsx";
import { ProblemNote } from "../layout/problem-note.tsx";
import type { SaidOfFiles } from "../study/use-draft-address.ts";
import "./files.css";
import { MissingConditions } from "./missing-conditions.tsx";

export interface FileCardProps {
  readonly id: string;
  readonly index: number;
  readonly file: UploadedFile | undefined;
  readonly answer: FileAnswer | undefined;
  readonly protocols: readonly ProtocolEntry[];
  readonly said: SaidOfFiles;
  readonly onSay: (said: SaidOfFiles) => void;
  readonly onRemove: () => void;
}

/** One file: what was recognised in it and why, or what is wrong with it. */
export function FileCard({ id, file, answer, protocols, said, onSay, onRemove }: FileCardProps) {
  const { t } = useTranslation();
  const { said: translated } = useWords();
  const [saying, setSaying] = useState(false);
  const preview = answer?.preview;
  const name = file?.name ?? preview?.file ?? "…";
  const own = protocols.find(({ id: protocol }) => protocol === preview?.observations[0]?.protocol);
  return (
    <article className="panel file" aria-labelledby={`file-${id}`}>
      <header><h3 id={`file-${id}`}>{name}</h3><CloseButton aria-label={t("files.remove", { name })} onClick={onRemove} /></header>
      {answer?.problem && <><ProblemNote problem={answer.problem} /><MissingConditions problem={answer.problem} said={said} onSay={onSay} /></>}
      {preview && preview.observations.length === 0 && <p className="quiet">{t("files.describes")}</p>}
      {preview?.observations.map((one) => <Recognised key={one.id} observation={one} protocol={protocols.find((p) => p.id === one.protocol)} fileName={name} />)}
      {preview && preview.warnings.length > 0 && <ul className="warnings">{preview.warnings.map((warning) => <li key={warning}>{translated(warning)}</li>)}</ul>}
      {preview && preview.inferred.length > 0 && (
        <details><summary>{t("files.why", { count: preview.inferred.length })}</summary><ul className="inferred">{preview.inferred.map(({ what, because }) => <li key={what + because}>{translated(what)} <span className="quiet">({translated(because)})</span></li>)}</ul></details>
      )}
      {own && preview && own.conditions.length > 0 && (
        saying || Object.keys(said.conditions ?? {}).length > 0
          ? <ConditionsOfFile quantities={own.conditions} read={preview.observations[0]?.conditions ?? {}} said={said} onSay={onSay} />
          : <Button variant="subtle" size="compact-sm" onClick={() => setSaying(true)}>{t("files.correct")}</Button>
      )}
    </article>
  );
}

function Recognised({ observation, protocol, fileName }: { readonly observation: NonNullable<FileAnswer["preview"]>["observations"][number]; readonly protocol: ProtocolEntry | undefined; readonly fileName: string }) {
  const { t } = useTranslation();
  const { said, named } = useWords();
  const [units] = useUnits();
  const unitOf = (name: string): string => protocol?.conditions.find((one) => one.name === name)?.unit ?? "1";
  const conditions = Object.entries(observation.conditions).map(([name, value]) => {
    const shown = shownAs(name, unitOf(name), units);
    return `${inWords(named(name))} ${formatNumber(toShown(shown, value))} ${labelOf(shown.unit)}`.trim();
  });
  return (
    <dl className="facts">
      {!fileName.startsWith(observation.id) && <div><dt>{t("files.test")}</dt><dd>{observation.id}</dd></div>}
      <div><dt>{t("files.kind")}</dt><dd>{said(protocol?.name ?? observation.protocol)}</dd></div>
      {conditions.length > 0 && <div><dt>{t("files.conditions")}</dt><dd>{conditions.join(t("list.comma"))}</dd></div>}
      <div><dt>{t("files.measured")}</dt><dd>{t("files.points", { count: observation.points, responses: observation.responses.map((name) => inWords(named(name))).join(t("list.comma")) })}</dd></div>
    </dl>
  );
}

function ConditionsOfFile({ quantities, read, said, onSay }: { readonly quantities: ProtocolEntry["conditions"]; readonly read: Readonly<Record<string, number>>; readonly said: SaidOfFiles; readonly onSay: (said: SaidOfFiles) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(said.conditions ?? {});
  return (
    <form className="conditions" onSubmit={(event) => { event.preventDefault(); onSay({ ...said, conditions: typed }); }}>
      <ConditionFields quantities={quantities} read={read} values={typed} onChange={setTyped} />
      <Button type="submit" size="xs" variant="default">{t("files.apply")}</Button>
    </form>
  );
}
