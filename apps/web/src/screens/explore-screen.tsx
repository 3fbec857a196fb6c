import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Estimate } from "@inversa/core";
import { get } from "../api/client.ts";
import { modelsQuery } from "../api/queries.ts";
import { readAddress } from "../explore/address.ts";
import { Explore } from "../explore/explore.tsx";
import { modelNames } from "../explore/model-names.ts";
import { useAddress } from "../explore/use-address.ts";
import { useSession } from "../explore/use-session.ts";
import { ErrorNote } from "../layout/problem-note.tsx";

/** Explore beside a server: any model that its variant and the page have, the data of an estimate by `?estimate=ID`. */
export default function ExploreScreen() {
  const { t } = useTranslation();
  const session = useSession();
  const [refused, setRefused] = useState<unknown>();
  const models = useQuery(modelsQuery);
  const offered = models.data?.map(({ id }) => id);
  useAddress(session);
  useEffect(() => {
    if (!session || !offered || session.state().phase !== "empty") return;
    const address = readAddress(globalThis.location.search);
    if (address.estimate !== undefined) {
      const id = address.estimate;
      get<Estimate>(`/estimates/${encodeURIComponent(id)}`).then((estimate) => session.openEstimate(estimate, id, address), setRefused);
      return;
    }
    void session.open(address.model ?? Object.keys(modelNames).find((id) => offered.includes(id)) ?? "soil/duncan-chang-eb", address);
  }, [session, offered]);
  return (
    <div className="screen">
      <div className="explore-lead"><h1>{t("explore.title")}</h1><p className="quiet measure">{t("explore.lead")}</p></div>
      {models.isError && <ErrorNote error={models.error} />}
      {refused !== undefined ? <ErrorNote error={refused} /> : session && offered && <Explore session={session} models={offered} />}
    </div>
  );
}
