import { Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Where files are dropped or chosen, by pointer and by keyboard. */
export function DropPlace({ onFiles, busy, small = false, children }: { readonly onFiles: (files: readonly File[]) => void; readonly busy: boolean; readonly small?: boolean; readonly children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Dropzone onDrop={onFiles} loading={busy} aria-label={t("drop.label")} className={small ? "drop-place small" : "drop-place"} inputProps={{ "aria-label": t("drop.label") }}>
      <Text component="span" className="drop-title">{t(small ? "drop.more" : "drop.title")}</Text>
      {children}
    </Dropzone>
  );
}
