// The kit's styles come first, so that those of the screens win over them.
import "./theme/styles.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { startLanguage } from "./i18n/language.ts";

// No await at the top: the chunk of a language may import from this one, and each would wait for the other.
void startLanguage().then(() => createRoot(document.getElementById("root")!).render(<StrictMode><App /></StrictMode>));
