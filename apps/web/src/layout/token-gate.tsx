import { Button, PasswordInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../api/client.ts";
import { variantQuery } from "../api/queries.ts";
import { useToken } from "../api/token.ts";
import { ProblemNote } from "./problem-note.tsx";

/** Asks for the API token where the server asks for one, before anything else is shown. */
export function TokenGate({ children, onGiven }: { readonly children: ReactNode; readonly onGiven: () => void }) {
  const { t } = useTranslation();
  const [token, setToken] = useToken();
  const [typed, setTyped] = useState("");
  const { error } = useQuery(variantQuery);
  if (!(error instanceof ApiProblem && error.problem.status === 401)) return children;
  const give = (): void => {
    setToken(typed.trim());
    // The store is written in an effect; the next request has to find it there.
    setTimeout(onGiven, 0);
  };
  return (
    <form className="screen measure" onSubmit={(event) => { event.preventDefault(); give(); }}>
      <h1>{t("token.title")}</h1>
      <p>{t("token.why")}</p>
      {token !== "" && <ProblemNote problem={error.problem} />}
      <PasswordInput label={t("token.label")} description={t("token.kept")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} visibilityToggleButtonProps={{ "aria-label": t("token.look") }} autoComplete="off" spellCheck={false} required />
      <div><Button type="submit" disabled={typed.trim() === ""}>{t("token.use")}</Button></div>
    </form>
  );
}
