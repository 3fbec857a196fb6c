import { createApp } from "@inversa/runtime";
import { serve, standardLimits } from "../src/index.ts";
import lab from "../test/fixtures/lab.ts";

// The server of the tests, without a bound on requests: `node served.ts FOLDER [questions that a trained estimator is asked at once]`.
const [, , data, batch = String(standardLimits.answering.batch)] = process.argv;
const limits = { requestsPerMinute: 1e9, answering: { ...standardLimits.answering, batch: Number(batch) } };
const server = await serve(createApp(lab), { data: data!, version: "0.0.0", threads: 0, limits, logLevel: "warn" });
process.on("SIGTERM", () => void server.close().then(() => process.exit(0)));
process.stdout.write(`${server.url}\n`);
