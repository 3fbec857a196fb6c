import type { Estimate } from "@inversa/core";
import { asTitle, comparisonChart, contenders, formatCount, formatInterval, formatPercent, formatSeconds, formatValue, misfitByResponse, plainLabel } from "@inversa/report";
import { useElementSize } from "@mantine/hooks";
import type { TFunction } from "i18next";
import { type Ref, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Figure } from "../charts/figure.tsx";
import type { Reading } from "../charts/readings.ts";
import type { Words } from "../display/present.ts";
import { labelOf } from "../display/units.ts";
import { useWords } from "../display/use-words.ts";
import { useEstimatorNames, useNamesOf } from "./use-estimator-names.ts";

/** The estimators side by side: pictures for the eye, a table for the numbers. */
export function Comparison({ estimates }: { readonly estimates: readonly Estimate[] }) {
  const { t } = useTranslation();
  const { said } = useWords();
  const called = useEstimatorNames();
  const [first] = estimates;
  const { ref, width } = useElementSize();
  const responses = [...new Set(estimates.flatMap(({ fit }) => [...misfitByResponse(fit).keys()]))];
  if (first === undefined) return null;
  const valueOf = (estimate: Estimate, name: string) => estimate.parameters.find((one) => one.name === name);
  return (
    <section aria-labelledby="comparison">
      <h2 id="comparison">{t("comparison.title")}</h2>
      <p className="quiet measure">{t("comparison.help")}</p>
      <div className="small-multiples">{first.parameters.map(({ name }, i) => <OneParameter key={name} estimates={estimates} name={name} {...(i === 0 ? { place: ref } : {})} width={width} />)}</div>
      <div className="panel scroll" role="group" aria-label={t("comparison.table")} tabIndex={0}>
        <table className="values-table">
          <thead><tr><td />{estimates.map(({ estimator }) => <th key={estimator} scope="col" className="number">{called(estimator)}</th>)}</tr></thead>
          <tbody>
            {first.parameters.map((parameter) => <tr key={parameter.name}><th scope="row">{plainLabel(parameter)}{labelOf(parameter.unit) !== "" && ` (${labelOf(parameter.unit)})`}</th>{estimates.map((one) => { const own = valueOf(one, parameter.name); return <td key={one.estimator} className="number">{own ? <>{formatValue(own.value, own.interval95)}<span className="about">{said(formatInterval(own.interval95))}</span></> : "–"}</td>; })}</tr>)}
            {responses.map((response) => <tr key={response}><th scope="row">{t("comparison.misfit", { response: asTitle(response) })}</th>{estimates.map((one) => { const share = misfitByResponse(one.fit).get(response); return <td key={one.estimator} className="number">{share === undefined ? "–" : formatPercent(share)}</td>; })}</tr>)}
            <tr><th scope="row">{t("comparison.simulations")}</th>{estimates.map((one) => <td key={one.estimator} className="number">{formatCount(one.diagnostics.simulations)}</td>)}</tr>
            <tr><th scope="row">{t("comparison.seconds")}</th>{estimates.map((one) => <td key={one.estimator} className="number">{formatSeconds(one.diagnostics.seconds)}</td>)}</tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface OneParameterProps {
  readonly estimates: readonly Estimate[];
  readonly name: string;
  readonly width: number;
  readonly place?: Ref<HTMLDivElement>;
}

/** One parameter as every estimator sees it. All pictures are as wide as the first. */
function OneParameter({ estimates, name, width, place }: OneParameterProps) {
  const { t } = useTranslation();
  const { said } = useWords();
  const called = useEstimatorNames();
  const names = useNamesOf(estimates);
  const picture = useMemo(() => (width > 0 ? comparisonChart(estimates, name, { width, names, step: (step) => t("comparison.step", { name: step }) }) : undefined), [estimates, name, width, names, t]);
  const readings = useMemo(() => answersOf(estimates, name, names, t, said), [estimates, name, names, t, said]);
  const label = plainLabel(estimates[0]!.parameters.find((one) => one.name === name)!);
  const spoken = estimates.flatMap((one) => { const own = one.parameters.find((parameter) => parameter.name === name); return own ? [`${called(one.estimator)} ${formatValue(own.value, own.interval95)}`] : []; });
  return <Figure {...(place ? { place } : {})} option={picture?.option} readings={readings} zooms={false} height={picture?.height ?? 110} caption={label} title={`${label}: ${spoken.join(", ")}`} />;
}

function answersOf(estimates: readonly Estimate[], name: string, names: Readonly<Record<string, string>>, t: TFunction, said: Words["said"]): readonly Reading[] {
  return contenders(estimates, names, (step) => t("comparison.step", { name: step })).filter(({ values }) => Object.hasOwn(values, name)).map(({ name: title, values }, row): Reading => {
    const { value, interval95 } = values[name]!;
    return { x: value, y: row, series: "value", title, lines: [[t("values.value"), formatValue(value, interval95)], ...(interval95 === null ? [] : [[t("values.interval"), said(formatInterval(interval95))] as const])] };
  });
}
