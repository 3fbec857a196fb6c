import { NativeSelect } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useDisplay } from "../display/use-display.ts";
import { modelNames } from "./model-names.ts";
import type { Session } from "./session.ts";
import { useSessionPart } from "./use-session.ts";

export interface ModelBarProps {
  readonly session: Session;
  /** What may be chosen; all that the page has unless given. */
  readonly models?: readonly { readonly id: string; readonly name: string }[] | undefined;
}

/** Which model, on what kind of test, under which options. */
export const ModelBar = memo(function ModelBar({ session, models }: ModelBarProps) {
  const { t } = useTranslation();
  const { said, titled } = useDisplay();
  const model = useSessionPart(session, (state) => state.model);
  const options = useSessionPart(session, (state) => state.options);
  const protocol = useSessionPart(session, (state) => state.protocol);
  const data = useSessionPart(session, (state) => state.data);
  const phase = useSessionPart(session, (state) => state.phase);
  const offered = models ?? Object.entries(modelNames).map(([id, name]) => ({ id, name }));
  const domains = [...new Set(offered.map(({ id }) => id.split("/")[0]!))];
  return (
    <div className="explore-bar">
      <NativeSelect
        label={t("explore.model")} value={model?.id ?? ""} disabled={phase === "opening"} onChange={(event) => void session.open(event.currentTarget.value)}
        data={domains.map((group) => ({ group: t(`explore.domains.${group as "soil"}`, { defaultValue: group }), items: offered.filter(({ id }) => id.startsWith(`${group}/`)).map(({ id, name }) => ({ value: id, label: said(name) })) }))}
      />
      {data === "typical" && model && Object.keys(model.tests).length > 1 && (
        <NativeSelect label={t("explore.protocol")} value={protocol} onChange={(event) => session.setProtocol(event.currentTarget.value)} data={Object.keys(model.tests).map((id) => ({ value: id, label: said(model.protocols.find((one) => one.id === id)?.name ?? id) }))} />
      )}
      {model && Object.entries(model.options).map(([name, setting]) => {
        if (setting.kind === "choice" || setting.kind === "document") {
          const names = Object.keys(setting.kind === "choice" ? setting.choices : setting.builtIn);
          const value = options[name] ?? setting.default;
          // A description that a study brought stays until another is chosen.
          const shown = typeof value === "string" ? value : "…";
          return <NativeSelect key={name} label={titled(name)} title={said(setting.about)} value={shown} onChange={(event) => void session.setOption(name, event.currentTarget.value)} data={names.includes(shown) ? names : [shown, ...names]} />;
        }
        if (setting.kind === "flag") {
          return <label key={name} className="explore-flag" title={said(setting.about)}><input type="checkbox" checked={(options[name] ?? setting.default) === true} onChange={(event) => void session.setOption(name, event.currentTarget.checked)} /> {titled(name)}</label>;
        }
        return null;
      })}
    </div>
  );
});
