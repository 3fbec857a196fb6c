import { Explore, LanguageMenu, Mark, readAddress, theme, ThemeButton, useAddress, useSession, useSessionPart, type Session } from "@inversa/web/site";
import { Button, MantineProvider } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { loadSample } from "./sample.ts";
import { loadTrained } from "./trained.ts";

/** What the sample is shown with: the model and the options of its network. */
const start = "soil/duncan-chang-eb";

/** The whole site: Explore without a server. */
export function Site() {
  const { t } = useTranslation();
  const session = useSession();
  useAddress(session);
  useEffect(() => {
    if (session?.state().phase === "empty") void open(session);
  }, [session]);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <header className="bar">
        <span className="brand"><Mark /><span>Inversa</span></span>
        <span className="navigation" />
        <LanguageMenu /><ThemeButton />
      </header>
      <main className="content">
        <div className="screen">
          <div className="explore-lead"><h1>{t("explore.siteTitle")}</h1><p className="quiet">{t("explore.siteLead")}</p></div>
          {session && (
            <Explore
              session={session}
              dataActions={<Button size="sm" variant="default" onClick={() => void openSample(session)}>{t("explore.sample")}</Button>}
              estimators={<AskButton session={session} />}
              onFiles={() => void ask(session, true)}
            />
          )}
        </div>
      </main>
    </MantineProvider>
  );
}

/** The network that comes with the site, beside the model that it knows. */
function AskButton({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const known = useSessionPart(session, (state) => state.model?.id === start);
  return known ? <Button size="sm" variant="default" title={t("explore.askAbout")} onClick={() => void ask(session)}>{t("explore.ask")}</Button> : null;
}

/** As the address says; without one, on the sample, so that there is something to see. */
async function open(session: Session): Promise<void> {
  const address = readAddress(globalThis.location.search);
  await session.open(address.model ?? start, address);
  if (address.sample !== undefined || globalThis.location.search === "") await openSample(session, address.parameters);
}

async function openSample(session: Session, parameters: Readonly<Record<string, number>> = {}): Promise<void> {
  if (session.state().model?.id !== start) await session.open(start);
  await attempt(session, async () => {
    const [files, trained] = await Promise.all([loadSample(), loadTrained()]);
    await session.openFiles(files, undefined, { sample: "demo", terms: trained.study.terms, options: trained.study.options });
    if (Object.keys(parameters).length > 0) session.setParameters({ ...session.state().parameters, ...parameters });
    else await session.ask(trained);
  });
}

/** @param quietly Whether tests that the network does not know are no mistake, but simply none of its. */
async function ask(session: Session, quietly = false): Promise<void> {
  await attempt(session, async () => {
    const trained = await loadTrained();
    if (quietly && session.state().model?.id !== trained.study.model) return;
    await session.ask(trained, quietly);
  });
}

/** What cannot be fetched is told on the page. */
async function attempt(session: Session, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    session.failed(error instanceof Error ? error.message : String(error));
  }
}
