/** Arrays with a few words about them, as one file that other tools read too. */
export interface Safetensors {
  readonly metadata: Readonly<Record<string, string>>;
  readonly arrays: Readonly<Record<string, Float32Array | Float64Array>>;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/**
 * Writes arrays as a safetensors file: the length of a JSON header (8 bytes, little-endian), the header, the numbers.
 * Source: https://github.com/huggingface/safetensors, "Format".
 */
export function encodeSafetensors(arrays: Safetensors["arrays"], metadata: Safetensors["metadata"]): Uint8Array {
  // The wider numbers first, so that every array starts at a multiple of its element size.
  const names = Object.keys(arrays).sort((a, b) => arrays[b]!.BYTES_PER_ELEMENT - arrays[a]!.BYTES_PER_ELEMENT);
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const name of names) {
    const array = arrays[name]!;
    header[name] = { dtype: array instanceof Float64Array ? "F64" : "F32", shape: [array.length], data_offsets: [end, (end += array.byteLength)] } satisfies Entry;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + end).fill(0x20, 8, 8 + padded);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(text, 8);
  let at = 8 + padded;
  for (const name of names) {
    const array = arrays[name]!;
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  return bytes;
}

/** Undefined when the bytes are not such a file, or are damaged. */
export function decodeSafetensors(bytes: Uint8Array): Safetensors | undefined {
  try {
    const length = Number(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true));
    const { __metadata__: metadata = {}, ...entries } = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, 8 + length))) as { __metadata__?: Record<string, string> } & Record<string, Entry>;
    const arrays: Record<string, Float32Array | Float64Array> = {};
    for (const [name, { dtype, data_offsets: [from, to] }] of Object.entries(entries as Record<string, Entry>)) {
      if (8 + length + to > bytes.length) return undefined;
      // A copy: the bytes may be a view that starts anywhere in a larger buffer.
      const { buffer } = new Uint8Array(bytes.subarray(8 + length + from, 8 + length + to));
      arrays[name] = dtype === "F64" ? new Float64Array(buffer) : new Float32Array(buffer);
    }
    return { metadata, arrays };
  } catch {
    return undefined;
  }
}
