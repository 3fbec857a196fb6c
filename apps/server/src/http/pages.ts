import { type Expression, sql } from "kysely";
import type { Database } from "../database/tables.ts";

/**
 * One page of a list as the text that is answered, put together by the database in one query: what a list costs is its rows going through many hands.
 * @param rows `item` is what the API shows of one; newest first, one more than fit on the page, by which it is known whether there is another.
 */
export async function pageText(db: Database, limit: number, rows: Expression<{ readonly seq: number; readonly item: unknown }>): Promise<string> {
  const page = await sql<{ readonly items: string; readonly next: number | null }>`
    select coalesce(json_agg(item order by place) filter (where place <= ${limit}), '[]')::text as items, case when count(*) > ${limit} then min(seq) filter (where place <= ${limit}) end as next
    from (select item, seq, row_number() over (order by seq desc) as place from (${rows}) as rows) as numbered`.execute(db);
  const { items, next } = page.rows[0]!;
  return `{"items":${items},"next":${next}}`;
}

/** A time as the API writes it, to the millisecond. */
export const timeText = <T extends Date | null>(time: Expression<T>) => sql<T extends null ? string | null : string>`to_char(${time} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** JSON that the database has made, as text. */
export const asText = (document: Expression<unknown>) => sql<string>`${document}::text`;
