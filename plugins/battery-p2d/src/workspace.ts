import { Bdf } from "./bdf.ts";
import { CellRun } from "./cell-run.ts";
import { ExponentialStep } from "./exponential-step.ts";
import type { CellTables } from "./kernel-cell.ts";
import type { Mesh } from "./mesh.ts";

/** All memory that simulations on one mesh need; no result of one simulation reaches the next. */
export interface Workspace {
  readonly run: CellRun;
  readonly bdf: Bdf;
  /** Absent where particles answer nonlinearly. */
  readonly exponential: ExponentialStep | undefined;
}

const known = new Map<string, Workspace>();

/** The memory for a mesh and for particles of these kinds; made once. */
export function workspaceFor(mesh: Mesh, { negative, positive }: Pick<CellTables, "negative" | "positive">): Workspace {
  const nonlinear = { negative: negative.diffusion !== undefined, positive: positive.diffusion !== undefined };
  const key = `${Object.values(mesh).join(" ")} ${nonlinear.negative} ${nonlinear.positive}`;
  let found = known.get(key);
  if (!found) {
    const run = new CellRun(mesh, nonlinear);
    known.set(key, (found = { run, bdf: new Bdf(run), exponential: run.nonlinear ? undefined : new ExponentialStep(run) }));
  }
  return found;
}
