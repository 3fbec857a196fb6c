import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** A time as the reader's language writes it. */
export function useMoment(): (iso: string) => string {
  const { i18n: { language } } = useTranslation();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "short" });
    return (iso) => format.format(new Date(iso));
  }, [language]);
}
