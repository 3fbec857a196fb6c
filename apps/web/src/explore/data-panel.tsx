import { Button, FileButton } from "@mantine/core";
import { useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { typedNumber } from "../display/typed-number.ts";
import { ProblemText } from "./problem-text.tsx";
import type { Session } from "./session.ts";
import { useSessionPart } from "./use-session.ts";

/** Where measured curves come from: files that are read in this page and sent nowhere. */
export function DataPanel({ session, children, onFiles }: { readonly session: Session; readonly children?: ReactNode; readonly onFiles?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const [files, setFiles] = useState<readonly File[]>([]);
  const again = useRef<() => void>(null);
  const model = useSessionPart(session, (state) => state.model);
  const readings = useSessionPart(session, (state) => state.readings);
  const refused = useSessionPart(session, (state) => state.refused);
  const data = useSessionPart(session, (state) => state.data);
  const open = async (chosen: readonly File[], conditions?: Readonly<Record<string, number>>): Promise<void> => {
    if (chosen.length === 0) return;
    setFiles(chosen);
    await session.openFiles(await Promise.all(chosen.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }))), conditions);
    again.current?.();
    if (session.state().data === "measured" && !session.state().refused) onFiles?.();
  };
  const asked = refused?.code === "data-ambiguous" && files.length > 0 ? (model?.protocols ?? []).flatMap(({ conditions }) => conditions).find(({ name }) => refused.message.includes(name)) : undefined;
  return (
    <section
      className="panel explore-panel explore-data" aria-labelledby="explore-data" data-over={over || undefined}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); void open([...event.dataTransfer.files]); }}
    >
      <h2 id="explore-data">{t("explore.data")}</h2>
      <p className="quiet">{t("explore.dropHere")}</p>
      <div className="explore-actions">
        <FileButton multiple resetRef={again} onChange={(chosen) => void open(chosen)} inputProps={{ "aria-label": t("explore.openFiles") }}>{(props) => <Button size="sm" {...props}>{t("explore.openFiles")}</Button>}</FileButton>
        {children}
        {data === "measured" && <Button size="sm" variant="default" onClick={() => { setFiles([]); session.setProtocol(Object.keys(model?.tests ?? {})[0] ?? ""); }}>{t("explore.forget")}</Button>}
      </div>
      {refused && <ProblemText problem={refused} />}
      {asked && <AskCondition key={asked.name} name={asked.name} about={asked.about} unit={asked.unit} onGiven={(value) => void open(files, { [asked.name]: value })} />}
      {readings.map(({ file, inferred, warnings, observations }) => (
        <details key={file} className="explore-reading">
          <summary>{file} <span className="quiet">{t("explore.curves", { count: observations.length })}</span>{warnings.length > 0 && <span className="explore-count">{warnings.length}</span>}</summary>
          {warnings.length > 0 && <ul className="explore-warnings">{warnings.map((warning) => <li key={warning}>{warning}</li>)}</ul>}
          <ul className="explore-inferred">{inferred.map(({ what, because }) => <li key={what}>{what} <span className="quiet">{because}</span></li>)}</ul>
        </details>
      ))}
    </section>
  );
}

/** The number that a file does not say. */
function AskCondition({ name, about, unit, onGiven }: { readonly name: string; readonly about: string; readonly unit: string; readonly onGiven: (value: number) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const value = typedNumber(text);
  return (
    <form className="explore-ask" onSubmit={(event) => { event.preventDefault(); if (value !== undefined) onGiven(value); }}>
      <label><span>{t("explore.forAllFiles", { name, about, unit })}</span><input className="explore-typed" inputMode="decimal" value={text} onChange={(event) => setText(event.currentTarget.value)} /></label>
      <Button size="xs" type="submit" disabled={value === undefined}>{t("explore.readAgain")}</Button>
    </form>
  );
}
