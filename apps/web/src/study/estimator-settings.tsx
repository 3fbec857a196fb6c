import type { Settings } from "@inversa/core";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWords } from "../display/use-words.ts";
import { faultOf } from "../forms/setting-fault.ts";
import { SettingsForm } from "../forms/settings-form.tsx";

type Values = Readonly<Record<string, unknown>>;

export interface EstimatorSettingsProps {
  readonly name: string;
  readonly declared: Settings;
  /** As the study file has them, whatever stands there. */
  readonly given: unknown;
  /** Undefined where the defaults hold for all. */
  readonly onChange: (settings: Values | undefined) => void;
}

/** The settings of one estimator of a study, folded away unless something is wrong with them. */
export function EstimatorSettings({ name, declared, given, onChange }: EstimatorSettingsProps) {
  const { t } = useTranslation();
  const { said } = useWords();
  const [beganWrong] = useState(() => faultOf(declared, given) !== undefined);
  if (Object.keys(declared).length === 0) return null;
  const values: Values = typeof given === "object" && given !== null && !Array.isArray(given) ? (given as Values) : {};
  const count = Object.keys(values).length;
  // What belongs to no field is told here.
  const misplaced = faultOf(declared, values === given || given === undefined ? Object.fromEntries(Object.entries(values).filter(([key]) => !Object.hasOwn(declared, key))) : given);
  const change = (next: Values): void => onChange(Object.keys(next).length === 0 ? undefined : next);
  return (
    <details open={beganWrong}>
      <summary>{count === 0 ? t("estimate.settings", { name }) : t("estimate.changed", { name, count })}</summary>
      {misplaced && <p role="alert" className="problem">{t("forms.wrong", { what: said(misplaced.what), expected: said(misplaced.expected ?? "") })}</p>}
      <SettingsForm declared={declared} values={values} onChange={change} />
      {(count > 0 || misplaced) && <Button mt="sm" variant="default" size="xs" onClick={() => onChange(undefined)}>{t("estimate.defaults")}</Button>}
    </details>
  );
}
