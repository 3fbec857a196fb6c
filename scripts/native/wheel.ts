import { createReadStream, createWriteStream, mkdirSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createInflateRaw } from "node:zlib";

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly compressed: number;
  readonly header: number;
}

/** Unpacks the entries of a ZIP file (a Python wheel is one) that `wanted` accepts, and returns their names. Streams, so size does not matter; up to 4 GB. */
export async function unpack(file: string, into: string, wanted: (name: string) => boolean): Promise<string[]> {
  const entries = (await directory(file)).filter(({ name }) => !name.endsWith("/") && wanted(name));
  const handle = await open(file);
  try {
    for (const { name, method, compressed, header } of entries) {
      if (name.split("/").includes("..")) throw new Error(`${file} holds the unsafe name ${name}`);
      const local = Buffer.alloc(30);
      await handle.read(local, 0, 30, header);
      const start = header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
      const target = join(into, name);
      mkdirSync(dirname(target), { recursive: true });
      const source = createReadStream(file, { start, end: start + compressed - 1 });
      if (method === 8) await pipeline(source, createInflateRaw(), createWriteStream(target));
      else if (method === 0) await pipeline(source, createWriteStream(target));
      else throw new Error(`${name} in ${file} is packed by method ${method}, which is not known here`);
    }
  } finally {
    await handle.close();
  }
  return entries.map(({ name }) => name);
}

/** The list at the end of the file (PKWARE APPNOTE 4.3.12 and 4.3.16). */
async function directory(file: string): Promise<Entry[]> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(size, 65_557));
    await handle.read(tail, 0, tail.length, size - tail.length);
    const end = tail.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
    if (end < 0) throw new Error(`${file} is not a wheel: it has no ZIP directory`);
    const list = Buffer.alloc(tail.readUInt32LE(end + 12));
    await handle.read(list, 0, list.length, tail.readUInt32LE(end + 16));
    const entries: Entry[] = [];
    for (let at = 0; at + 46 <= list.length && list.readUInt32LE(at) === 0x02014b50; ) {
      const nameLength = list.readUInt16LE(at + 28);
      entries.push({ name: list.toString("utf8", at + 46, at + 46 + nameLength), method: list.readUInt16LE(at + 10), compressed: list.readUInt32LE(at + 20), header: list.readUInt32LE(at + 42) });
      at += 46 + nameLength + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
    }
    return entries;
  } finally {
    await handle.close();
  }
}
