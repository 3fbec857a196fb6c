import { formatInterval, formatNumber, formatValue } from "@inversa/report";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { labelOf, toShown } from "../display/units.ts";
import { useDisplay } from "../display/use-display.ts";
import { quantityLabel } from "./quantity-label.ts";
import type { Session } from "./session.ts";
import { useSessionPart } from "./use-session.ts";

/** What a network or a search found: values with their intervals, how well the curves match, and what to be careful of. */
export const FoundPanel = memo(function FoundPanel({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const { said } = display;
  const found = useSessionPart(session, (state) => state.found);
  if (!found) return null;
  const { estimate: { parameters, diagnostics: { misfit, uncertainty, warnings, converged, message } }, milliseconds, by } = found;
  return (
    <section className="panel explore-panel explore-found" aria-labelledby="explore-found" role="status">
      <h2 id="explore-found">{t(by === "fit" ? "explore.foundByFit" : "explore.foundByNetwork")}</h2>
      <p>
        {misfit === null ? t("explore.noAnswer") : t("explore.misfit", { misfit: formatNumber(misfit, 2) })}{" "}
        <span className="quiet">{t("explore.took", { time: milliseconds < 1000 ? `${formatNumber(milliseconds, 2)} ms` : `${formatNumber(milliseconds / 1000, 2)} s` })}</span>
      </p>
      {!converged && warnings.length === 0 && <p className="explore-warning">{said(message)}</p>}
      <div className="explore-scroll">
        <table className="explore-table">
          <thead><tr><th scope="col">{t("explore.parameter")}</th><th scope="col" className="explore-digits">{t("explore.value")}</th><th scope="col">{t("explore.interval")}</th></tr></thead>
          <tbody>
            {parameters.map((parameter) => {
              const { name, unit, value, interval95, identified, note, about } = parameter;
              const shown = display.shown(name, unit);
              const interval: [number, number] | null = interval95 === null ? null : [toShown(shown, interval95[0]), toShown(shown, interval95[1])];
              return (
                <tr key={name} data-doubtful={!identified || undefined}>
                  <th scope="row" title={said(about)}>{quantityLabel(parameter, display)}</th>
                  <td className="explore-digits">{formatValue(toShown(shown, value), interval)} {labelOf(shown.unit)}</td>
                  <td>{formatInterval(interval)}{note !== undefined && <p className="quiet explore-note">{said(note)}</p>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {warnings.length > 0 && <ul className="explore-warnings">{[...new Set(warnings)].map((warning) => <li key={warning}>{said(warning)}</li>)}</ul>}
      <p className="quiet explore-note">{said(uncertainty)}</p>
    </section>
  );
});
