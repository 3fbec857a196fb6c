import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { startLanguage } from "./i18n/language.ts";
import "./theme/styles.ts";

await startLanguage();
createRoot(document.getElementById("root")!).render(<StrictMode><App /></StrictMode>);
