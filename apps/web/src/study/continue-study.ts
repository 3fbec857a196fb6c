import type { StudyDocument, UploadedFile } from "@inversa/server/api";
import { ApiProblem, get } from "../api/client.ts";
import { addressOf } from "./use-draft-address.ts";

/** The address at which a kept study can be changed: its text becomes a draft of this browser. A study never changes; what comes of the draft is another. */
export async function continueStudy({ id, text, model, files }: StudyDocument): Promise<string> {
  const ids = await idsOf(files);
  const address = addressOf({ files: ids, apart: {}, ...(model === null ? {} : { model }), from: id });
  localStorage.setItem(`inversa.draft:${address}`, text);
  return `/new/parameters?${address}`;
}

/** The uploads that a study names: of equal name and content, the newest. */
async function idsOf(files: StudyDocument["files"]): Promise<readonly string[]> {
  const found = new Map<string, string>();
  let before: number | null | undefined;
  do {
    const page: { readonly items: readonly UploadedFile[]; readonly next: number | null } = await get(`/files?limit=200${before === undefined ? "" : `&before=${before}`}`);
    for (const { id, name, sha256 } of page.items) if (!found.has(`${name} ${sha256}`)) found.set(`${name} ${sha256}`, id);
    before = page.next;
  } while (before !== null && files.some(({ name, sha256 }) => !found.has(`${name} ${sha256}`)));
  return files.map(({ name, sha256 }) => {
    const id = found.get(`${name} ${sha256}`);
    if (id === undefined) throw new ApiProblem({ type: "", title: "", status: 404, code: "not-found", detail: "", what: `${name} is no longer among the uploads` });
    return id;
  });
}
