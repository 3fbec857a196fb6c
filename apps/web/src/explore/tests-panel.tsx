import { ActionIcon, Button } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useDisplay } from "../display/use-display.ts";
import type { SceneTest } from "./messages.ts";
import { QuantitySlider } from "./parameter-slider.tsx";
import type { Session } from "./session.ts";
import { useSessionPart } from "./use-session.ts";

/** Conditions of made-up tests: as many specimens as one likes, each with sliders of its own. */
export const TestsPanel = memo(function TestsPanel({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const model = useSessionPart(session, (state) => state.model);
  const tests = useSessionPart(session, (state) => state.tests);
  const protocol = useSessionPart(session, (state) => state.protocol);
  const declared = model?.protocols.find(({ id }) => id === protocol);
  if (!declared) return null;
  const change = (i: number, name: string, value: number | undefined): void => {
    session.setTests(tests.map((test, k) => {
      if (k !== i) return test;
      const { [name]: _before, ...others } = test.conditions;
      return { ...test, conditions: value === undefined ? others : { ...others, [name]: value } };
    }));
  };
  const add = (): void => {
    const last = tests.at(-1)!;
    const ids = new Set(tests.map(({ id }) => id));
    let n = tests.length + 1;
    while (ids.has(t("explore.testNumber", { n }))) n++;
    session.setTests([...tests, { ...last, id: t("explore.testNumber", { n }) } satisfies SceneTest]);
  };
  return (
    <section className="panel explore-panel" aria-labelledby="explore-tests">
      <h2 id="explore-tests">{t("explore.conditions")}</h2>
      {tests.map((test, i) => (
        <details key={test.id} className="explore-test" open={i === 0}>
          <summary>{test.id}</summary>
          {declared.conditions.map((quantity) => <QuantitySlider key={quantity.name} quantity={quantity} display={display} value={test.conditions[quantity.name]} onChange={(name, value) => change(i, name, value)} />)}
          {tests.length > 1 && <ActionIcon variant="subtle" color="gray" className="explore-remove" aria-label={t("explore.removeTest", { id: test.id })} onClick={() => session.setTests(tests.filter((_, k) => k !== i))}>×</ActionIcon>}
        </details>
      ))}
      <Button variant="default" size="xs" onClick={add}>{t("explore.addTest")}</Button>
    </section>
  );
});
