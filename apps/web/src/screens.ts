import { lazy, type ComponentType } from "react";
import type { en } from "./i18n/en.ts";
import { StartScreen } from "./screens/start-screen.tsx";

export interface Screen {
  /** Address, with `:name` for what the screen is given. */
  readonly path: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- each screen names the parts of its own address
  readonly screen: ComponentType<any>;
  /** Key of its word in the navigation; absent where one gets there otherwise. */
  readonly navigation?: keyof (typeof en)["navigation"];
}

/** Every screen of the page, loaded when it is looked at first. */
export const screens: readonly Screen[] = [
  { path: "/", screen: StartScreen, navigation: "start" },
  { path: "/explore", screen: lazy(() => import("./screens/explore-screen.tsx")), navigation: "explore" },
  { path: "/new", screen: lazy(() => import("./screens/data-screen.tsx")) },
  { path: "/new/model", screen: lazy(() => import("./screens/model-screen.tsx")) },
  { path: "/new/parameters", screen: lazy(() => import("./screens/parameters-screen.tsx")) },
  { path: "/new/estimate", screen: lazy(() => import("./screens/estimate-screen.tsx")) },
  { path: "/studies/:id", screen: lazy(() => import("./screens/study-screen.tsx")) },
  { path: "/runs/:id", screen: lazy(() => import("./screens/run-screen.tsx")) },
  { path: "/settings", screen: lazy(() => import("./screens/settings-screen.tsx")), navigation: "settings" },
];
