import type { ModelEntry } from "@inversa/server/api";
import { inWords } from "@inversa/report";
import { NumberInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { labelOf, shownAs } from "../display/units.ts";
import { useUnits } from "../display/use-units.ts";
import { useWords } from "../display/use-words.ts";
import type { Change } from "./parameter-table.tsx";
import type { ResponsePart, StudyParts } from "./study-text.ts";

const partsOf = ({ noise = 0 }: ResponsePart): { readonly relative: number; readonly absolute: number } => (typeof noise === "number" ? { relative: noise, absolute: 0 } : { relative: noise.relative ?? 0, absolute: noise.absolute ?? 0 });

/** How far the readings may lie from the truth: what decides how sure the answer is. */
export function NoiseFields({ parts, model, onChange }: { readonly parts: StudyParts; readonly model: ModelEntry; readonly onChange: (changes: readonly Change[]) => void }) {
  const { t } = useTranslation();
  const { named } = useWords();
  const [units] = useUnits();
  const channelOf = (name: string) => model.protocols.flatMap(({ responses }) => responses).find((one) => one.name === name);
  return (
    <div className="columns">
      {Object.entries(parts.responses).map(([name, use]) => {
        const { relative, absolute } = partsOf(use);
        const shown = shownAs(name, channelOf(name)?.unit ?? "1", units);
        const unit = labelOf(shown.unit);
        const title = inWords(named(name)).replace(/^./u, (first) => first.toUpperCase());
        const set = (next: { relative?: number; absolute?: number }): void => onChange([[["responses", name, "noise"], { relative, absolute, ...next }]]);
        return (
          <fieldset key={name} className="group"><legend>{title}</legend>
            <div className="form">
              <NumberInput size="xs" hideControls label={t("noise.relative")} suffix=" %" min={0} max={1000} value={Number((relative * 100).toPrecision(5))} onBlur={({ currentTarget }) => { const typed = Number.parseFloat(currentTarget.value) / 100; if (Number.isFinite(typed) && typed >= 0 && Math.abs(typed - relative) > 1e-12) set({ relative: Number(typed.toPrecision(6)) }); }} />
              <NumberInput size="xs" hideControls label={unit === "" ? t("noise.absolute") : `${t("noise.absolute")} (${unit})`} min={0} value={Number((absolute * Math.abs(shown.factor)).toPrecision(5))} onBlur={({ currentTarget }) => { const typed = Number.parseFloat(currentTarget.value) / Math.abs(shown.factor); if (Number.isFinite(typed) && typed >= 0 && Math.abs(typed - absolute) > 1e-12) set({ absolute: Number(typed.toPrecision(6)) }); }} />
            </div>
          </fieldset>
        );
      })}
    </div>
  );
}
