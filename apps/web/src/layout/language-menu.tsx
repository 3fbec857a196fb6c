import { Button, Menu, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Language, languages, speak } from "../i18n/language.ts";

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target><Button variant="default" size="xs"><VisuallyHidden>{t("shell.language")}: </VisuallyHidden>{languages[i18n.language as Language]}</Button></Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(languages) as Language[]).map((language) => <Menu.Item key={language} lang={language} aria-current={language === i18n.language || undefined} onClick={() => void speak(language)}>{languages[language]}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}
