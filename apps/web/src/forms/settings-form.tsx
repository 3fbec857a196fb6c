import type { Setting, Settings } from "@inversa/core";
import { inWords } from "@inversa/report";
import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { labelOf } from "../display/units.ts";
import { shownNumber } from "../display/typed-number.ts";
import { useWords } from "../display/use-words.ts";
import { NumberSettingField } from "./number-setting.tsx";
import { faultOf } from "./setting-fault.ts";
import "./forms.css";

type Values = Readonly<Record<string, unknown>>;

export interface SettingsFormProps {
  readonly declared: Settings;
  /** What was said; defaults hold for the rest. */
  readonly values: Values;
  readonly onChange: (values: Values) => void;
}

/** A form for what a plugin declares that can be set. What equals the default is not kept. */
export function SettingsForm({ declared, values, onChange }: SettingsFormProps) {
  const set = (name: string, value: unknown): void => {
    const { [name]: _, ...rest } = values;
    onChange(value === undefined ? rest : { ...rest, [name]: value });
  };
  return <div className="form">{Object.entries(declared).map(([name, setting]) => <SettingField key={name} name={name} setting={setting} value={values[name]} onChange={(value) => set(name, value)} />)}</div>;
}

function SettingField({ name, setting, value, onChange }: { readonly name: string; readonly setting: Setting; readonly value: unknown; readonly onChange: (value: unknown) => void }) {
  const { t } = useTranslation();
  const { said, named } = useWords();
  const label = title(named(name));
  const about = said(setting.about);
  const description = value === undefined || value === (setting as { readonly default?: unknown }).default || !("default" in setting) || typeof setting.default !== "string" || setting.default === "" ? about : t("forms.default", { about: unstopped(about), usual: usualOf(setting, said) });
  const fault = value === undefined ? undefined : faultOf({ [name]: setting }, { [name]: value });
  const error = fault && t("forms.wrong", { what: said(fault.what), expected: said(fault.expected ?? "") });
  switch (setting.kind) {
    case "number": return (
      <NumberSettingField label={setting.unit === undefined ? label : `${label} (${labelOf(setting.unit)})`} setting={setting} value={value} error={error} onChange={onChange}
        description={t(setting.default === undefined ? "forms.range" : "forms.rangeDefault", { about: unstopped(about), from: shownNumber(setting.bounds[0]), to: shownNumber(setting.bounds[1]), usual: setting.default === undefined ? "" : shownNumber(setting.default) })} />
    );
    case "choice": return <NativeSelect label={label} description={description} error={error} value={typeof value === "string" ? value : setting.default} data={Object.entries(setting.choices).map(([choice, about]) => ({ value: choice, label: said(about) }))} onChange={({ currentTarget }) => onChange(currentTarget.value === setting.default ? undefined : currentTarget.value)} />;
    case "flag": return <Checkbox label={label} description={description} error={error} checked={typeof value === "boolean" ? value : setting.default} onChange={({ currentTarget }) => onChange(currentTarget.checked === setting.default ? undefined : currentTarget.checked)} />;
    case "text": return <TextInput label={label} description={description} error={error} value={typeof value === "string" ? value : ""} onChange={({ currentTarget }) => onChange(currentTarget.value === setting.default ? undefined : currentTarget.value)} />;
    case "document": return <NativeSelect label={label} description={description} error={error} value={typeof value === "string" ? value : setting.default} data={Object.entries(setting.builtIn).map(([choice, about]) => ({ value: choice, label: said(about) }))} onChange={({ currentTarget }) => onChange(currentTarget.value === setting.default ? undefined : currentTarget.value)} />;
    case "group": return <fieldset className="group"><legend>{label}</legend><SettingsForm declared={setting.fields} values={(value ?? {}) as Values} onChange={(fields) => onChange(Object.keys(fields).length === 0 ? undefined : fields)} /></fieldset>;
    case "list": {
      const { of } = setting;
      const items: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? setting.default : [value];
      const keep = (next: readonly unknown[]): void => onChange(JSON.stringify(next) === JSON.stringify(setting.default) ? undefined : next);
      if (of.kind !== "group") return <TextInput label={label} description={`${description} ${t("forms.commas")}`} error={error} value={items.join(", ")} onChange={({ currentTarget }) => keep(itemsOf(currentTarget.value, of))} />;
      const rows = items as readonly Values[];
      return (
        <fieldset className="group"><legend>{label}</legend><p className="quiet">{description}</p>
          {rows.map((row, i) => (
            // Rows have no name of their own; their place is all that tells them apart.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={i} className="row"><SettingsForm declared={of.fields} values={row} onChange={(next) => keep(rows.map((other, j) => (j === i ? next : other)))} /><Button variant="subtle" size="xs" onClick={() => keep(rows.filter((_, j) => j !== i))}>{t("forms.remove")}</Button></div>
          ))}
          <Button variant="default" size="xs" onClick={() => keep([...rows, {}])}>{t("forms.add")}</Button>
        </fieldset>
      );
    }
  }
}

function itemsOf(typed: string, of: Setting): readonly unknown[] {
  const items = typed.split(/[,，]/).map((item) => item.trim()).filter((item, i, all) => item !== "" || i < all.length - 1);
  return of.kind === "number" ? items.map((item) => (Number.isFinite(Number(item)) && item !== "" ? Number(item) : item)) : items;
}

/** What holds unless another is chosen, as the list of choices calls it. */
const usualOf = (setting: Setting, said: (text: string) => string): string =>
  setting.kind === "choice" ? said(setting.choices[setting.default]!) : setting.kind === "document" ? said(setting.builtIn[setting.default]!) : String((setting as { readonly default?: unknown }).default ?? "");

const unstopped = (text: string): string => text.replace(/[.。]$/u, "");

const title = (name: string): string => inWords(name).replace(/^./u, (first) => first.toUpperCase());
