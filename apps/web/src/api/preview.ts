import type { Preview, ProblemDocument } from "@inversa/server/api";
import { queryOptions } from "@tanstack/react-query";
import { type DraftAddress, readingRequest } from "../study/use-draft-address.ts";
import { ApiProblem, post } from "./client.ts";

/** What one file is, or what is wrong with it. */
export interface FileAnswer {
  readonly file: string;
  readonly preview?: Preview;
  readonly problem?: ProblemDocument;
}

export interface PreviewAnswer {
  readonly files: readonly FileAnswer[];
  /** What is wrong with the files together, though each by itself can be read. */
  readonly together?: ProblemDocument;
}

const read = async (draft: DraftAddress, signal: AbortSignal): Promise<readonly Preview[]> => (await post<{ readings: readonly Preview[] }>("/files/preview", { body: readingRequest(draft), signal })).readings;

/** Reads the files together, since one may describe the others; where that fails each by itself, so that what is wrong stands beside the file that it is about. */
async function preview(draft: DraftAddress, signal: AbortSignal): Promise<PreviewAnswer> {
  try {
    const readings = await read(draft, signal);
    return { files: draft.files.map((file, i) => ({ file, ...(readings[i] === undefined ? {} : { preview: readings[i] }) })) };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.problem.status !== 422) throw error;
    const { problem } = error;
    const files = await Promise.all(draft.files.map(async (file): Promise<FileAnswer> => {
      try {
        const [own] = await read({ ...draft, files: [file] }, signal);
        return { file, ...(own === undefined ? {} : { preview: own }) };
      } catch (alone) {
        if (alone instanceof ApiProblem && alone.problem.status === 422) return { file, problem: alone.problem };
        throw alone;
      }
    }));
    return files.some((one) => one.problem) ? { files } : { files, together: problem };
  }
}

export const previewQuery = (draft: DraftAddress) => queryOptions({
  queryKey: ["preview", readingRequest(draft)], queryFn: ({ signal }) => preview(draft, signal), enabled: draft.files.length > 0, staleTime: 600_000,
});
