import { cellExpectations, type GivenCellParameters } from "@inversa/battery";
import { stop, type Sensitivities } from "@inversa/core";
import { carried } from "./carried.ts";
import { probeNames } from "./probes.ts";
import { answerOf, countersOf, firstOf, quantities, readyCell, runCell, type CellResponses, type CellTest, type ReadyCell, type ResponseName } from "./simulate-cell.ts";
import { workspaceFor, type Workspace } from "./workspace.ts";

type Name = keyof GivenCellParameters & string;
type Instant = Partial<Record<ResponseName, number>>;

/** Change of a parameter, relative to itself, by which a twin differs from the cell: far above rounding, far below where anything bends. */
const smallChange = 1e-6;

/** A test's answer with its derivatives by any of the cell's parameters: those of the discrete solution, led along its steps. */
export function cellSensitivities(test: CellTest, of: readonly Name[]): Sensitivities<CellResponses> {
  const ready = readyCell(test, test.parameters);
  if (typeof ready === "string") return { answer: stop("no-solution", ready, {}), by: {} };
  const twins = of.map((name) => twinOf(test, ready, name));
  const changes = twins.map(({ change }) => change);
  const workspace = workspaceFor(test.mesh, ready.tables);
  const { recorder, end } = runCell(test, ready, twins.map((twin) => twin.ready), workspace, changes);
  const points = end ? recorder.read : test.axis.length;
  const slopes = slopesOf(test, ready);
  return {
    answer: answerOf(test, ready, recorder, end, workspace.run),
    by: byName(of, (k) => slopes(twins[k]!, recorder.series[carried.charge]!, recorder.slopes[k]!, points)),
    ...(end && end.time > 0 ? { endBy: byName(of, (k) => endSlopes(test, slopes, twins[k]!, workspace, k)) } : {}),
  };
}

const byName = <T>(of: readonly Name[], make: (k: number) => T): Record<string, T> => Object.fromEntries(of.map((name, k) => [name, make(k)]));

/** A cell with one parameter changed a little. */
interface Twin {
  readonly ready: ReadyCell;
  readonly change: number;
}

/** The cell with a parameter a little larger; a little smaller where that would be impossible (pores and active material fill the electrode). */
function twinOf(test: CellTest, ready: ReadyCell, name: Name): Twin {
  const size = changeOf(test, name, smallChange);
  for (const change of [size, -size]) {
    const twin = readyCell(test, { ...test.parameters, [name]: test.parameters[name]! + change }, { ready, name });
    if (typeof twin !== "string") return { ready: twin, change };
  }
  throw new Error(`no cell lies beside ${name} = ${test.parameters[name]}`);
}

/** A share of the parameter, or of what is expected of it where it is zero. */
function changeOf(test: CellTest, name: Name, share: number): number {
  const value = test.parameters[name]!;
  if (value !== 0) return share * Math.abs(value);
  const plausible = cellExpectations(test.cell)[name]?.plausible;
  return share * (plausible ? plausible[1] - plausible[0] : 1);
}

/** What turns derivatives of the carried quantities into those of the responses. */
function slopesOf(test: CellTest, ready: ReadyCell) {
  const here = countersOf(ready);
  return ({ ready: twin, change }: Twin, charge: ArrayLike<number>, by: readonly Float64Array[], points: number): CellResponses => {
    const there = countersOf(twin);
    const byCharge = by[carried.charge]!;
    const counted = (name: keyof typeof here): Float64Array => {
      const { start, perCharge } = here[name];
      const [startBy, perChargeBy] = [(there[name].start - start) / change, (there[name].perCharge - perCharge) / change];
      const out = new Float64Array(points);
      for (let i = 0; i < points; i++) out[i] = startBy + perChargeBy * charge[i]! + perCharge * byCharge[i]!;
      return out;
    };
    const of = (quantity: number): Float64Array => (by[quantity]!.length === points ? by[quantity]! : by[quantity]!.subarray(0, points));
    return {
      voltage: of(carried.voltage),
      current: of(carried.current),
      temperature: of(carried.temperature),
      soc: counted("soc"),
      ...(test.fields ? { negativeStoichiometry: counted("negative"), positiveStoichiometry: counted("positive"), ...Object.fromEntries(probeNames.map((name, i) => [name, of(carried.probes + i)])) } : {}),
    };
  };
}

/** Derivatives at the end, which moves with the parameters where a limit of the cycler sets its time. */
function endSlopes(test: CellTest, slopes: ReturnType<typeof slopesOf>, twin: Twin, { run }: Workspace, k: number): Instant {
  const by = Array.from({ length: quantities(test) }, (_, q) => Float64Array.of(run.tangents!.now(q, k)));
  return firstOf(slopes(twin, [run.history.now[run.carriedAt + carried.charge]!], by, 1));
}
