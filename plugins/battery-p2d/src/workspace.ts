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

const known = new Map<string, Workspace[]>();

/** The memory for a mesh and for particles of these kinds, with that of so many twins; made once. */
export function workspaceFor(mesh: Mesh, { negative, positive }: Pick<CellTables, "negative" | "positive">, twins = 0): Workspace {
  const nonlinear = { negative: negative.diffusion !== undefined, positive: positive.diffusion !== undefined };
  const key = `${Object.values(mesh).join(" ")} ${nonlinear.negative} ${nonlinear.positive}`;
  let pool = known.get(key);
  if (!pool) known.set(key, (pool = []));
  while (pool.length <= twins) {
    const run = new CellRun(mesh, nonlinear);
    pool.push({ run, bdf: new Bdf(run), exponential: run.nonlinear ? undefined : new ExponentialStep(run) });
  }
  const first = pool[0]!;
  const others = pool.slice(1, 1 + twins);
  first.run.twins = others.map(({ run }) => run);
  first.bdf.twins = others.map(({ bdf }) => bdf);
  if (first.exponential) first.exponential.twins = others.map(({ exponential }) => exponential!);
  return first;
}
