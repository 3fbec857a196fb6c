import { cellExpectations, type CyclingStep, type GivenCellParameters } from "@inversa/battery";
import { stop, Stopped, type Sensitivities } from "@inversa/core";
import type { End } from "./ends.ts";
import { answerOf, instant, readyCell, responsesOf, runCell, simulateCell, type CellResponses, type CellTest, type ReadyCell, type ResponseName } from "./simulate-cell.ts";
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
  const readyTwins = twins.map(({ ready: twin }) => twin);
  const workspace = workspaceFor(test.mesh, ready.tables, of.length);
  const { recorder, end } = runCell(test, ready, readyTwins, workspace, changes);
  const points = end ? recorder.read : test.axis.length;
  const nominal = responsesOf(test, ready, recorder.series, points);
  return {
    answer: answerOf(test, ready, recorder, end, workspace.run),
    by: byName(of, (k) => slopes(nominal, responsesOf(test, readyTwins[k]!, recorder.twins[k]!.series, points), changes[k]!)),
    ...(end && end.time > 0 ? { endBy: byName(of, (k) => endSlopes(test, ready, readyTwins[k]!, end, workspace, k, changes[k]!)) } : {}),
  };
}

const byName = <T>(of: readonly Name[], make: (k: number) => T): Record<string, T> => Object.fromEntries(of.map((name, k) => [name, make(k)]));

/** The cell with a parameter a little larger; a little smaller where that would be impossible (pores and active material fill the electrode). */
function twinOf(test: CellTest, name: Name): { readonly ready: ReadyCell; readonly change: number } {
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

function slopes(from: CellResponses, to: CellResponses, change: number): CellResponses {
  const found: Record<string, Float64Array> = {};
  for (const name of Object.keys(from) as ResponseName[]) {
    const [here, there] = [from[name]!, to[name]!];
    const slope = new Float64Array(here.length);
    for (let i = 0; i < slope.length; i++) slope[i] = (there[i]! - here[i]!) / change;
    found[name] = slope;
  }
  return found;
}

/** Derivatives at the end. Where a limit of the cycler set its time, that moves with the parameter so that the limited quantity stays what it is. */
function endSlopes(test: CellTest, ready: ReadyCell, twin: ReadyCell, { limit }: End, { run }: Workspace, k: number, change: number): Instant {
  const now = run.history.now.subarray(run.carriedAt);
  const { tangents } = run;
  const beside = tangents ? now.subarray(0, run.rates.length).map((value, q) => tangents.beside(k, q, value)) : run.twins[k]!.history.now.subarray(run.carriedAt);
  const delay = limit === undefined ? 0 : (now[limit]! - beside[limit]!) / run.rates[limit]!;
  const at = instant(test, ready, now);
  const there = instant(test, twin, beside.map((value, q) => value + (run.rates[q] ?? 0) * delay));
  return Object.fromEntries(Object.entries(at).map(([name, value]) => [name, (there[name as ResponseName]! - value) / change]));
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

