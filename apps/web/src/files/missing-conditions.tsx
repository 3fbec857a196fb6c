import type { ProblemDocument, ProtocolEntry } from "@inversa/server/api";
import { Button } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { protocolQuery, protocolsQuery } from "../api/queries.ts";
import { ConditionFields } from "../forms/condition-fields.tsx";
import type { SaidOfFiles } from "../study/use-draft-address.ts";

/** Fields for the conditions that a problem names: nobody need write them into the file. */
export function MissingConditions({ problem, said, onSay }: { readonly problem: ProblemDocument; readonly said: SaidOfFiles; readonly onSay: (said: SaidOfFiles) => void }) {
  const { t } = useTranslation();
  const listed = useQuery(protocolsQuery);
  const known = useQueries({ queries: (listed.data ?? []).map(({ id }) => protocolQuery(id)), combine: (results) => results.flatMap(({ data }) => (data ? [data] : [])) });
  const [typed, setTyped] = useState(said.conditions ?? {});
  const quantities = named(problem, known);
  if (quantities.length === 0) return null;
  return (
    <form className="conditions" onSubmit={(event) => { event.preventDefault(); onSay({ ...said, conditions: typed }); }}>
      <ConditionFields quantities={quantities} read={{}} values={typed} onChange={setTyped} />
      <Button type="submit" size="xs" disabled={Object.keys(typed).length === 0}>{t("files.apply")}</Button>
    </form>
  );
}

/** Conditions and sizes of specimens whose names stand in what is wrong, each once. */
function named({ code, what, next = "" }: ProblemDocument, protocols: readonly ProtocolEntry[]): readonly ProtocolEntry["conditions"][number][] {
  if (code !== "data-ambiguous" && code !== "condition-missing") return [];
  const all = protocols.flatMap(({ conditions, specimen }) => [...conditions, ...specimen]);
  return all.filter(({ name }, i) => all.findIndex((other) => other.name === name) === i && new RegExp(`\\b${name}\\b`).test(`${what} ${next}`));
}
