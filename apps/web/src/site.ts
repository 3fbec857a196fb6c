// What a static site of Explore is put together from, beside this page and its server.
export { readAddress } from "./explore/address.ts";
export { Explore } from "./explore/explore.tsx";
export type { Trained, TrainedStudy } from "./explore/messages.ts";
export type { Session } from "./explore/session.ts";
export { useAddress } from "./explore/use-address.ts";
export { useSession, useSessionPart } from "./explore/use-session.ts";
export { startLanguage } from "./i18n/language.ts";
export { LanguageMenu } from "./layout/language-menu.tsx";
export { Mark } from "./layout/mark.tsx";
export { ThemeButton } from "./layout/theme-button.tsx";
export { theme } from "./theme/theme.ts";
