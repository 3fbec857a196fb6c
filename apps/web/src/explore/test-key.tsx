import { unitLabel } from "@inversa/core";
import { appearance, formatNumber, formatPercent, inWords, isStrain } from "@inversa/report";
import { useComputedColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SessionState } from "./session-state.ts";

/** Which colour is which test, how its curves end, and how far they lie from the readings. */
export function TestKey({ model, tests, live }: Pick<SessionState, "tests"> & { readonly model: SessionState["model"]; readonly live: SessionState["live"] }) {
  const { t } = useTranslation();
  const dark = useComputedColorScheme("light") === "dark";
  const fitted = (live?.fits.length ?? 0) > 0;
  const responses = [...new Set((live?.fits ?? []).map(({ response }) => response))];
  return (
    <table className="explore-key">
      <caption className="explore-hidden">{t("explore.keyAbout")}</caption>
      <thead><tr><th scope="col">{t("explore.test")}</th>{responses.map((response) => <th key={response} scope="col" className="explore-digits">{t("explore.misfitOf", { response: inWords(response) })}</th>)}<th scope="col">{t("explore.end")}</th></tr></thead>
      <tbody>
        {tests.map(({ id, protocol, conditions }, i) => {
          const end = live?.ends[i];
          const declared = model?.protocols.find((one) => one.id === protocol);
          const said = Object.entries(conditions).map(([name, value]) => `${inWords(name)} ${formatNumber(value)} ${unitLabel(declared?.conditions.find((one) => one.name === name)?.unit ?? "1")}`.trim()).join(", ");
          const { mark, darkMark } = appearance(i);
          return (
            <tr key={id}>
              <th scope="row" title={said}><span className="explore-swatch" aria-hidden="true" style={{ background: dark ? darkMark : mark }} />{id}</th>
              {fitted && responses.map((response) => {
                const fit = live!.fits.find((one) => one.test === i && one.response === response);
                const channel = declared?.responses.find((one) => one.name === response);
                const strain = channel !== undefined && isStrain(channel.name, channel.unit);
                return <td key={response} className="explore-digits">{fit ? <>{formatNumber(fit.rmse * (strain ? 100 : 1), 3)} {strain ? "%" : unitLabel(channel?.unit ?? "1")} <span className="quiet">({formatPercent(fit.relative)})</span></> : "–"}</td>;
              })}
              <td className="explore-end">{end === undefined ? "" : end.status === "reached" ? t("explore.ends.reached") : <><strong>{t(`explore.ends.${end.status}`)}</strong>{end.message === undefined ? "" : `: ${end.message}`}</>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
