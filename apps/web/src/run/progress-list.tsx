import type { RunDocument } from "@inversa/server/api";
import { formatCount, formatNumber, formatSeconds } from "@inversa/report";
import { Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useWords } from "../display/use-words.ts";
import "./run.css";
import type { Stage } from "./use-run.ts";

/** What is being done, stage by stage; a screen reader is told the stages, not every number. */
export function ProgressList({ run, stages }: { readonly run: RunDocument; readonly stages: readonly Stage[] }) {
  const { t } = useTranslation();
  const { said, named } = useWords();
  const now = stages.at(-1);
  return (
    <section aria-labelledby="progress">
      <h2 id="progress">{t("run.progress")}</h2>
      <p role="status" className="visually-hidden">{run.status === "queued" ? t("run.queued") : now === undefined ? t("run.begins") : said(now.stage)}</p>
      {run.status === "queued" && <p>{t("run.queued")}</p>}
      {run.status === "running" && stages.length === 0 && <p>{t("run.begins")}</p>}
      <ol className="stages">
        {stages.map((stage, i) => {
          const isNow = i === stages.length - 1;
          const share = stage.total !== undefined && stage.total > 0 ? Math.min(100, (100 * stage.done) / stage.total) : undefined;
          return (
            // A stage that comes again is another one: its place tells them apart.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={i} data-now={isNow || undefined}>
              <div className="stage-head"><span>{said(stage.stage)}</span><span className="quiet">{stage.total === undefined ? formatCount(stage.done) : `${formatCount(stage.done)} / ${formatCount(stage.total)}`} · {formatSeconds((Date.parse(stage.until) - Date.parse(stage.from)) / 1000)}</span></div>
              <Progress value={isNow ? (share ?? 100) : 100} animated={isNow && share === undefined} aria-label={said(stage.stage)} color={isNow ? "blue" : "teal"} />
              {isNow && stage.values !== undefined && <p className="quiet values">{Object.entries(stage.values).map(([name, value]) => `${named(name)} ${formatNumber(value, 3)}`).join(" · ")}</p>}
              {isNow && stage.note !== undefined && <p className="quiet values">{said(stage.note)}</p>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
