import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "../src/index.ts";

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "inversa-store-"));
  store = openStore(join(folder, "deep", ".inversa"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("opening a store makes nothing; writing makes its folders", async () => {
  expect(await readdir(folder)).toEqual([]);
  expect(await store.read("a/b.txt")).toBeUndefined();
  expect(await store.has("a/b.txt")).toBe(false);
  expect(await store.list("a")).toEqual([]);
  await store.writeAtomic("a/b.txt", "words");
  expect(new TextDecoder().decode(await store.read("a/b.txt"))).toBe("words");
  expect(await store.has("a/b.txt")).toBe(true);
  expect(await readFile(store.path("a/b.txt"), "utf8")).toBe("words");
});

it("many writers of one name leave one whole content and no drafts", async () => {
  const contents = Array.from({ length: 20 }, (_, i) => String(i).repeat(50_000));
  await Promise.all(contents.map((content) => store.writeAtomic("x", content)));
  expect(contents).toContain(new TextDecoder().decode(await store.read("x")));
  expect(await readdir(store.folder)).toEqual(["x"]);
});

it("two processes in one folder: what one writes survives that the other removes the folder again and again", async () => {
  // Each store stands for a process; the one that is done with the pieces removes them while the other still writes its own.
  const other = openStore(store.folder);
  const done = new AbortController();
  const removing = (async () => {
    for (; !done.signal.aborted; await setTimeout(4)) await other.remove("pieces");
  })();
  for (let i = 0; i < 150; i++) await store.writeAtomic(`pieces/${i}`, "words");
  done.abort();
  await removing;
  await store.writeAtomic("pieces/last", "words");
  expect(await store.list("pieces")).toContain("last");
});

it("lists what is there in order, without drafts of a writer that died", async () => {
  await store.writeAtomic("pieces/2", "b");
  await store.writeAtomic("pieces/1", "a");
  await writeFile(store.path("pieces/3.part"), "half");
  expect(await store.list("pieces")).toEqual(["1", "2"]);
  await store.remove("pieces");
  await store.remove("pieces");
  expect(await store.list("pieces")).toEqual([]);
});

// The superuser may write anywhere.
it.skipIf(process.getuid?.() === 0)("a folder that may not be written is a mistake with a code", async () => {
  await chmod(folder, 0o500);
  await expect(store.writeAtomic("x", "y")).rejects.toMatchObject({ code: "file-missing" });
  await chmod(folder, 0o700);
});

it("a file where a folder should be is a mistake with a code", async () => {
  await writeFile(join(folder, "deep"), "in the way");
  await expect(store.writeAtomic("x", "y")).rejects.toMatchObject({ code: "file-missing", message: expect.stringContaining("cannot be written") });
});

describe("a trained estimator", () => {
  const saved = { estimator: "bp", description: { layers: [180, 7], note: "größer\nals null" }, arrays: { w: Float32Array.of(1.5, -2, 3), b: Float64Array.of(Math.PI, -0, 5e-324), none: new Float32Array(0) } };

  it("comes back from the store bit for bit", async () => {
    await store.saveInverse("trained/bp", saved);
    expect(await store.loadInverse("trained/bp")).toEqual(saved);
  });

  it("is a safetensors file: header length, JSON padded to eight bytes, numbers at aligned offsets without holes", async () => {
    await store.saveInverse("bp", saved);
    const bytes = await readFile(store.path("bp.safetensors"));
    const length = Number(bytes.readBigUInt64LE(0));
    expect(length % 8).toBe(0);
    const { __metadata__: metadata, ...arrays } = JSON.parse(bytes.toString("utf8", 8, 8 + length));
    expect(metadata).toMatchObject({ estimator: "bp" });
    expect(arrays).toEqual({
      b: { dtype: "F64", shape: [3], data_offsets: [0, 24] },
      w: { dtype: "F32", shape: [3], data_offsets: [24, 36] },
      none: { dtype: "F32", shape: [0], data_offsets: [36, 36] },
    });
    expect(bytes.length).toBe(8 + length + 36);
    expect(bytes.readDoubleLE(8 + length)).toBe(Math.PI);
  });

  it("that is absent, cut short or something else is not there", async () => {
    expect(await store.loadInverse("bp")).toBeUndefined();
    await store.saveInverse("bp", saved);
    const bytes = await store.read("bp.safetensors");
    await store.writeAtomic("short.safetensors", bytes!.subarray(0, bytes!.length - 4));
    await store.writeAtomic("header.safetensors", bytes!.subarray(0, 20));
    await store.writeAtomic("text.safetensors", "hello, this is not one of ours");
    for (const name of ["short", "header", "text"]) expect(await store.loadInverse(name)).toBeUndefined();
  });
});
