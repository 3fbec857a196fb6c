import type { UploadedFile } from "@inversa/server/api";
import { post } from "../api/client.ts";

/** Sends files to the server, which keeps them. @returns Their ids, in the order of their names: CD-100, CD-200, CD-1000. */
export async function upload(files: readonly File[]): Promise<readonly string[]> {
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  return idsInOrder(await post<{ items: readonly UploadedFile[] }>("/files", { form }));
}

/** Measured files that ship with Inversa. */
export const uploadDemo = async (): Promise<readonly string[]> => idsInOrder(await post<{ items: readonly UploadedFile[] }>("/demo"));

const order = new Intl.Collator("en", { numeric: true });
const idsInOrder = ({ items }: { readonly items: readonly UploadedFile[] }): readonly string[] => [...items].sort((a, b) => order.compare(a.name, b.name)).map(({ id }) => id);
