import { useLocalStorage } from "@mantine/hooks";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { post } from "../api/client.ts";
import { addressOf, type DraftAddress, readingRequest, useDraftAddress } from "./use-draft-address.ts";
import { partsOf, type StudyParts } from "./study-text.ts";

interface Proposal { readonly text: string; readonly remarks: readonly string[] }

const proposalQuery = (draft: DraftAddress) => queryOptions({
  queryKey: ["proposal", draft.model, draft.preset, readingRequest(draft)], enabled: draft.model !== undefined && draft.files.length > 0, staleTime: 600_000,
  queryFn: ({ signal }) => post<Proposal>("/studies/propose", { body: { ...readingRequest(draft), model: draft.model, ...(draft.preset === undefined ? {} : { preset: draft.preset }) }, signal }),
});

export interface Draft {
  readonly draft: DraftAddress;
  readonly search: string;
  /** The study file: as proposed, or as it was edited in this browser. Undefined until it is there. */
  readonly text: string | undefined;
  readonly parts: StudyParts | undefined;
  /** Why the text is no YAML. */
  readonly mistake: string | undefined;
  readonly isEdited: boolean;
  readonly remarks: readonly string[];
  readonly error: unknown;
  setText(text: string): void;
  /** Back to what was proposed. */
  reset(): void;
}

/** The study that is being made. The server proposes it; edits lie in this browser, under the draft's address, until it is kept. */
export function useDraft(): Draft {
  const draft = useDraftAddress();
  const search = addressOf(draft);
  const proposal = useQuery(proposalQuery(draft));
  const [own, setOwn, removeOwn] = useLocalStorage<string>({ key: `inversa.draft:${search}`, defaultValue: "", getInitialValueInEffect: false, serialize: (text) => text, deserialize: (text) => text ?? "" });
  const text = own === "" ? proposal.data?.text : own;
  const read = useMemo(() => (text === undefined ? undefined : partsOf(text)), [text]);
  return {
    draft, search, text, isEdited: own !== "", remarks: proposal.data?.remarks ?? [], error: proposal.error,
    parts: read && "parts" in read ? read.parts : undefined, mistake: read && "mistake" in read ? read.mistake : undefined,
    setText: (next) => setOwn(next === proposal.data?.text ? "" : next), reset: removeOwn,
  };
}
