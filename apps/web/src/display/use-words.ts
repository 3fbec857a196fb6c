import { inWords } from "@inversa/report";
import i18next from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Phrases } from "../i18n/phrases.ts";
import type { Words } from "./present.ts";

/** The server speaks English; what Inversa's own plugins say often has a counterpart in other languages, and the rest stays as it is. */
export function useWords(): Words {
  const { i18n: { language } } = useTranslation();
  return useMemo(() => {
    const phrases = i18next.getResourceBundle(language, "phrases") as Phrases | undefined;
    const said = (text: string): string => {
      if (phrases === undefined) return text;
      const whole = phrases.sentences[text];
      if (whole !== undefined) return whole;
      for (const [pattern, replacement] of phrases.patterns) if (pattern.test(text)) return text.replace(pattern, replacement);
      return text;
    };
    return { said, named: (name) => phrases?.names[name] ?? (phrases === undefined ? name : inWords(name)) };
  }, [language]);
}
