import { Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Where files are dropped or chosen, by pointer and by keyboard. */
export function DropPlace({ onFiles, busy, small = false, children }: { readonly onFiles: (files: readonly File[]) => void; readonly busy: boolean; readonly small?: boolean; readonly children?: ReactNode }) {
  const { t } = useTranslation();
  // The place itself is the button; what the browser needs for choosing files is nobody's business.
  return (
    <Dropzone role="button" onDrop={onFiles} loading={busy} className={small ? "drop-place small" : "drop-place"} inputProps={{ style: { display: "none" } }}>
      <Text component="span" className="drop-title">{t(small ? "drop.more" : "drop.title")}</Text>
      {children}
    </Dropzone>
  );
}
