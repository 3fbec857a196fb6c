import { Anchor } from "@mantine/core";

/** A file as the API gives it: text, or bytes in Base64. */
export interface DownloadableFile {
  readonly name: string;
  readonly mediaType: string;
  readonly encoding: "text" | "base64";
  readonly content: string;
}

/** Hands a file to the browser, which saves it. */
export function save({ name, mediaType, encoding, content }: DownloadableFile): void {
  offer({ name, mediaType, content: encoding === "text" ? content : Uint8Array.from(atob(content), (character) => character.codePointAt(0)!) });
}

/** The same with contents that are there already. */
export function offer({ name, mediaType, content }: { readonly name: string; readonly mediaType: string; readonly content: string | Uint8Array }): void {
  const address = URL.createObjectURL(new Blob([content as BlobPart], { type: mediaType }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export const FileLinks = ({ files }: { readonly files: readonly DownloadableFile[] }) => (
  <ul className="files">{files.map((file) => <li key={file.name}><Anchor component="button" type="button" onClick={() => save(file)}>{file.name}</Anchor></li>)}</ul>
);
