import { cellPresets } from "@inversa/battery";
import { compileTask, type SimulationTask } from "@inversa/core";
import { p2d } from "../src/index.ts";

const batches = 25;
/** Before them: the compiler settles after some hundred answers. */
const warmUp = 30;

/** What the derivatives by the six parameters of the literature cost, in simulations. */
export default async function gradient() {
  const window = Float64Array.from({ length: 101 }, (_, i) => i);
  const discharge = (value: number): Given => ({ conditions: {}, axis: Float64Array.from({ length: 60 }, (_, i) => 60 * i), program: { steps: [{ mode: "current", value, until: { voltage: 2.5 } }] } });
  const sampled: Given = { conditions: { initialSoc: 0.5 }, axis: window, drives: { current: window.map((t) => 2 + 6 * Math.sin(t / 5)) } };
  const warm = { thermal: "lumped" };
  return [
    measure("1C discharge", discharge(5)), measure("100 s of a sampled current", sampled),
    measure("1C discharge, lumped", discharge(5), warm), measure("100 s of a sampled current, lumped", sampled, warm),
    measure("1C discharge, D_s(c) (Ecker2015)", discharge(0.156), { cell: "Ecker2015" }),
  ];
}

type Given = Omit<SimulationTask["tests"][number], "protocol">;

function measure(name: string, test: Given, options: SimulationTask["options"] = {}) {
  const parameters = cellPresets["six-parameters"].parameters;
  // What a single number cannot stand for varies by its factor.
  const columns = options["cell"] === undefined ? parameters.map((parameter) => ({ parameter })) : parameters.map((parameter) => ({ parameter: parameter.replace(/Diffusivity$/, "DiffusivityFactor") }));
  const simulator = compileTask(p2d, { model: p2d.id, options, columns, fixed: {}, tests: [{ protocol: "cycling", ...test }], responses: [["voltage"]], afterStop: "hold" });
  const theta = Float64Array.from(options["cell"] === undefined ? [3.3e-14, 4e-15, 6.5e-6, 3.4e-5, 1, 1] : [1, 1, 1.12e-4, 4.6e-5, 1, 1]);
  const [row, derivatives] = [new Float64Array(simulator.width), new Float64Array(simulator.width * columns.length)];
  const time = (work: () => unknown, runs: number): number => {
    const start = process.cpuUsage();
    for (let i = 0; i < runs; i++) work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / runs;
  };
  // One beside the other, so that a change of the machine's speed meets both.
  const pairs = Array.from({ length: batches + warmUp }, () => ({ alone: time(() => simulator.run(theta, row), 25), whole: time(() => simulator.linearise!(theta, row, derivatives), 10) })).slice(warmUp);
  const middle = (of: (pair: (typeof pairs)[number]) => number): number => pairs.map(of).toSorted((a, b) => a - b)[batches >> 1]!;
  return { name: `${name}: answer with six derivatives`, unit: "solves", median: middle(({ alone, whole }) => whole / alone), note: `${middle(({ whole }) => whole).toFixed(2)} ms against ${middle(({ alone }) => alone).toFixed(2)} ms; goal 2.5` };
}
