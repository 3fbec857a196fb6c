import type { Estimate } from "@inversa/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
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

/** The same for all that estimates speak of, their first steps too, by id. */
export function useNamesOf(estimates: readonly Estimate[]): Readonly<Record<string, string>> {
  const called = useEstimatorNames();
  return useMemo(() => Object.fromEntries(estimates.flatMap(({ estimator, diagnostics }) => [estimator, ...(diagnostics.before ?? []).map((step) => step.estimator)]).map((id) => [id, called(id)])), [estimates, called]);
}
