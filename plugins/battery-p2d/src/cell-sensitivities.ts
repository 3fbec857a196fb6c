import { cellExpectations, type CyclingStep, type GivenCellParameters } from "@inversa/battery";
import { stop, Stopped, type Sensitivities } from "@inversa/core";
import { carried } from "./carried.ts";
import type { End } from "./ends.ts";
import { probeNames } from "./probes.ts";
import { answerOf, countersOf, firstOf, quantities, readyCell, runCell, simulateCell, type CellResponses, type CellTest, type ReadyCell, type ResponseName } from "./simulate-cell.ts";
import { workspaceFor, type Workspace } from "./workspace.ts";

type Name = keyof GivenCellParameters & string;
type Instant = Partial<Record<ResponseName, number>>;

/** Change of a parameter, relative to itself, by which a twin differs from the cell: far above rounding, far below where anything bends. */
const smallChange = 1e-6;

/** A test's answer with its derivatives by any of the cell's parameters: twins with one parameter changed a little follow the linearised steps of the cell. */
export function cellSensitivities(test: CellTest, of: readonly Name[]): Sensitivities<CellResponses> {
  if (test.current === undefined && switchMoves(test.steps)) return byDifferences(test, of);
  const ready = readyCell(test, test.parameters);
  if (typeof ready === "string") return { answer: stop("no-solution", ready, {}), by: {} };
  const twins = of.map((name) => twinOf(test, name));
  const changes = twins.map(({ change }) => change);
  const workspace = workspaceFor(test.mesh, ready.tables, of.length);
  const { recorder, end } = runCell(test, ready, twins.map((twin) => twin.ready), workspace, changes);
  const points = end ? recorder.read : test.axis.length;
  const slopes = slopesOf(test, ready);
  return {
    answer: answerOf(test, ready, recorder, end, workspace.run),
    by: byName(of, (k) => slopes(twins[k]!, recorder.series[carried.charge]!, recorder.slopes[k]!, points)),
    ...(end && end.time > 0 ? { endBy: byName(of, (k) => endSlopes(test, slopes, twins[k]!, end, workspace, k)) } : {}),
  };
}

const byName = <T>(of: readonly Name[], make: (k: number) => T): Record<string, T> => Object.fromEntries(of.map((name, k) => [name, make(k)]));

/** A cell with one parameter changed a little. */
interface Twin {
  readonly ready: ReadyCell;
  readonly change: number;
}

/** The cell with a parameter a little larger; a little smaller where that would be impossible (pores and active material fill the electrode). */
function twinOf(test: CellTest, name: Name): Twin {
  const size = changeOf(test, name, smallChange);
  for (const change of [size, -size]) {
    const ready = readyCell(test, { ...test.parameters, [name]: test.parameters[name]! + change });
    if (typeof ready !== "string") return { ready, change };
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
    const of = (quantity: number): Float64Array => by[quantity]!.subarray(0, points);
    return {
      voltage: of(carried.voltage),
      current: of(carried.current),
      temperature: of(carried.temperature),
      soc: counted("soc"),
      ...(test.fields ? { negativeStoichiometry: counted("negative"), positiveStoichiometry: counted("positive"), ...Object.fromEntries(probeNames.map((name, i) => [name, of(carried.probes + i)])) } : {}),
    };
  };
}

/** Derivatives at the end. Where a limit of the cycler set its time, that moves with the parameter so that the limited quantity stays what it is. */
function endSlopes(test: CellTest, slopes: ReturnType<typeof slopesOf>, twin: Twin, { limit }: End, { run }: Workspace, k: number): Instant {
  const { tangents, twins, rates, carriedAt } = run;
  const now = run.history.now.subarray(carriedAt);
  const by = (q: number): number => (tangents ? tangents.now(q, k) : (twins[k]!.history.now[carriedAt + q]! - now[q]!) / twin.change);
  const delay = limit === undefined ? 0 : -by(limit) / rates[limit]!;
  return firstOf(slopes(twin, [now[carried.charge]!], Array.from({ length: quantities(test) }, (_, q) => Float64Array.of(q === limit ? 0 : by(q) + rates[q]! * delay)), 1));
}

/** Whether a parameter moves the time of a switch at which the current jumps: then everything behind it moves too. A voltage that is held where it was reached lets the current go on. */
function switchMoves(steps: readonly CyclingStep[]): boolean {
  return steps.some(({ until }, i) => {
    const next = steps[i + 1];
    if (next === undefined || (until.voltage === undefined && until.current === undefined)) return false;
    return until.current !== undefined || next.mode !== "voltage" || next.value !== until.voltage;
  });
}

/** Tolerance of the simulations whose differences are taken, and share of a parameter between them. */
const [exact, apart] = [1e-7, 1e-3];

/** Central differences of simulations that are exact enough for that. */
function byDifferences(test: CellTest, of: readonly Name[]): Sensitivities<CellResponses> {
  const answer = simulateCell(test);
  const nominal = answer instanceof Stopped ? answer.responses : answer;
  const sharp: CellTest = { ...test, mesh: { ...test.mesh, tolerance: exact } };
  const sides = of.map((name) => {
    const change = changeOf(test, name, apart);
    return { change, at: [-1, 1].map((sign) => simulateCell({ ...sharp, parameters: { ...test.parameters, [name]: test.parameters[name]! + sign * change } })) };
  });
  const responses = (side: CellResponses | Stopped<CellResponses>): CellResponses => (side instanceof Stopped ? side.responses : side);
  const end = answer instanceof Stopped ? answer.end : undefined;
  return {
    answer,
    by: byName(of, (k) => {
      const { change, at: [below, above] } = sides[k]!;
      return Object.fromEntries(Object.entries(nominal).map(([name, values]) => {
        const [low, high] = [responses(below!)[name as ResponseName], responses(above!)[name as ResponseName]];
        let last = 0;
        // A point that one side does not reach keeps the derivative of the point before it.
        return [name, values.map((_, i) => (last = low?.[i] !== undefined && high?.[i] !== undefined ? (high[i] - low[i]) / (2 * change) : last))];
      }));
    }),
    ...(end ? { endBy: byName(of, (k): Instant => {
      const { change, at: [below, above] } = sides[k]!;
      if (!(below instanceof Stopped && above instanceof Stopped)) return {};
      return Object.fromEntries(Object.keys(end).map((name) => [name, ((above.end?.[name as ResponseName] ?? 0) - (below.end?.[name as ResponseName] ?? 0)) / (2 * change)]));
    }) } : {}),
  };
}

