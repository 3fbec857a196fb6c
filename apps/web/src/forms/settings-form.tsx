import type { Setting, Settings } from "@inversa/core";
import { inWords } from "@inversa/report";
import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { labelOf } from "../display/units.ts";
import { useWords } from "../display/use-words.ts";
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
  const description = said(setting.about);
  switch (setting.kind) {
    case "number": return (
      <NumberInput label={setting.unit === undefined ? label : `${label} (${labelOf(setting.unit)})`} description={description} value={typeof value === "number" ? value : (setting.default ?? "")} min={setting.bounds[0]} max={setting.bounds[1]}
        clampBehavior="blur" allowDecimal={setting.integer !== true} hideControls onChange={(typed) => onChange(typeof typed === "number" && typed !== setting.default ? typed : undefined)} />
    );
    case "choice": return <NativeSelect label={label} description={description} value={typeof value === "string" ? value : setting.default} data={Object.entries(setting.choices).map(([choice, about]) => ({ value: choice, label: said(about) }))} onChange={({ currentTarget }) => onChange(currentTarget.value === setting.default ? undefined : currentTarget.value)} />;
    case "flag": return <Checkbox label={label} description={description} checked={typeof value === "boolean" ? value : setting.default} onChange={({ currentTarget }) => onChange(currentTarget.checked === setting.default ? undefined : currentTarget.checked)} />;
    case "text": return <TextInput label={label} description={description} value={typeof value === "string" ? value : ""} onChange={({ currentTarget }) => onChange(currentTarget.value === setting.default ? undefined : currentTarget.value)} />;
    case "document": return <NativeSelect label={label} description={description} value={typeof value === "string" ? value : setting.default} data={Object.entries(setting.builtIn).map(([choice, about]) => ({ value: choice, label: said(about) }))} onChange={({ currentTarget }) => onChange(currentTarget.value === setting.default ? undefined : currentTarget.value)} />;
    case "group": return <fieldset className="group"><legend>{label}</legend><SettingsForm declared={setting.fields} values={(value ?? {}) as Values} onChange={(fields) => onChange(Object.keys(fields).length === 0 ? undefined : fields)} /></fieldset>;
    case "list": {
      const { of } = setting;
      if (of.kind !== "group") return <TextInput label={label} description={`${description} ${t("forms.commas")}`} value={Array.isArray(value) ? value.join(", ") : ""} onChange={({ currentTarget }) => onChange(itemsOf(currentTarget.value, of))} />;
      const rows = Array.isArray(value) ? (value as readonly Values[]) : [];
      const keep = (next: readonly Values[]): void => onChange(next.length === 0 ? undefined : next);
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

function itemsOf(typed: string, of: Setting): readonly unknown[] | undefined {
  const items = typed.split(/[,，]/).map((item) => item.trim()).filter((item, i, all) => item !== "" || i < all.length - 1);
  if (items.length === 0) return undefined;
  return of.kind === "number" ? items.map((item) => (Number.isFinite(Number(item)) && item !== "" ? Number(item) : item)) : items;
}

const title = (name: string): string => inWords(name).replace(/^./u, (first) => first.toUpperCase());
