import type { Prior } from "@inversa/core";
import type { Identifiability, ModelEntry } from "@inversa/server/api";
import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fromShown, labelOf, type Shown, shownAs, toShown } from "../display/units.ts";
import { useUnits } from "../display/use-units.ts";
import { useWords } from "../display/use-words.ts";
import { NumberField } from "../forms/number-field.tsx";
import { Determinable } from "./determinable.tsx";
import "./parameter-table.css";
import { PriorFields } from "./prior-fields.tsx";
import type { StudyParts } from "./study-text.ts";
import { Symbol } from "./symbol.tsx";

type Parameter = ModelEntry["parameters"][number];
export type Change = readonly [path: readonly (string | number)[], value: unknown];

export interface ParameterTableProps {
  readonly model: ModelEntry;
  readonly parts: StudyParts;
  /** Absent while it is worked out. */
  readonly identifiability: Identifiability | undefined;
  readonly onChange: (changes: readonly Change[]) => void;
}

/** The model's range as the prior that it stands for. */
export const plausible = ({ plausible: [min, max], scale }: Parameter): Prior => (scale === "log" && min > 0 ? { distribution: "log-uniform", min, max } : { distribution: "uniform", min, max });

/** From how many held parameters on they are shown only when asked for. */
const manyHeld = 12;

/** Every parameter of the model: estimated with what is known of it before, or held; and whether these tests can tell it. */
export function ParameterTable({ model, parts, identifiability, onChange }: ParameterTableProps) {
  const { t } = useTranslation();
  const [units] = useUnits();
  const chosen = model.parameters.filter(({ name }) => name in parts.estimate);
  const others = model.parameters.filter(({ name }) => !(name in parts.estimate));
  const [unfolded, setUnfolded] = useState(false);
  const folded = !unfolded && others.length > manyHeld;
  const row = (parameter: Parameter) => <Row key={parameter.name} {...{ parameter, parts, identifiability, onChange }} shown={shownAs(parameter.name, parameter.unit, units)} />;
  return (
    <div className="parameter-table" role="table" aria-label={t("parameters.table")}>
      <div role="rowgroup" className="heads"><div role="row"><span role="columnheader">{t("parameters.parameter")}</span><span role="columnheader">{t("parameters.before")}</span><span role="columnheader">{t("parameters.determined")}</span></div></div>
      <div role="rowgroup">{chosen.map(row)}</div>
      {others.length > 0 && !folded && <div role="rowgroup" className="held">{others.map(row)}</div>}
      {folded && <div role="rowgroup" className="held folded"><div role="row"><div role="cell"><Button variant="subtle" onClick={() => setUnfolded(true)}>{t("parameters.unfold", { count: others.length })}</Button></div></div></div>}
    </div>
  );
}

function Row({ parameter, parts, identifiability, onChange, shown }: Omit<ParameterTableProps, "model"> & { readonly parameter: Parameter; readonly shown: Shown }) {
  const { t } = useTranslation();
  const { said } = useWords();
  const { name, symbol, about, default: standard, held } = parameter;
  const given = parts.estimate[name];
  const isEstimated = given !== undefined;
  const prior = given === "plausible" || given === undefined ? plausible(parameter) : given;
  const value = parts.fixed[name] ?? standard ?? held;
  const unit = labelOf(shown.unit);
  const toggle = (): void => onChange(isEstimated
    ? [[["estimate", name], undefined], ...(standard === null && held === undefined ? [[["fixed", name], middle(prior)] as Change] : [])]
    : [[["fixed", name], undefined], [["estimate", name], plausible(parameter)]]);
  return (
    <div role="row" className="parameter" data-estimated={isEstimated || undefined}>
      <div role="cell" className="parameter-name">
        <Checkbox checked={isEstimated} onChange={toggle} aria-label={t("parameters.estimateIt", { name })} />
        <span><Symbol symbol={symbol ?? name} />{symbol !== undefined && symbol.replaceAll(/[_{}]/g, "") !== name && <code>{name}</code>} {unit !== "" && <span className="quiet">({unit})</span>}<span className="about">{said(about)}</span></span>
      </div>
      <div role="cell">
        {isEstimated ? <PriorFields name={name} prior={prior} shown={shown} onChange={(next) => onChange([[["estimate", name], next]])} /> : (
          <NumberField size="xs" className="fixed-value" aria-label={t("parameters.heldAt", { name })} leftSection={<span className="prior-key">{t("parameters.held")}</span>} leftSectionWidth={58} placeholder={t("parameters.byModel")}
            value={value === undefined || value === null ? undefined : toShown(shown, value)} onDone={(typed) => onChange([[["fixed", name], Number(fromShown(shown, typed).toPrecision(9))]])} />
        )}
      </div>
      <div role="cell">{isEstimated && <Determinable name={name} identifiability={identifiability} />}</div>
    </div>
  );
}

function middle(prior: Prior): number {
  switch (prior.distribution) {
    case "uniform": return Number(((prior.min + prior.max) / 2).toPrecision(4));
    case "log-uniform": return Number(Math.sqrt(prior.min * prior.max).toPrecision(4));
    case "normal": return prior.mean;
    case "log-normal": return prior.median;
  }
}
