import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{packages,plugins,apps}/*/test/**/*.test.ts", "tests/**/*.test.ts", "examples/*/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    reporters: process.env["CI"] ? ["default", "./scripts/count-reporter.ts"] : ["default"],
  },
});
