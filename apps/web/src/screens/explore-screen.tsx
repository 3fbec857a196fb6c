import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Estimate } from "@inversa/core";
import { ApiProblem, get, post } from "../api/client.ts";
import { modelsQuery } from "../api/queries.ts";
import { readAddress } from "../explore/address.ts";
import { Explore } from "../explore/explore.tsx";
import type { Port } from "../explore/messages.ts";
import { modelNames } from "../explore/model-names.ts";
import { withServer, type RemoteModels } from "../explore/server-models.ts";
import { useAddress } from "../explore/use-address.ts";
import { useSession } from "../explore/use-session.ts";
import { ErrorNote } from "../layout/problem-note.tsx";

/** Models of plugins that are not Inversa's own run where they are, on the server. */
const remote: RemoteModels = {
  has: (id) => !Object.hasOwn(modelNames, id),
  describe: (id) => get(`/models/${encodeURIComponent(id)}`),
  simulate: (request) => post("/simulate", { body: request }),
  problemOf: (error) => {
    if (!(error instanceof ApiProblem)) return undefined;
    const { code, detail, what, where, expected, next } = error.problem;
    return { code, message: detail, mistake: { what, ...(where ? { where } : {}), ...(expected ? { expected } : {}), ...(next ? { next } : {}) } };
  },
};

const throughServer = (worker: Port): Port => withServer(worker, remote);

/** Explore beside a server: the models of its variant, the data of an estimate by `?estimate=ID`. */
export default function ExploreScreen() {
  const { t } = useTranslation();
  const session = useSession(throughServer);
  const [refused, setRefused] = useState<unknown>();
  const models = useQuery(modelsQuery);
  const offered = models.data;
  useAddress(session);
  useEffect(() => {
    if (!session || !offered || session.state().phase !== "empty") return;
    const address = readAddress(globalThis.location.search);
    if (address.estimate !== undefined) {
      const id = address.estimate;
      get<Estimate>(`/estimates/${encodeURIComponent(id)}`).then((estimate) => session.openEstimate(estimate, id, address), setRefused);
      return;
    }
    void session.open(address.model ?? Object.keys(modelNames).find((id) => offered.some((one) => one.id === id)) ?? offered[0]?.id ?? "soil/duncan-chang-eb", address);
  }, [session, offered]);
  return (
    <div className="screen">
      <div className="explore-lead"><h1>{t("explore.title")}</h1><p className="quiet measure">{t("explore.lead")}</p></div>
      {models.isError && <ErrorNote error={models.error} />}
      {refused !== undefined ? <ErrorNote error={refused} /> : session && offered && <Explore session={session} models={offered} />}
    </div>
  );
}
