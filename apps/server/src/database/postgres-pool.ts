import type { PostgresPool } from "kysely";
import type { PoolConfig, QueryResult } from "pg";

/**
 * A pool of connections that is there when the first of them is.
 * @param prepared How many statements with parameters each connection keeps prepared: reading and planning one takes a database longer than answering most. None where the connections may not be the database's own
 * (a pooler between lends them from query to query).
 * @throws What the first connection meets.
 */
export async function openPool(config: PoolConfig, { prepared }: { readonly prepared: number }): Promise<PostgresPool> {
  const { default: pg } = await import("pg");
  const names = new Map<string, string>();
  /** Lists of ids make texts without end; who comes too late is not prepared. */
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= prepared) return known;
    const name = `inversa_${names.size}`;
    names.set(text, name);
    return name;
  };
  const pool = new pg.Pool(config);
  // A connection that breaks while nobody uses it is replaced; without a listener it would end the process.
  pool.on("error", () => {});
  // So would one that breaks between two queries of a transaction; the next query of it says so.
  pool.on("connect", (client) => void client.on("error", () => {}));
  (await pool.connect()).release();
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect();
      return {
        query: (text: string, values: readonly unknown[] = []): Promise<QueryResult> => {
          const name = values.length === 0 ? undefined : nameOf(text);
          return client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
        },
        release: (destroy?: boolean) => client.release(destroy),
      };
    },
    end: () => pool.end(),
  } as unknown as PostgresPool;
}
