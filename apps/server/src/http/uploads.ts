import "@fastify/multipart";
import { InputError } from "@inversa/core";
import type { FastifyRequest } from "fastify";

/** A file as it came. */
export interface Upload {
  /** The name that was sent. */
  readonly sent: string;
  readonly bytes: Buffer;
}

/** What an upload may hold. */
export interface UploadLimits {
  readonly files: number;
  /** Bytes of one file. */
  readonly fileBytes: number;
  /** Bytes of all together. */
  readonly bytes: number;
}

/**
 * The files of an upload, whole.
 * @throws InputError `request-invalid`, `too-large`.
 */
export async function uploadedFiles(request: FastifyRequest, { files, fileBytes, bytes: most }: UploadLimits): Promise<readonly [Upload, ...Upload[]]> {
  const uploads: Upload[] = [];
  let total = 0;
  try {
    for await (const part of request.files({ limits: { fileSize: fileBytes, files, fields: 0 } })) {
      const bytes = await part.toBuffer();
      total += bytes.length;
      if (total > most) throw new InputError("too-large", { where: "the upload", what: `its files have more than ${most} bytes together`, next: "Send them in several uploads" });
      // A part may be a file by its kind alone.
      uploads.push({ sent: (part.filename as string | undefined) ?? "", bytes });
    }
  } catch (error) {
    throw mistakeIn(error as Error & { readonly code?: string; readonly statusCode?: number });
  }
  const [first, ...others] = uploads;
  if (!first) throw new InputError("request-invalid", { where: "the upload", what: "it holds no file", expected: "multipart/form-data with at least one file" });
  return [first, ...others];
}

/** What the reader of uploads throws without a status is what it found in them. */
function mistakeIn(error: Error & { readonly code?: string; readonly statusCode?: number }): Error {
  if (error.code === "FST_FIELDS_LIMIT") return new InputError("request-invalid", { where: "the upload", what: "one of its parts has no file name, and so is no file", expected: "files only" });
  if (error instanceof InputError || error.statusCode !== undefined) return error;
  return new InputError("request-invalid", { where: "the upload", what: `it is damaged (${error.message})`, expected: "multipart/form-data, whole", next: "Send it again" }, { cause: error });
}
