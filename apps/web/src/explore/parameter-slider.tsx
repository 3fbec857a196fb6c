import { symbolLabel, unitLabel } from "@inversa/core";
import { formatNumber } from "@inversa/report";
import type { QuantityDocument } from "@inversa/runtime/browser";
import { memo, useId } from "react";
import { useTranslation } from "react-i18next";
import { shownNumber } from "../display/typed-number.ts";
import { useTypedNumber } from "../forms/use-typed-number.ts";
import { placeOn, sliderSteps, valueAt, within } from "./scale.ts";

export interface QuantitySliderProps {
  readonly quantity: QuantityDocument;
  /** Undefined where an optional quantity is left out. */
  readonly value: number | undefined;
  readonly onChange: (name: string, value: number | undefined) => void;
  /** Given for parameters: whether a fit leaves it where it is. */
  readonly held?: boolean;
  readonly onHold?: (name: string, held: boolean) => void;
  /** An interval of the present estimate, drawn along the slider. */
  readonly interval?: readonly [number, number] | null;
}

/** A slider on the quantity's own scale over its plausible range, and the number itself, which may go as far as the model allows. */
export const QuantitySlider = memo(function QuantitySlider({ quantity, value, onChange, held, onHold, interval }: QuantitySliderProps) {
  const { t } = useTranslation();
  const id = useId();
  const { name, unit, about, plausible, bounds, optional } = quantity;
  const assumed = value ?? quantity.held ?? quantity.default ?? undefined;
  const symbol = symbolLabel(quantity.symbol ?? name);
  const units = unitLabel(unit);
  const place = assumed === undefined ? 0.5 : Math.min(1, Math.max(0, placeOn(quantity, assumed)));
  const spoken = assumed === undefined ? t("explore.unset") : `${formatNumber(assumed)} ${units}`.trim();
  const ends = interval?.map((end) => 100 * Math.min(1, Math.max(0, placeOn(quantity, end))));
  return (
    <div className="explore-quantity" data-unset={value === undefined || undefined}>
      <div className="explore-line">
        <label htmlFor={id} title={about}>
          <span className="explore-symbol">{symbol}</span>
          <span className="explore-about">{about}</span>
        </label>
        <TypedNumber label={`${symbol}, ${about}`} value={value} placeholder={assumed === undefined ? "" : shownNumber(assumed)} bounds={bounds} empty={optional || quantity.default !== null} onChange={(next) => onChange(name, next)} />
        <span className="explore-unit">{units}</span>
        {onHold && (
          <label className="explore-hold" title={t("explore.holdAbout")}><input type="checkbox" checked={held ?? false} onChange={(event) => onHold(name, event.currentTarget.checked)} aria-label={t("explore.holdOne", { name: symbol })} /><span aria-hidden="true">{t("explore.hold")}</span></label>
        )}
      </div>
      <div className="explore-line">
        <span className="explore-ends" aria-hidden="true">{formatNumber(plausible[0], 3)}</span>
        <div className="explore-track">
          <input
            id={id} type="range" min={0} max={sliderSteps} step={1} value={Math.round(place * sliderSteps)} aria-valuetext={spoken}
            onChange={(event) => onChange(name, valueAt(quantity, Number(event.currentTarget.value) / sliderSteps))}
          />
          {ends && <span className="explore-interval" aria-hidden="true" style={{ insetInlineStart: `${ends[0]}%`, width: `${Math.max(0.5, ends[1]! - ends[0]!)}%` }} />}
        </div>
        <span className="explore-ends" aria-hidden="true">{formatNumber(plausible[1], 3)}</span>
      </div>
    </div>
  );
});

interface TypedNumberProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly placeholder: string;
  readonly bounds: readonly [number, number];
  /** Whether it may be left empty. */
  readonly empty: boolean;
  readonly onChange: (value: number | undefined) => void;
}

/** Takes what was typed when the person is done with it; what is no number, or means nothing to the model, is marked and changes nothing. */
function TypedNumber({ label, value, placeholder, bounds, empty, onChange }: TypedNumberProps) {
  const { t } = useTranslation();
  const { text, wrong, edit, done, drop } = useTypedNumber(value, (given) => (given === undefined ? empty : within({ bounds }, given) === given), onChange);
  return (
    <input
      className="explore-typed" inputMode="decimal" aria-label={label} value={text} placeholder={placeholder} aria-invalid={wrong}
      title={wrong ? t("explore.outside", { min: formatNumber(bounds[0]), max: formatNumber(bounds[1]) }) : undefined}
      onChange={(event) => edit(event.currentTarget.value)} onBlur={done}
      onKeyDown={(event) => {
        if (event.key === "Enter") done();
        if (event.key === "Escape") drop();
        const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
        if (step !== 0 && value !== undefined) {
          event.preventDefault();
          // One in the last of three figures.
          const size = 10 ** (Math.floor(Math.log10(Math.abs(value) || 1)) - 2);
          onChange(within({ bounds }, Number((value + step * size).toPrecision(6))));
        }
      }}
    />
  );
}
