import { useCallback, useMemo, useState, type DragEvent } from "react";
import type { Session } from "./session.ts";

/** What a page does with files: opens them, reads the same ones again with a number that they do not say, and takes those that are dropped anywhere on it. */
export interface OpenedFiles {
  readonly files: readonly File[];
  open(chosen: readonly File[], conditions?: Readonly<Record<string, number>>): Promise<void>;
  forget(): void;
  /** For the place on which files are dropped; `data-over` while something hangs above it. */
  readonly place: { readonly "data-over": true | undefined; onDragOver(event: DragEvent): void; onDragLeave(event: DragEvent): void; onDrop(event: DragEvent): void };
}

/** @param onFiles Told when measured curves came of them. */
export function useFiles(session: Session, onFiles: (() => void) | undefined): OpenedFiles {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [over, setOver] = useState(false);
  const open = useCallback(async (chosen: readonly File[], conditions?: Readonly<Record<string, number>>): Promise<void> => {
    if (chosen.length === 0) return;
    setFiles(chosen);
    await session.openFiles(await Promise.all(chosen.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }))), conditions);
    if (session.state().data === "measured" && !session.state().refused) onFiles?.();
  }, [session, onFiles]);
  return useMemo(() => ({
    files, open, forget: () => setFiles([]),
    place: {
      "data-over": over || undefined,
      onDragOver: (event) => { if (!event.dataTransfer.types.includes("Files")) return; event.preventDefault(); setOver(true); },
      // Leaving for something inside is no leaving.
      onDragLeave: (event) => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false); },
      onDrop: (event) => { event.preventDefault(); setOver(false); void open([...event.dataTransfer.files]); },
    },
  }), [files, open, over]);
}
