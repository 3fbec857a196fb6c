import type { ProtocolEntry } from "@inversa/server/api";
import { inWords } from "@inversa/report";
import { NumberInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fromShown, labelOf, shownAs, toShown } from "../display/units.ts";
import { useUnits } from "../display/use-units.ts";
import { useWords } from "../display/use-words.ts";
import "./forms.css";

type Quantity = ProtocolEntry["conditions"][number];
type Numbers = Readonly<Record<string, number>>;

/** Numbers with units: what was read stands in the field as a hint, what is typed wins over it. Shown in the reader's units, kept in the declared ones. */
export function ConditionFields({ quantities, read, values, onChange }: { readonly quantities: readonly Quantity[]; readonly read: Numbers; readonly values: Numbers; readonly onChange: (values: Numbers) => void }) {
  const { t } = useTranslation();
  const [units] = useUnits();
  const { named, said } = useWords();
  return (
    <div className="form">
      {quantities.map((quantity) => {
        const { name, unit, about, bounds } = quantity;
        const shown = shownAs(name, unit, units);
        const round = (value: number): number => Number(toShown(shown, value).toPrecision(7));
        const label = labelOf(shown.unit);
        const words = inWords(named(name)).replace(/^./u, (first) => first.toUpperCase());
        return (
          <NumberInput key={name} label={label === "" ? words : `${words} (${label})`} description={said(about)} hideControls min={toShown(shown, bounds[0])} max={toShown(shown, bounds[1])} clampBehavior="none"
            value={values[name] === undefined ? "" : round(values[name])} placeholder={read[name] === undefined ? (quantity.default === null ? t("forms.notStated") : String(round(quantity.default))) : String(round(read[name]))}
            onChange={(typed) => { const { [name]: _, ...rest } = values; onChange(typeof typed === "number" ? { ...rest, [name]: fromShown(shown, typed) } : rest); }} />
        );
      })}
    </div>
  );
}
