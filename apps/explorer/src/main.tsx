import { startLanguage } from "@inversa/web/site";
import "@inversa/web/styles";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Site } from "./site.tsx";

await startLanguage();
createRoot(document.getElementById("root")!).render(<StrictMode><Site /></StrictMode>);
