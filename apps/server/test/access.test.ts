import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isLoopback, requireOwnSite } from "../src/access/loopback.ts";
import { linkMinutes, openLink, signLink } from "../src/access/signed-links.ts";
import { createToken, defaultWorkspace, ensureDefaultWorkspace } from "../src/access/tokens.ts";
import { openDatabase } from "../src/database/open-database.ts";
import { requireFileName } from "../src/own-files.ts";
import { prepareDatabase } from "./prepared-database.ts";

describe("a server without tokens", () => {
  it.each(["127.0.0.1", "127.8.8.8", "localhost", "::1"])("is reached at %s by this machine only", (host) => expect(isLoopback(host)).toBe(true));
  it.each(["0.0.0.0", "::", "192.168.1.4", "127.0.0.1.example.org", "localhost.example.org", ""])("would be reached at %s by others", (host) => expect(isLoopback(host)).toBe(false));
  it("listens to programs and to its own pages", () => {
    for (const host of ["127.0.0.1:8080", "localhost:8080", "[::1]:8080", "localhost"]) {
      expect(() => requireOwnSite(host, undefined)).not.toThrow();
      expect(() => requireOwnSite(host, `http://${host}`)).not.toThrow();
    }
  });
  it("listens neither to a page of another site nor to a name that was bent to this machine", () => {
    for (const origin of ["https://elsewhere.example", "http://localhost:9999", "null"]) expect(() => requireOwnSite("localhost:8080", origin)).toThrow(/Origin/);
    for (const host of ["elsewhere.example:8080", "localhost.elsewhere.example", undefined]) expect(() => requireOwnSite(host, undefined)).toThrow(/Host/);
  });
});

describe("the name of an upload", () => {
  it.each([["CD-100kPa.csv", "CD-100kPa.csv"], ["C:\\lab\\a b.csv", "a b.csv"], ["../../etc/passwd", "passwd"], ["三轴试验 1.xlsx", "三轴试验 1.xlsx"]])("%s is kept as its last part", (sent, kept) => expect(requireFileName(sent)).toBe(kept));
  it.each(["", "..", ".", ".env", "~$lab.xlsx", "*.csv", "a?.csv", "a\u0000.csv", "a\n.csv", "folder/", `${"长".repeat(70)}.csv`])("%j is refused", (sent) => expect(() => requireFileName(sent)).toThrow(/cannot be kept/));
});

describe("a link that opens one file", () => {
  it("holds for minutes, for that file alone, and not for tokens that may not read", async () => {
    const folder = await mkdtemp(join(tmpdir(), "inversa-links-"));
    await prepareDatabase(folder);
    const { db, close } = await openDatabase({ url: undefined, folder });
    try {
      await ensureDefaultWorkspace(db);
      const [reader, watcher] = await Promise.all([["read" as const], ["metrics" as const]].map((scopes) => createToken(db, { workspaceId: defaultWorkspace, name: "one", scopes })));
      const [linked, now] = [{ run: "a", artefact: "report.html" }, Date.now()];
      const proof = await signLink(db, reader!.id, linked, now);
      const soon = now + linkMinutes * 60_000;
      expect(await openLink(db, proof, linked, now)).toBe(defaultWorkspace);
      expect(await openLink(db, proof, linked, soon - 1500)).toBe(defaultWorkspace);
      await expect(openLink(db, proof, linked, soon)).rejects.toThrow(/the link/);
      await expect(openLink(db, proof, { run: "b", artefact: "report.html" }, now)).rejects.toThrow(/the link/);
      await expect(openLink(db, proof, { run: "a", artefact: "report.htm" }, now)).rejects.toThrow(/the link/);
      await expect(openLink(db, { ...proof, by: watcher!.id }, linked, now)).rejects.toThrow(/the link/);
      await expect(openLink(db, await signLink(db, watcher!.id, linked, now), linked, now)).rejects.toThrow(/the link/);
      // Nothing that the address holds is the token's text or its hash.
      expect(JSON.stringify(proof)).not.toContain(reader!.token);
    } finally {
      await close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
