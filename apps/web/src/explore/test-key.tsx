import { appearance, formatNumber, formatPercent } from "@inversa/report";
import { useComputedColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { labelOf, toShown } from "../display/units.ts";
import { useDisplay } from "../display/use-display.ts";
import type { SessionState } from "./session-state.ts";

/** Which colour is which test, how its curves end, and how far they lie from the readings. */
export function TestKey({ model, tests, live }: Pick<SessionState, "tests"> & { readonly model: SessionState["model"]; readonly live: SessionState["live"] }) {
  const { t } = useTranslation();
  const { said, worded, shown } = useDisplay();
  const dark = useComputedColorScheme("light") === "dark";
  const fitted = (live?.fits.length ?? 0) > 0;
  const responses = [...new Set((live?.fits ?? []).map(({ response }) => response))];
  return (
    <table className="explore-key">
      <caption className="explore-hidden">{t("explore.keyAbout")}</caption>
      <thead><tr><th scope="col">{t("explore.test")}</th>{responses.map((response) => <th key={response} scope="col" className="explore-digits">{t("explore.misfitOf", { response: worded(response) })}</th>)}<th scope="col">{t("explore.end")}</th></tr></thead>
      <tbody>
        {tests.map(({ id, protocol, conditions }, i) => {
          const end = live?.ends[i];
          const declared = model?.protocols.find((one) => one.id === protocol);
          const stated = Object.entries(conditions).map(([name, value]) => {
            const seen = shown(name, declared?.conditions.find((one) => one.name === name)?.unit ?? "1");
            return `${worded(name)} ${formatNumber(toShown(seen, value))} ${labelOf(seen.unit)}`.trim();
          }).join(", ");
          const { mark, darkMark } = appearance(i);
          return (
            <tr key={id}>
              <th scope="row" title={stated}><span className="explore-swatch" aria-hidden="true" style={{ background: dark ? darkMark : mark }} />{id}</th>
              {fitted && responses.map((response) => {
                const fit = live!.fits.find((one) => one.test === i && one.response === response);
                const channel = declared?.responses.find((one) => one.name === response);
                const seen = shown(response, channel?.unit ?? "1");
                return <td key={response} className="explore-digits">{fit ? <>{formatNumber(fit.rmse * Math.abs(seen.factor), 3)} {labelOf(seen.unit)} <span className="quiet">({formatPercent(fit.relative)})</span></> : "–"}</td>;
              })}
              <td className="explore-end">{end === undefined ? "" : end.status === "reached" ? t("explore.ends.reached") : <><strong>{t(`explore.ends.${end.status}`)}</strong>{end.message === undefined ? "" : `: ${said(end.message)}`}</>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
