import { Button } from "@mantine/core";
import type { QuantityDocument } from "@inversa/runtime/browser";
import { memo, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDisplay } from "../display/use-display.ts";
import { QuantitySlider } from "./parameter-slider.tsx";
import { ProblemText } from "./problem-text.tsx";
import type { Session } from "./session.ts";
import { useSessionPart } from "./use-session.ts";

/** Sliders before the rest is put away. */
const atFirst = 10;

/** A slider a parameter; what is usually left alone stands below. */
export const ParametersPanel = memo(function ParametersPanel({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const [more, setMore] = useState(false);
  const model = useSessionPart(session, (state) => state.model);
  const parameters = useSessionPart(session, (state) => state.parameters);
  const held = useSessionPart(session, (state) => state.held);
  const found = useSessionPart(session, (state) => state.found);
  const problem = useSessionPart(session, (state) => state.problem);
  const work = useSessionPart(session, (state) => state.work);
  const data = useSessionPart(session, (state) => state.data);
  const change = useCallback((name: string, value: number | undefined) => session.setParameter(name, value), [session]);
  const start = useSessionPart(session, (state) => state.start);
  const undoable = useSessionPart(session, (state) => state.before.length > 0);
  const back = useCallback((name: string) => session.reset(name), [session]);
  const hold = useCallback((name: string, on: boolean) => session.hold(name, on), [session]);
  const [usual, rest] = useMemo(() => partition(model?.parameters ?? [], Object.values(model?.presets ?? {})[0]?.parameters ?? []), [model]);
  const slider = (quantity: QuantityDocument) => (
    <QuantitySlider
      key={quantity.name} quantity={quantity} display={display} value={parameters[quantity.name]} onChange={change} moved={parameters[quantity.name] !== start[quantity.name]} onReset={back} {...(data === "measured" ? { held: held.has(quantity.name), onHold: hold } : {})}
      {...(found ? { interval: found.estimate.parameters.find(({ name }) => name === quantity.name)?.interval95 ?? null } : {})}
    />
  );
  return (
    <section className="panel explore-panel explore-parameters" aria-labelledby="explore-parameters">
      <div className="explore-heading">
        <h2 id="explore-parameters">{t("explore.parameters")}</h2>
        <div className="explore-actions">
          <Button size="xs" variant="default" onClick={() => session.undo()} disabled={work !== undefined || !undoable} title={t("explore.undoAbout")}>{t("explore.undo")}</Button>
          <Button size="xs" variant="default" onClick={() => session.reset()} disabled={work !== undefined} title={t("explore.resetAbout")}>{t("explore.reset")}</Button>
        </div>
      </div>
      {problem && <ProblemText problem={problem} />}
      {usual.map(slider)}
      {rest.length > 0 && <details className="explore-rest" onToggle={(event) => setMore(event.currentTarget.open)}><summary>{t("explore.more", { count: rest.length })}</summary>{more && rest.map(slider)}</details>}
    </section>
  );
});

/** What a preset names comes first, then what has no default; the rest is put away, and so is what would make the list long. */
function partition(parameters: readonly QuantityDocument[], preset: readonly string[]): readonly [readonly QuantityDocument[], readonly QuantityDocument[]] {
  const first = parameters.filter(({ name, default: value, optional }) => preset.includes(name) || (!optional && value === null));
  const shown = (first.length > 0 ? first : parameters).slice(0, atFirst);
  return [shown, parameters.filter((quantity) => !shown.includes(quantity))];
}
