import { fastify } from "fastify";

// What the framework itself costs: one route, a list of fifty rows made anew for each answer, no database.
const http = fastify();
http.get("/", async () => ({ items: Array.from({ length: 50 }, (_, i) => ({ id: `${i}`, name: "CD-100kPa.csv", size: 1234, sha256: "0".repeat(64), createdAt: "2026-01-01T00:00:00.000Z" })), next: null }));
process.stdout.write(`${await http.listen({ host: "127.0.0.1", port: 0 })}\n`);
process.on("SIGTERM", () => process.exit(0));
