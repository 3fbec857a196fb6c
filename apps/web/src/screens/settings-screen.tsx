import { Button, PasswordInput, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useToken } from "../api/token.ts";
import { UnitFields } from "../display/unit-fields.tsx";
import "../forms/forms.css";
import { type Language, languages, speak } from "../i18n/language.ts";
import "./settings-screen.css";

/** What is kept in this browser: language, theme, units, token. */
export default function SettingsScreen() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className="screen measure">
      <h1>{t("settings.title")}</h1>
      <fieldset className="setting"><legend>{t("settings.language")}</legend>
        <SegmentedControl aria-label={t("settings.language")} value={i18n.language} onChange={(language) => void speak(language as Language)} data={Object.entries(languages).map(([value, label]) => ({ value, label }))} />
      </fieldset>
      <fieldset className="setting"><legend>{t("settings.theme")}</legend>
        <SegmentedControl aria-label={t("settings.theme")} value={colorScheme} onChange={setColorScheme} data={(["auto", "light", "dark"] as const).map((value) => ({ value, label: t(`settings.themes.${value}`) }))} />
      </fieldset>
      <UnitSetting />
      <TokenSetting />
    </div>
  );
}

function UnitSetting() {
  const { t } = useTranslation();
  return (
    <fieldset className="setting"><legend>{t("settings.units")}</legend>
      <p className="quiet">{t("settings.unitsWhy")}</p>
      <UnitFields />
    </fieldset>
  );
}

function TokenSetting() {
  const { t } = useTranslation();
  const [token, setToken] = useToken();
  const [typed, setTyped] = useState(token);
  const client = useQueryClient();
  return (
    <fieldset className="setting"><legend>{t("settings.token")}</legend>
      <form onSubmit={(event) => { event.preventDefault(); setToken(typed.trim()); setTimeout(() => void client.resetQueries(), 0); }}>
        <PasswordInput label={t("token.label")} description={`${t("token.kept")} ${t("settings.noToken")}`} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} visibilityToggleButtonProps={{ "aria-label": t("token.look") }} autoComplete="off" spellCheck={false} />
        <Button type="submit" variant="default" mt="sm" disabled={typed.trim() === token}>{t("settings.keep")}</Button>
      </form>
    </fieldset>
  );
}
