import type { Prior } from "@inversa/core";
import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fromShown, type Shown, toShown } from "../display/units.ts";
import { NumberField } from "../forms/number-field.tsx";

type Distribution = Prior["distribution"];
const distributions: readonly Distribution[] = ["uniform", "log-uniform", "normal", "log-normal"];

/** The same knowledge in another shape, as nearly as it can be said: a range is about plus and minus two standard deviations. */
export function reshaped(prior: Prior, wanted: Distribution): Prior {
  if (prior.distribution === wanted) return prior;
  const [low, high] = rangeOf(prior);
  switch (wanted) {
    case "uniform": return { distribution: wanted, min: low, max: high };
    case "log-uniform": return { distribution: wanted, min: low > 0 ? low : Math.max(high, 1e-6) / 1000, max: Math.max(high, 1e-6) };
    case "normal": return { distribution: wanted, mean: rounded((low + high) / 2), sd: rounded((high - low) / 4 || 1) };
    case "log-normal": { const from = low > 0 ? low : Math.max(high, 1e-6) / 1000; return { distribution: wanted, median: rounded(Math.sqrt(from * Math.max(high, 1e-6))), sd: rounded(Math.log(Math.max(high, 1e-6) / from) / 4 || 0.3) }; }
  }
}

function rangeOf(prior: Prior): readonly [number, number] {
  switch (prior.distribution) {
    case "uniform":
    case "log-uniform": return [prior.min, prior.max];
    case "normal": return [rounded(prior.mean - 2 * prior.sd), rounded(prior.mean + 2 * prior.sd)];
    case "log-normal": return [rounded(prior.median * Math.exp(-2 * prior.sd)), rounded(prior.median * Math.exp(2 * prior.sd))];
  }
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** What is known of a parameter before the data: a shape and its two numbers, in the reader's units. The spread of a log-normal one has none. */
export function PriorFields({ name, prior, shown, onChange }: { readonly name: string; readonly prior: Prior; readonly shown: Shown; readonly onChange: (prior: Prior) => void }) {
  const { t } = useTranslation();
  const field = (key: string, value: number, spread: "value" | "difference" | "none"): readonly [string, number, (typed: number) => number] => {
    if (spread === "none") return [key, value, (typed) => typed];
    if (spread === "difference") return [key, value * Math.abs(shown.factor), (typed) => typed / Math.abs(shown.factor)];
    return [key, toShown(shown, value), (typed) => fromShown(shown, typed)];
  };
  const fields = prior.distribution === "normal" ? [field("mean", prior.mean, "value"), field("sd", prior.sd, "difference")]
    : prior.distribution === "log-normal" ? [field("median", prior.median, "value"), field("sd", prior.sd, "none")]
    : [field("min", prior.min, "value"), field("max", prior.max, "value")];
  return (
    <div className="prior">
      <NativeSelect size="xs" aria-label={t("prior.shapeOf", { name })} value={prior.distribution} data={distributions.map((value) => ({ value, label: t(`prior.shape.${value}`) }))} onChange={({ currentTarget }) => onChange(reshaped(prior, currentTarget.value as Distribution))} />
      {fields.map(([key, value, stored]) => (
        <NumberField key={key} size="xs" aria-label={t("prior.fieldOf", { name, field: t(`prior.${key as "min" | "max" | "mean" | "median" | "sd"}`) })} leftSection={<span className="prior-key">{t(`prior.short.${key as "min" | "max" | "mean" | "median" | "sd"}`)}</span>} leftSectionWidth={44}
          value={value} onDone={(typed) => onChange({ ...prior, [key]: Number(stored(typed).toPrecision(9)) } as Prior)} />
      ))}
    </div>
  );
}
