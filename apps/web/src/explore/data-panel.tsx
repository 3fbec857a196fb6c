import { Button, FileButton } from "@mantine/core";
import type { QuantityDocument } from "@inversa/runtime/browser";
import { useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fromShown, labelOf } from "../display/units.ts";
import { typedNumber } from "../display/typed-number.ts";
import { useDisplay } from "../display/use-display.ts";
import { ProblemText } from "./problem-text.tsx";
import type { Session } from "./session.ts";
import type { OpenedFiles } from "./use-files.ts";
import { useSessionPart } from "./use-session.ts";

/** Where measured curves come from: files that are read in this page and sent nowhere. */
export function DataPanel({ session, opened, children }: { readonly session: Session; readonly opened: OpenedFiles; readonly children?: ReactNode }) {
  const { t } = useTranslation();
  const { said } = useDisplay();
  const { files, open, forget } = opened;
  const again = useRef<() => void>(null);
  const model = useSessionPart(session, (state) => state.model);
  const readings = useSessionPart(session, (state) => state.readings);
  const refused = useSessionPart(session, (state) => state.refused);
  const data = useSessionPart(session, (state) => state.data);
  const asked = refused?.code === "data-ambiguous" && files.length > 0 ? (model?.protocols ?? []).flatMap(({ conditions }) => conditions).find(({ name }) => refused.message.includes(name)) : undefined;
  return (
    <section className="panel explore-panel" aria-labelledby="explore-data">
      <h2 id="explore-data">{t("explore.data")}</h2>
      <p className="quiet">{t("explore.dropHere")}</p>
      <div className="explore-actions">
        <FileButton multiple resetRef={again} onChange={(chosen) => void open(chosen).then(() => again.current?.())} inputProps={{ "aria-label": t("explore.openFiles") }}>{(props) => <Button size="sm" {...props}>{t("explore.openFiles")}</Button>}</FileButton>
        {children}
        {data === "measured" && <Button size="sm" variant="default" onClick={() => { forget(); session.setProtocol(Object.keys(model?.tests ?? {})[0] ?? ""); }}>{t("explore.forget")}</Button>}
      </div>
      {refused && <ProblemText problem={refused} />}
      {asked && <AskCondition key={asked.name} asked={asked} onGiven={(value) => void open(files, { [asked.name]: value })} />}
      {readings.map(({ file, inferred, warnings, observations }) => (
        <details key={file} className="explore-reading">
          <summary>{file} <span className="quiet">{t("explore.curves", { count: observations.length })}</span>{warnings.length > 0 && <span className="explore-count">{warnings.length}</span>}</summary>
          {warnings.length > 0 && <ul className="explore-warnings">{warnings.map((warning) => <li key={warning}>{said(warning)}</li>)}</ul>}
          <ul className="explore-inferred">{inferred.map(({ what, because }) => <li key={what}>{said(what)} <span className="quiet">{said(because)}</span></li>)}</ul>
        </details>
      ))}
    </section>
  );
}

/** The number that a file does not say. */
function AskCondition({ asked: { name, about, unit }, onGiven }: { readonly asked: QuantityDocument; readonly onGiven: (value: number) => void }) {
  const { t } = useTranslation();
  const { said, titled, shown } = useDisplay();
  const seen = shown(name, unit);
  const label = labelOf(seen.unit);
  const [text, setText] = useState("");
  const value = typedNumber(text);
  return (
    <form className="explore-ask" onSubmit={(event) => { event.preventDefault(); if (value !== undefined) onGiven(fromShown(seen, value)); }}>
      <label><span>{t("explore.forAllFiles", { name: label === "" ? titled(name) : `${titled(name)} (${label})`, about: said(about) })}</span><input className="explore-typed" inputMode="decimal" value={text} onChange={(event) => setText(event.currentTarget.value)} /></label>
      <Button size="xs" type="submit" disabled={value === undefined}>{t("explore.readAgain")}</Button>
    </form>
  );
}
