import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { labelOf, unitChoices, type UnitKind } from "./units.ts";
import { useUnits } from "./use-units.ts";

/** Which unit each kind of quantity is shown in, kept in this browser. */
export function UnitFields() {
  const { t } = useTranslation();
  const [units, setUnits] = useUnits();
  return (
    <div className="form units">
      {(Object.keys(unitChoices) as UnitKind[]).map((kind) => (
        <NativeSelect key={kind} label={t(`settings.unit.${kind}`)} value={units[kind] ?? ""} onChange={({ currentTarget: { value } }) => { const { [kind]: _, ...rest } = units; setUnits(value === "" ? rest : { ...rest, [kind]: value }); }}
          data={[{ value: "", label: kind === "strain" ? "%" : t("settings.asModel") }, ...unitChoices[kind].filter((unit) => kind !== "strain" || unit !== "%").map((unit) => ({ value: unit, label: labelOf(unit) }))]} />
      ))}
    </div>
  );
}
