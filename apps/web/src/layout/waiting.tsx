import { Group, Loader } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** While something comes. */
export function Waiting({ what }: { readonly what?: string }) {
  const { t } = useTranslation();
  return <Group role="status" gap="sm" py="md"><Loader size="sm" /><span className="quiet">{what ?? t("shell.waiting")}</span></Group>;
}
