import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { estimatorsQuery } from "../api/queries.ts";
import { useWords } from "../display/use-words.ts";

/** What an estimate's way is called: `bp+least-squares` is a network, then least squares. */
export function useEstimatorNames(): (id: string) => string {
  const { t } = useTranslation();
  const { said } = useWords();
  const { data } = useQuery(estimatorsQuery);
  return useCallback((id) => id.split("+").map((part) => said(data?.find((one) => one.id === part)?.name ?? part)).join(t("list.afterwards")), [data, said, t]);
}
