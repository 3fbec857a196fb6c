import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en.ts";
import type { Speaker } from "./speaker.ts";

export const languages = { en: "English", zh: "中文" } as const;
export type Language = keyof typeof languages;

const speakers: { zh?: Speaker } = {};

/** Who says what the server says in a language that was chosen already; undefined in the server's own. */
export const speakerOf = (language: string): Speaker | undefined => (language === "zh" ? speakers.zh : undefined);

const key = "inversa.language";
const isLanguage = (text: string | null): text is Language => text !== null && Object.hasOwn(languages, text);

/** What was chosen here before, else what the browser asks for. */
function wanted(): Language {
  const kept = localStorage.getItem(key);
  if (isLanguage(kept)) return kept;
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith("zh")) && !navigator.languages[0]?.toLowerCase().startsWith("en") ? "zh" : "en";
}

/** Loads the texts of a language, if they are not there yet, and speaks it from then on. */
export async function speak(language: Language): Promise<void> {
  if (language === "zh" && !i18next.hasResourceBundle("zh", "translation")) {
    const [{ zh }, { zhPhrases }, { speaker }] = await Promise.all([import("./zh.ts"), import("./zh/phrases.ts"), import("./speaker.ts")]);
    i18next.addResourceBundle("zh", "translation", zh);
    speakers.zh = speaker(zhPhrases);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  localStorage.setItem(key, language);
}

/** Before the page is drawn, so that nobody sees it in another language first. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({ lng: "en", fallbackLng: "en", resources: { en: { translation: en } }, interpolation: { escapeValue: false } });
  await speak(wanted());
}

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}
