import type { Trained, TrainedStudy } from "@inversa/web/site";
import studyAddress from "../trained/study.json?url";
import networkAddress from "../trained/triaxial.safetensors?url";

let loaded: Promise<Trained> | undefined;

/** The network that comes with the site, fetched when it is asked for the first time. */
export const loadTrained = (): Promise<Trained> => (loaded ??= fetchTrained().catch((error: unknown) => {
  loaded = undefined;
  throw error;
}));

async function fetchTrained(): Promise<Trained> {
  const [study, network] = await Promise.all([fetch(studyAddress), fetch(networkAddress)]);
  if (!study.ok || !network.ok) throw new Error(`the trained network could not be fetched (HTTP ${study.ok ? network.status : study.status})`);
  return { study: (await study.json()) as TrainedStudy, bytes: new Uint8Array(await network.arrayBuffer()) };
}
