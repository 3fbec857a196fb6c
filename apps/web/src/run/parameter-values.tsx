import type { Estimate, EstimatedParameter } from "@inversa/core";
import { formatInterval, formatNumber, formatValue, priorText } from "@inversa/report";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { labelOf } from "../display/units.ts";
import { useWords } from "../display/use-words.ts";
import { Symbol } from "../study/symbol.tsx";

/** The table that most people came for. On a telephone each parameter becomes a card. */
export function ParameterValues({ estimate }: { readonly estimate: Estimate }) {
  const { t } = useTranslation();
  const { parameters, fixed, diagnostics } = estimate;
  const held = Object.entries(fixed);
  return (
    <>
      <div className="panel scroll">
        <table className="values-table cards" role="table">
          <thead role="rowgroup"><tr role="row">
            {(["parameter", "value", "interval", "prior", "determined"] as const).map((key) => <th key={key} scope="col" role="columnheader" className={key === "value" || key === "interval" || key === "prior" ? "number" : undefined}>{t(`values.${key}`)}</th>)}
          </tr></thead>
          <tbody role="rowgroup">{parameters.map((parameter) => <Row key={parameter.name} parameter={parameter} reliable={diagnostics.reliable} />)}</tbody>
        </table>
      </div>
      {held.length > 0 && <p className="quiet">{t("values.held")} {held.map(([name, value]) => `${name} = ${formatNumber(value, 6)}`).join(t("list.comma"))}</p>}
    </>
  );
}

function Row({ parameter, reliable }: { readonly parameter: EstimatedParameter; readonly reliable: boolean }) {
  const { t } = useTranslation();
  const { named, said } = useWords();
  const { name, symbol, state, about, value, interval95, prior, identified, note } = parameter;
  const unit = labelOf(parameter.unit);
  const shown = symbol ?? (state ? named(state.condition) : name);
  const owners = state ? name.slice(state.condition.length) : "";
  const reason = !identified ? (note ?? t("values.noReason")) : reliable ? undefined : t("values.misses");
  return (
    <Fragment>
      <tr role="row">
        <th scope="row" role="rowheader"><Symbol symbol={shown} />{owners}{symbol !== undefined && symbol.replaceAll(/[_{}]/g, "") !== name && state === undefined && <> <code>{name}</code></>}<span className="about">{about}</span></th>
        <td role="cell" data-label={t("values.value")} className="number"><span><span className="value">{formatValue(value, interval95)}</span>{unit !== "" && <span className="quiet">{unit === "°" ? unit : ` ${unit}`}</span>}</span></td>
        <td role="cell" data-label={t("values.interval")} className="number"><span>{said(formatInterval(interval95))}</span></td>
        <td role="cell" data-label={t("values.prior")} className="number"><span className="quiet">{said(priorText(prior))}</span></td>
        <td role="cell" data-label={t("values.determined")}><span className={identified && reliable ? "yes" : "no"}>{identified ? (reliable ? `✓ ${t("values.yes")}` : `✗ ${t("values.notToBeUsed")}`) : `✗ ${t("values.no")}`}</span></td>
      </tr>
      {reason !== undefined && <tr role="row" className="why"><td role="cell" colSpan={5}>{reason}</td></tr>}
    </Fragment>
  );
}
