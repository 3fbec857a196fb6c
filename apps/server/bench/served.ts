import { createApp } from "@inversa/runtime";
import { serve } from "../src/index.ts";
import lab from "../test/fixtures/lab.ts";

// The server of the tests, without a bound on requests: `node served.ts FOLDER`.
const server = await serve(createApp(lab), { data: process.argv[2]!, version: "0.0.0", threads: 0, limits: { requestsPerMinute: 1e9 }, logLevel: "warn" });
process.on("SIGTERM", () => void server.close().then(() => process.exit(0)));
process.stdout.write(`${server.url}\n`);
