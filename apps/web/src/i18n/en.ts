import { exploreEn } from "../explore/texts-en.ts";

/** The texts of the page in English; `zh.ts` has the same keys. */
export const en = {
  shell: { skip: "Skip to the content", navigation: "Main", language: "Language", dark: "Switch to dark colours", light: "Switch to light colours", waiting: "One moment…" },
  navigation: { start: "Start", explore: "Explore", settings: "Settings" },
  token: {
    title: "This server asks for an API token", why: "Whoever runs it gives you one. It says which workspace is yours and what you may do there.", label: "API token", kept: "It is kept in this browser, for this address, until you delete it in the settings.", use: "Continue",
  },
  problem: { where: "Where", expected: "Expected", next: "Next", request: "The server's log has more under", unreachable: "The server does not answer", unreachableNext: "Nothing is lost: runs go on without this page. It tries again by itself; is the server still running?" },
  notFound: { title: "There is no such page", text: "The address may be cut off.", start: "To the start" },
  start: { title: "From measured curves to parameters", studies: "Recent studies", none: "Nothing yet." },
  settings: {
    title: "Settings", language: "Language", theme: "Colours", themes: { auto: "As the system", light: "Light", dark: "Dark" }, token: "Access", noToken: "Leave it empty where the server asks for none.", keep: "Keep",
  },
  explore: exploreEn,
} as const;
