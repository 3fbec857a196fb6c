import type { Identifiability } from "@inversa/server/api";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { post } from "../api/client.ts";

export interface Checked {
  readonly identifiability: Identifiability;
  readonly study: { readonly tests: number; readonly hash: string };
}

/** What the tests can tell, worked out by the server whenever the study has changed and the hand rests. */
export function useCheck(text: string | undefined, files: readonly string[]) {
  const [settled] = useDebouncedValue(text, 500);
  const check = useQuery({
    queryKey: ["check", settled, files], enabled: settled !== undefined && files.length > 0, staleTime: 600_000, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => post<Checked>("/studies/check", { body: { text: settled, files }, signal }),
  });
  return { ...check, isCurrent: settled === text && !check.isPlaceholderData && !check.isFetching };
}
