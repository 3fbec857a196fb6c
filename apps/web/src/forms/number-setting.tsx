import type { NumberSetting, OptionalNumberSetting } from "@inversa/core";
import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useTypedNumber } from "./use-typed-number.ts";

export interface NumberSettingFieldProps {
  readonly label: string;
  readonly description: string;
  readonly setting: NumberSetting | OptionalNumberSetting;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly onChange: (value: number | undefined) => void;
}

/** A number that counts when the person is done with it. One that is out of its range is kept, and told here, so that what is said and what stands in the study file are the same. */
export function NumberSettingField({ label, description, setting, value, error, onChange }: NumberSettingFieldProps) {
  const { t } = useTranslation();
  const { text, wrong, edit, done, drop } = useTypedNumber(typeof value === "number" ? value : setting.default, () => true, (given) => onChange(given === setting.default ? undefined : given));
  return (
    <TextInput label={label} description={description} inputMode="decimal" value={text} error={wrong ? t("forms.noNumber") : error} onChange={({ currentTarget }) => edit(currentTarget.value)} onBlur={done}
      onKeyDown={({ key }) => { if (key === "Enter") done(); if (key === "Escape") drop(); }} />
  );
}
