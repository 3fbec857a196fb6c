import { InputError } from "@inversa/core";
import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Database } from "./database/tables.ts";
import { requireFileName } from "./own-files.ts";
import type { StudyFolder } from "./runs/execute-study.ts";
import type { Claim } from "./runs/queue.ts";

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
  forRun(run: Pick<Claim, "studyId" | "only">): Promise<StudyFolder>;
  /** Removes the finished stages of a study that is no more. */
  forget(studyId: string): Promise<void>;
  /** Removes what a server that is gone left behind. */
  clear(): Promise<void>;
}

export function studyFolders(db: Database, root: string, { threads, engine }: Pick<StudyFolder, "threads" | "engine">): StudyFolders {
  const work = join(resolve(root), "work");
  const fill = async (files: readonly NamedContent[]): Promise<string> => {
    const folder = join(work, randomUUID());
    await mkdir(folder, { recursive: true });
    const put = async ({ name, sha256 }: NamedContent): Promise<void> => {
      const content = await db.selectFrom("contents").select("bytes").where("sha256", "=", sha256).executeTakeFirst();
      if (!content) throw new InputError("not-found", { where: name, what: "the file was deleted meanwhile" });
      await writeFile(join(folder, requireFileName(name)), content.bytes, { flag: "wx" });
    };
    try {
      for (const file of files) await put(file);
      return folder;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
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
    forRun: async ({ studyId, only }) => {
      const { text } = await db.selectFrom("studies").select("text").where("id", "=", studyId).executeTakeFirstOrThrow();
      const files = await db.selectFrom("study_files").select(["name", "sha256"]).where("study_id", "=", studyId).execute();
      return { text, folder: await fill(files), store: join(resolve(root), "stages", studyId), threads, engine, only };
    },
    forget: (studyId) => rm(join(resolve(root), "stages", studyId), { recursive: true, force: true }),
    clear: () => rm(work, { recursive: true, force: true }),
  };
}

/** Where the server keeps its files is nobody's business. */
function withoutFolder(error: InputError, folder: string): InputError {
  const told = (text: string): string => text.replaceAll(`${folder}/`, "").replaceAll(folder, "the study's files");
  const { what, where, expected, next } = error.mistake;
  return new InputError(error.code, { what: told(what), ...(where ? { where: told(where) } : {}), ...(expected ? { expected: told(expected) } : {}), ...(next ? { next: told(next) } : {}) }, { cause: error });
}
