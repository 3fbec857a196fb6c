import { InputError } from "@inversa/core";
import { type App, parseStudyFile, type StudyFile } from "@inversa/runtime";
import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Database } from "./database/tables.ts";
import type { StudyFolder } from "./runs/execute-study.ts";

/** A file by the name under which a study knows it. */
export interface NamedContent {
  readonly name: string;
  readonly sha256: string;
}

/** Lays uploaded files out in folders that live as long as the work on them: the pipeline reads paths, the database holds bytes. */
export interface StudyFolders {
  /** Does work in a folder that holds these files and nothing else; messages name the files as the user knows them. */
  within<T>(files: readonly NamedContent[], work: (folder: string) => Promise<T>): Promise<T>;
  /** The folder of a kept study for a run; whoever asked removes it. */
  forRun(studyId: string): Promise<StudyFolder>;
  /** Removes what a server that is gone left behind. */
  clear(): Promise<void>;
}

export function studyFolders(db: Database, root: string, threads: number | undefined): StudyFolders {
  const work = join(resolve(root), "work");
  const fill = async (files: readonly NamedContent[]): Promise<string> => {
    const folder = join(work, randomUUID());
    await mkdir(folder, { recursive: true });
    for (const { name, sha256 } of files) {
      const { bytes } = await db.selectFrom("contents").select("bytes").where("sha256", "=", sha256).executeTakeFirstOrThrow();
      await writeFile(join(folder, requireFileName(name)), bytes, { flag: "wx" });
    }
    return folder;
  };
  return {
    within: async (files, task) => {
      const folder = await fill(files);
      try {
        return await task(folder);
      } catch (error) {
        throw error instanceof InputError ? withoutFolder(error, folder) : error;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    forRun: async (studyId) => {
      const { text } = await db.selectFrom("studies").select("text").where("id", "=", studyId).executeTakeFirstOrThrow();
      const files = await db.selectFrom("study_files").select(["name", "sha256"]).where("study_id", "=", studyId).execute();
      return { text, folder: await fill(files), store: join(resolve(root), "stages", studyId), threads };
    },
    clear: () => rm(work, { recursive: true, force: true }),
  };
}

/**
 * The name under which an upload is kept: the last part of what was sent, if that can be a name everywhere and cannot be taken for a pattern or a path.
 * @throws InputError `request-invalid`.
 */
export function requireFileName(sent: string): string {
  const name = sent.slice(Math.max(sent.lastIndexOf("/"), sent.lastIndexOf("\\")) + 1).normalize("NFC").trim();
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (name !== "" && Buffer.byteLength(name) <= 200 && !/^[.~]|[\u0000-\u001f\u007f<>:"|?*]|\.$/.test(name)) return name;
  throw new InputError("request-invalid", { where: "the file's name", what: `${JSON.stringify(sent.slice(0, 100))} cannot be kept under that name`, expected: "a name of at most 200 bytes, without < > : \" | ? *, that does not begin with a dot" });
}

/**
 * A study may name what was uploaded and nothing else: no folders, no patterns, no path of the server, in its data and in the options that take documents.
 * @throws InputError `study-invalid`, `file-missing`.
 */
export function requireOwnFiles(app: App, text: string, names: readonly string[], samples: number): StudyFile {
  const file = parseStudyFile(text, "study.yaml");
  const model = app.models.get(file.model);
  const documents = Object.entries(model.options).flatMap(([option, setting]): string[] => {
    const value = file.options[option];
    return setting.kind === "document" && typeof value === "string" && !Object.hasOwn(setting.builtIn, value) ? [value] : [];
  });
  const named = [...file.data.flatMap((entry) => ("protocol" in entry ? [] : entry.files)), ...documents];
  const foreign = named.find((name) => !names.includes(name));
  if (foreign !== undefined) {
    throw new InputError("file-missing", { where: "study.yaml", what: `"${foreign}" is not among the study's files`, expected: names.length > 0 ? `one of ${names.join(", ")}` : "uploaded files", next: "Upload the file and name it in `files` of the request" });
  }
  if (file.simulations.samples > samples) throw new InputError("study-invalid", { where: "study.yaml, simulations.samples", what: `${file.simulations.samples} simulations are more than this server allows`, expected: `at most ${samples}` });
  return file;
}

/** Where the server keeps its files is nobody's business. */
function withoutFolder(error: InputError, folder: string): InputError {
  const told = (text: string): string => text.replaceAll(`${folder}/`, "").replaceAll(folder, "the study's files");
  const { what, where, expected, next } = error.mistake;
  return new InputError(error.code, { what: told(what), ...(where ? { where: told(where) } : {}), ...(expected ? { expected: told(expected) } : {}), ...(next ? { next: told(next) } : {}) }, { cause: error });
}
