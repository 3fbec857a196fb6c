import { formatNumber } from "@inversa/report";
import type { QuantityDocument } from "@inversa/runtime/browser";
import { ActionIcon } from "@mantine/core";
import { memo, useId, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { shownNumber } from "../display/typed-number.ts";
import { labelOf, toShown } from "../display/units.ts";
import type { Display } from "../display/use-display.ts";
import { useTypedNumber } from "../forms/use-typed-number.ts";
import { quantityLabel } from "./quantity-label.ts";
import { fromReader, keySteps, placeOn, shownQuantity, sliderSteps, valueAt, within } from "./scale.ts";

export interface QuantitySliderProps {
  readonly quantity: QuantityDocument;
  readonly display: Display;
  /** In the model's unit, as everything here; undefined where an optional quantity is left out. */
  readonly value: number | undefined;
  readonly onChange: (name: string, value: number | undefined) => void;
  /** Given where it can be set back alone: whether it was moved. */
  readonly moved?: boolean;
  readonly onReset?: (name: string) => void;
  /** Given for parameters: whether a fit leaves it where it is. */
  readonly held?: boolean;
  readonly onHold?: (name: string, held: boolean) => void;
  /** An interval of the present estimate, drawn along the slider. */
  readonly interval?: readonly [number, number] | null;
}

/** A slider on the quantity's own scale over its plausible range, and the number itself, which may go as far as the model allows; both in the reader's units. */
export const QuantitySlider = memo(function QuantitySlider({ quantity, display, value, onChange, moved, onReset, held, onHold, interval }: QuantitySliderProps) {
  const { t } = useTranslation();
  const id = useId();
  const { name, unit, optional } = quantity;
  const shown = display.shown(name, unit);
  const seen = (of: number): number => toShown(shown, of);
  const scaled = shownQuantity(quantity, shown);
  const assumed = value ?? quantity.held ?? quantity.default ?? undefined;
  const symbol = quantityLabel(quantity, display);
  const about = display.said(quantity.about);
  const units = labelOf(shown.unit);
  const place = assumed === undefined ? 0.5 : Math.min(1, Math.max(0, placeOn(scaled, seen(assumed))));
  const spoken = assumed === undefined ? t("explore.unset") : `${formatNumber(seen(assumed))} ${units}`.trim();
  const ends = interval?.map((end) => 100 * Math.min(1, Math.max(0, placeOn(scaled, seen(end)))));
  const step = Math.round(place * sliderSteps);
  const moveTo = (to: number): void => onChange(name, fromReader(quantity, shown, valueAt(scaled, Math.min(sliderSteps, Math.max(0, to)) / sliderSteps)));
  const byKey = (event: KeyboardEvent): void => {
    const by = stepsOf(event);
    if (by === 0) return;
    event.preventDefault();
    moveTo(step + by);
  };
  return (
    <div className="explore-quantity" data-unset={value === undefined || undefined}>
      <div className="explore-line explore-names">
        <label htmlFor={id}><span className="explore-symbol">{symbol}</span></label>
        {onReset && (
          <ActionIcon variant="subtle" color="gray" size="sm" className="explore-back" style={moved ? undefined : { visibility: "hidden" }} aria-label={t("explore.resetOne", { name: symbol })} title={t("explore.resetOne", { name: symbol })} onClick={() => onReset(name)}>↺</ActionIcon>
        )}
        <TypedNumber
          label={`${symbol}, ${about}`} value={value === undefined ? undefined : seen(value)} placeholder={assumed === undefined ? "" : shownNumber(seen(assumed))} bounds={scaled.bounds} empty={optional || quantity.default !== null}
          onChange={(next) => onChange(name, next === undefined ? undefined : fromReader(quantity, shown, next))}
        />
        <span className="explore-unit">{units}</span>
        {onHold && (
          <label className="explore-hold" title={t("explore.holdAbout")}><input type="checkbox" checked={held ?? false} onChange={(event) => onHold(name, event.currentTarget.checked)} aria-label={t("explore.holdOne", { name: symbol })} /><span aria-hidden="true">{t("explore.hold")}</span></label>
        )}
      </div>
      <p className="explore-about" id={`${id}-about`}>{about}</p>
      <div className="explore-line">
        <span className="explore-ends" aria-hidden="true">{formatNumber(scaled.plausible[0], 3)}</span>
        <div className="explore-track">
          <input id={id} type="range" aria-describedby={`${id}-about`} min={0} max={sliderSteps} step={1} value={step} aria-valuetext={spoken} onKeyDown={byKey} onChange={(event) => moveTo(Number(event.currentTarget.value))} />
          {ends && <span className="explore-interval" aria-hidden="true" style={{ insetInlineStart: `${ends[0]}%`, width: `${Math.max(0.5, ends[1]! - ends[0]!)}%` }} />}
        </div>
        <span className="explore-ends" aria-hidden="true">{formatNumber(scaled.plausible[1], 3)}</span>
      </div>
    </div>
  );
});

/** How far a key moves a slider; 0 for keys that do not, and for those whose way the browser knows. */
function stepsOf({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): number {
  if (altKey || ctrlKey || metaKey) return 0;
  const arrow = shiftKey ? keySteps.fine : keySteps.arrow;
  switch (key) {
    case "ArrowRight": case "ArrowUp": return arrow;
    case "ArrowLeft": case "ArrowDown": return -arrow;
    case "PageUp": return keySteps.page;
    case "PageDown": return -keySteps.page;
    default: return 0;
  }
}

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
