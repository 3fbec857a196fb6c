import type { Logger } from "pino";
import { type Notifier, openNotifier } from "./notifier.ts";

const channel = "inversa_news";

/** Milliseconds until a lost connection is tried again. */
const pause = 1000;

/**
 * News among all servers that share a PostgreSQL, by its LISTEN and NOTIFY, on a connection of its own. While that is lost, servers hear of each other's runs when
 * they look again; once it is back everybody looks at once.
 */
export async function openSharedNotifier(url: string, log: Pick<Logger, "warn">): Promise<Notifier> {
  const { default: pg } = await import("pg");
  const here = openNotifier();
  let connected: InstanceType<typeof pg.Client> | undefined;
  let again: NodeJS.Timeout | undefined;
  let closed = false;
  const untold = new Set<string>();
  let telling: Promise<void> | undefined;

  /** One query at a time is all that a connection may have; what is announced meanwhile goes with the next one. */
  const tellAll = async (): Promise<void> => {
    for (let client = connected; client && untold.size > 0; client = connected) {
      const topics = [...untold];
      untold.clear();
      await client.query("select pg_notify($1, topic) from unnest($2::text[]) topic", [channel, topics]).catch((error: unknown) => log.warn({ err: error }, "other servers were not told"));
    }
  };
  const tell = (): void => {
    telling ??= tellAll().finally(() => {
      telling = undefined;
      if (connected && untold.size > 0) tell();
    });
  };

  const connect = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 10_000, application_name: "inversa news" });
    let lost = false;
    const lose = (error?: Error): void => {
      if (lost) return;
      lost = true;
      connected = undefined;
      // Others look again when they hear nothing.
      untold.clear();
      client.end().catch(() => {});
      if (closed) return;
      log.warn({ err: error }, "the database's news cannot be heard; trying again");
      again = setTimeout(() => void connect(), pause);
    };
    client.on("error", lose).on("end", () => lose());
    client.on("notification", ({ payload }) => here.announce(payload ?? ""));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      if (closed) return void client.end();
      connected = client;
      here.announceAll();
    } catch (error) {
      lose(error as Error);
    }
  };
  await connect();

  return {
    listen: here.listen,
    announce: (topic) => {
      here.announce(topic);
      if (!connected) return;
      untold.add(topic);
      tell();
    },
    close: async () => {
      closed = true;
      clearTimeout(again);
      await here.close();
      await telling;
      await connected?.end();
    },
  };
}
