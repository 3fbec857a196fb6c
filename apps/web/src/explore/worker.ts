import { serveExplore } from "./host.ts";
import type { Port } from "./messages.ts";

serveExplore(globalThis as unknown as Port);
