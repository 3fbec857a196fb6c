import { formatNumber, formatPercent } from "@inversa/report";
import type { ChannelDocument } from "@inversa/runtime/browser";
import { lazy, memo, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { labelOf } from "../display/units.ts";
import { useDisplay, type Display } from "../display/use-display.ts";
import type { Session } from "./session.ts";
import type { SessionState } from "./session-state.ts";
import { TestKey } from "./test-key.tsx";
import { useSessionPart } from "./use-session.ts";

const LiveChart = lazy(async () => ({ default: (await import("./live-chart.tsx")).LiveChart }));

const none: never[] = [];

/** Responses that are drawn before somebody asks for more. */
const atFirst = 2;

/** Every response of every kind of test on the screen, over what was measured. */
export const ChartsPanel = memo(function ChartsPanel({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const { said, titled } = display;
  const model = useSessionPart(session, (state) => state.model);
  const tests = useSessionPart(session, (state) => state.tests);
  const pinned = useSessionPart(session, (state) => state.pinned);
  const bands = useSessionPart(session, (state) => state.found?.bands) ?? none;
  const live = useSessionPart(session, (state) => state.live);
  const charts = useMemo(() => (model?.protocols ?? []).flatMap((protocol) => {
    const own = tests.filter((test) => test.protocol === protocol.id);
    if (own.length === 0) return [];
    const measured = protocol.responses.filter(({ name }) => own.some((test) => test.measured?.[name]?.some(Number.isFinite)));
    const [first, last] = [Math.min(...own.map(({ axis }) => axis[0]!)), Math.max(...own.map(({ axis }) => axis[axis.length - 1]!))];
    return [{ protocol, responses: measured, logarithmic: first > 0 && last / first > 4 && !/^(s|min|h)$/.test(protocol.axis.unit) }];
  }), [model, tests]);
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({});
  const computed = live === undefined ? undefined : new Set(session.computed());
  const sections = charts.map(({ protocol, responses, logarithmic }) => {
    const able = protocol.responses.filter(({ name }) => computed?.has(`${protocol.id} ${name}`) ?? false);
    const usual = new Set((responses.length > 0 ? responses : able.slice(0, atFirst)).map(({ name }) => name));
    const isShown = (name: string): boolean => chosen[`${protocol.id} ${name}`] ?? usual.has(name);
    return { protocol, able, isShown, logarithmic };
  });
  return (
    <div className="explore-charts">
      {/* On a phone the pictures stand side by side, and a keyboard has to get at those that are out of sight. */}
      <div className="explore-row" role="group" aria-label={t("explore.pictures")} tabIndex={0}>
        {sections.flatMap(({ protocol, able, isShown, logarithmic }) => able.filter(({ name }) => isShown(name)).map((response) => (
          <figure key={`${protocol.id} ${response.name}`} className="explore-figure">
            <figcaption><span>{titled(response.name)}</span>{charts.length > 1 && <span className="quiet">{said(protocol.name)}</span>}</figcaption>
            <Suspense fallback={<div className="explore-chart" />}>
              <LiveChart
                session={session} tests={tests} protocol={protocol.id} response={response.name} pinned={pinned} bands={bands}
                across={{ ...labelled(protocol.axis, display), logarithmic }} up={labelled(response, display)}
                about={t("explore.chartAbout", { response: titled(response.name), axis: titled(protocol.axis.name), misfit: misfitWords(live, tests, response, display) })}
              />
            </Suspense>
          </figure>
        )))}
      </div>
      {sections.map(({ protocol, able, isShown }) => able.length > atFirst && (
        <fieldset key={protocol.id} className="explore-shown">
          <legend className="explore-hidden">{t("explore.shown")}</legend>
          {able.map(({ name }) => <label key={name}><input type="checkbox" checked={isShown(name)} onChange={(event) => setChosen({ ...chosen, [`${protocol.id} ${name}`]: event.currentTarget.checked })} />{titled(name)}</label>)}
        </fieldset>
      ))}
      <TestKey model={model} tests={tests} live={live} />
    </div>
  );
});

/** How a channel is shown, with the title of its axis. */
function labelled({ name, unit }: ChannelDocument, { shown, titled }: Display) {
  const seen = shown(name, unit);
  const label = labelOf(seen.unit);
  return { ...seen, title: label === "" ? titled(name) : `${titled(name)} (${label})` };
}

const misfitWords = (live: SessionState["live"], tests: SessionState["tests"], { name, unit }: ChannelDocument, { shown }: Display): string =>
  (live?.fits ?? []).filter((fit) => fit.response === name).map(({ test, rmse, relative }) => `${tests[test]?.id ?? ""} ${formatNumber(rmse * Math.abs(shown(name, unit).factor), 3)} (${formatPercent(relative)})`).join(", ");
