import { Button, Loader, Menu } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDisplay } from "../display/use-display.ts";
import { UnitsMenu } from "../display/units-menu.tsx";
import { ChartsPanel } from "./charts-panel.tsx";
import { DataPanel } from "./data-panel.tsx";
import "./explore.css";
import { FoundPanel } from "./found-panel.tsx";
import { ModelBar, type ModelBarProps } from "./model-bar.tsx";
import { ParametersPanel } from "./parameters-panel.tsx";
import { formatNumber } from "@inversa/report";
import { ProblemText } from "./problem-text.tsx";
import type { Session } from "./session.ts";
import { TakePanel } from "./take-panel.tsx";
import { TestsPanel } from "./tests-panel.tsx";
import { fixedText, simulateRequest } from "./texts-to-copy.ts";
import { useFiles } from "./use-files.ts";
import { useSessionPart } from "./use-session.ts";

export interface ExploreProps {
  readonly session: Session;
  readonly models?: ModelBarProps["models"];
  /** Further ways to data, beside the files. */
  readonly dataActions?: ReactNode;
  /** Further estimators, beside least squares. */
  readonly estimators?: ReactNode;
  /** Told when files were opened. */
  readonly onFiles?: (() => void) | undefined;
}

/** A model that follows the hand: sliders, curves over readings, least squares from where the sliders stand. */
export function Explore({ session, models, dataActions, estimators, onFiles }: ExploreProps) {
  const { t } = useTranslation();
  const { said } = useDisplay();
  const phase = useSessionPart(session, (state) => state.phase);
  const model = useSessionPart(session, (state) => state.model);
  const data = useSessionPart(session, (state) => state.data);
  const work = useSessionPart(session, (state) => state.work);
  const pinned = useSessionPart(session, (state) => state.pinned);
  const failure = useSessionPart(session, (state) => state.failure);
  const refused = useSessionPart(session, (state) => state.refused);
  const copied = useCopied();
  const opened = useFiles(session, onFiles);
  if (failure !== undefined) return <div className="explore-problem" role="alert"><p><strong>{t("explore.failed")}</strong></p><p>{said(failure)}</p></div>;
  if (!model) return phase === "empty" && refused ? <div><ProblemText problem={refused} /><Button size="sm" onClick={() => void session.open("soil/duncan-chang-eb")}>{t("explore.another")}</Button></div> : <p className="quiet" role="status"><Loader size="xs" /> {t("explore.opening")}</p>;
  const request = (): string => {
    const { options, tests, parameters } = session.state();
    return simulateRequest({ model: model.id, options, tests }, parameters);
  };
  return (
    <div className="explore" {...opened.place}>
      <div className="explore-top">
        <ModelBar session={session} models={models} />
        <div className="explore-actions">
          {data === "measured" && (work ? (
            <>
              <span role="status" className="explore-working"><Loader size="xs" /> {t(work.kind === "fit" ? "explore.fitting" : "explore.asking")}{work.misfit === undefined ? "" : ` ${t("explore.misfit", { misfit: formatNumber(work.misfit, 2) })}`}</span>
              <Button size="sm" variant="default" onClick={() => session.stop()}>{t("explore.stop")}</Button>
            </>
          ) : <>{estimators}<Button size="sm" onClick={() => void session.fit()} title={t("explore.fitAbout")}>{t("explore.fit")}</Button></>)}
          <UnitsMenu />
          {pinned ? <Button size="sm" variant="default" onClick={() => session.unpin()}>{t("explore.unpin")}</Button> : <Button size="sm" variant="default" onClick={() => session.pin()} title={t("explore.pinAbout")}>{t("explore.pin")}</Button>}
          <Menu>
            <Menu.Target><Button size="sm" variant="default">{copied.done ? t("explore.copied") : t("explore.copy")}</Button></Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => copied.copy(request())}>{t("explore.copyRequest")}</Menu.Item>
              <Menu.Item onClick={() => copied.copy(fixedText(session.state().parameters))}>{t("explore.copyFixed")}</Menu.Item>
              <Menu.Item onClick={() => copied.copy(globalThis.location.href)}>{t("explore.copyLink")}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      <div className="explore-body" aria-busy={phase === "opening"}>
        <div className="explore-picture"><ChartsPanel session={session} /></div>
        <div className="explore-side">
          <ParametersPanel session={session} />
          <FoundPanel session={session} />
          <TakePanel session={session} />
          {data === "typical" && <TestsPanel session={session} />}
          <DataPanel session={session} opened={opened}>{dataActions}</DataPanel>
          <p className="quiet explore-source">{said(model.about)} {model.source}</p>
        </div>
      </div>
    </div>
  );
}

/** Puts text on the clipboard and says so for a moment. */
function useCopied(): { readonly done: boolean; readonly copy: (text: string) => void } {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 2000);
    return () => clearTimeout(timer);
  }, [done]);
  return { done, copy: (text) => void navigator.clipboard.writeText(text).then(() => setDone(true)) };
}
