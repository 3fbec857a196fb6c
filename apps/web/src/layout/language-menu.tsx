import { Button, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Language, languages, speak } from "../i18n/language.ts";

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target><Button variant="default" size="xs" aria-label={`${i18n.language === "zh" ? "中文" : "EN"}, ${t("shell.language")}: ${languages[i18n.language as Language]}`}>{i18n.language === "zh" ? "中文" : "EN"}</Button></Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(languages) as Language[]).map((language) => <Menu.Item key={language} lang={language} aria-current={language === i18n.language || undefined} onClick={() => void speak(language)}>{languages[language]}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}
