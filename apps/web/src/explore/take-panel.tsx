import { Button, NativeSelect } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDisplay } from "../display/use-display.ts";
import { offer } from "../run/file-links.tsx";
import { ExploreProblem } from "./client.ts";
import type { Format, Problem } from "./messages.ts";
import { ProblemText } from "./problem-text.tsx";
import type { Session } from "./session.ts";
import { studyOf } from "./study-of.ts";
import { useSessionPart } from "./use-session.ts";

/** The format that is a report for people, and has a button of its own. */
const report = "report";

/** What one takes along from the page: the study with its readings; and what was found, as a report, as files of other programs, as the estimate itself. */
export function TakePanel({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const { said } = useDisplay();
  const found = useSessionPart(session, (state) => state.found);
  const measured = useSessionPart(session, (state) => state.data === "measured" && state.readings.length > 0);
  const model = useSessionPart(session, (state) => state.model?.id);
  const [formats, setFormats] = useState<readonly Format[]>([]);
  const [picked, pick] = useState<string>();
  const [told, setTold] = useState<{ readonly remarks: readonly string[]; readonly problem?: Problem }>({ remarks: [] });
  const wanted = found !== undefined;
  useEffect(() => {
    if (!wanted) return;
    session.formats().then(setFormats, (error: unknown) => setTold({ remarks: [String(error)] }));
  }, [session, model, wanted]);
  useEffect(() => setTold({ remarks: [] }), [found]);
  if (!measured && !found) return null;
  const others = formats.filter(({ id }) => id !== report);
  const format = others.find(({ id }) => id === picked) ?? others[0];
  const take = async (to: string): Promise<void> => {
    try {
      const { files, remarks } = await session.export(to);
      for (const { name, content, mediaType } of files) offer({ name, mediaType, content });
      setTold({ remarks });
    } catch (error) {
      setTold(error instanceof ExploreProblem ? { remarks: [], problem: error.problem } : { remarks: [String(error)] });
    }
  };
  return (
    <section className="panel explore-panel" aria-labelledby="explore-take">
      <h2 id="explore-take">{t("downloads.title")}</h2>
      {found && format && (
        <>
          <Button size="sm" onClick={() => void take(report)}>{t("downloads.reportFile")}</Button>
          <NativeSelect label={t("downloads.format")} description={said(format.about)} value={format.id} data={others.map(({ id, name }) => ({ value: id, label: said(name) }))} onChange={(event) => pick(event.currentTarget.value)} />
          <Button size="sm" variant="default" onClick={() => void take(format.id)}>{t("downloads.export", { name: said(format.name) })}</Button>
          <Button size="sm" variant="default" onClick={() => offer({ name: "estimate.json", mediaType: "application/json", content: JSON.stringify(found.estimate, undefined, 2) })}>{t("explore.estimateFile")}</Button>
          {told.problem && <ProblemText problem={told.problem} />}
          {told.remarks.length > 0 && <ul className="explore-warnings" role="status">{told.remarks.map((remark) => <li key={remark}>{said(remark)}</li>)}</ul>}
        </>
      )}
      {measured && <Button size="sm" variant="default" onClick={() => offer({ name: "study.yaml", mediaType: "application/yaml", content: studyOf(session.state()) })}>{t("downloads.study")}</Button>}
      <p className="quiet explore-note">{t(found ? "explore.takeAbout" : "explore.takeStudy")}</p>
    </section>
  );
}
