import { symbolLabel, unitLabel } from "@inversa/core";
import { formatInterval, formatNumber, formatValue } from "@inversa/report";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "./session.ts";
import { useSessionPart } from "./use-session.ts";

/** What a network or a search found: values with their intervals, how well the curves match, and what to be careful of. */
export const FoundPanel = memo(function FoundPanel({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const found = useSessionPart(session, (state) => state.found);
  if (!found) return null;
  const { parameters, misfit, milliseconds, uncertainty, warnings, converged, message, by } = found;
  return (
    <section className="panel explore-panel explore-found" aria-labelledby="explore-found" role="status">
      <h2 id="explore-found">{t(by === "fit" ? "explore.foundByFit" : "explore.foundByNetwork")}</h2>
      <p>
        {misfit === null ? t("explore.noAnswer") : t("explore.misfit", { misfit: formatNumber(misfit, 2) })}{" "}
        <span className="quiet">{t("explore.took", { time: milliseconds < 1000 ? `${formatNumber(milliseconds, 2)} ms` : `${formatNumber(milliseconds / 1000, 2)} s` })}</span>
      </p>
      {!converged && <p className="explore-warning">{message}</p>}
      <div className="explore-scroll">
        <table className="explore-table">
          <thead><tr><th scope="col">{t("explore.parameter")}</th><th scope="col" className="explore-digits">{t("explore.value")}</th><th scope="col">{t("explore.interval")}</th></tr></thead>
          <tbody>
            {parameters.map(({ name, symbol, unit, value, interval95, identified, note, about }) => (
              <tr key={name} data-doubtful={!identified || undefined}>
                <th scope="row" title={about}>{symbolLabel(symbol ?? name)}</th>
                <td className="explore-digits">{formatValue(value, interval95 === null ? null : [...interval95])} {unitLabel(unit)}</td>
                <td>{formatInterval(interval95 === null ? null : [...interval95])}{note !== undefined && <p className="quiet explore-note">{note}</p>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {warnings.length > 0 && <ul className="explore-warnings">{[...new Set(warnings)].map((warning) => <li key={warning}>{warning}</li>)}</ul>}
      <p className="quiet explore-note">{uncertainty}</p>
    </section>
  );
});
