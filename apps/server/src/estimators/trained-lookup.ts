import type { Database, Tables } from "../database/tables.ts";
import { remembered } from "../remembered.ts";
import { selectTrained } from "./trained-rows.ts";

/** What must be known to ask one; not what takes room. */
type TrainedRow = Pick<Tables["trained_estimators"], "sha256" | "size" | "model">;

/** Finds trained estimators again and again, as somebody does who asks one many questions: what was found a moment ago is not asked of the database. */
export interface TrainedLookup {
  find(workspace: string, id: string): Promise<TrainedRow | undefined>;
  /** Another server that shares the database notices within moments. */
  forget(id: string): void;
}

/** @param moment Milliseconds for which a row is remembered; rows never change, and are only ever deleted. */
export function trainedLookup(db: Database, moment = 5000, most = 1000): TrainedLookup {
  const found = remembered<{ readonly row: TrainedRow; readonly workspace: string }>(moment, most);
  return {
    find: async (workspace, id) => {
      const known = found.get(id);
      if (known?.workspace === workspace) return known.row;
      const row = await selectTrained(db, workspace).select(["sha256", "size", "model"]).where("id", "=", id).executeTakeFirst();
      if (row) found.keep(id, { row, workspace });
      return row;
    },
    forget: found.forget,
  };
}
