import type { RunDocument } from "@inversa/server/api";
import { useTranslation } from "react-i18next";

/** In a word, with its colour beside it and not instead of it. */
export function RunStatusText({ run }: { readonly run: Pick<RunDocument, "status" | "stopping"> }) {
  const { t } = useTranslation();
  return <span className="status" data-status={run.status}>{t(run.stopping ? "run.status.stopping" : `run.status.${run.status}`)}</span>;
}
