import { inWords } from "@inversa/report";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { phrasesIn } from "../i18n/language.ts";
import type { Words } from "./present.ts";

/** The server speaks English; what Inversa's own plugins say often has a counterpart in other languages, and the rest stays as it is. */
export function useWords(): Words {
  const { i18n: { language } } = useTranslation();
  return useMemo(() => {
    const phrases = phrasesIn(language);
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
