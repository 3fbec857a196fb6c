import { inWords } from "@inversa/report";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { speakerOf } from "../i18n/language.ts";
import type { Words } from "./present.ts";

/** The server speaks English; what Inversa's own packages say has counterparts in other languages, and the rest stays as it is. */
export function useWords(): Words {
  const { i18n: { language } } = useTranslation();
  return useMemo(() => {
    const speaker = speakerOf(language);
    return speaker === undefined ? { said: (text) => text, named: (name) => name } : { said: speaker.said, named: (name) => speaker.named(name) ?? inWords(name) };
  }, [language]);
}
