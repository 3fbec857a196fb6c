import { cellPresets } from "@inversa/battery";
import { compileTask, type SimulationTask } from "@inversa/core";
import { p2d } from "../src/index.ts";

const batches = 15;
/** Before them: the compiler settles after some hundred answers. */
const warmUp = 30;

/** What the derivatives by the six parameters of the literature cost, in simulations. */
export default async function gradient() {
  const window = Float64Array.from({ length: 101 }, (_, i) => i);
  return [
    measure("1C discharge", { conditions: {}, axis: Float64Array.from({ length: 60 }, (_, i) => 60 * i), program: { steps: [{ mode: "current", value: 5, until: { voltage: 2.5 } }] } }),
    measure("100 s of a sampled current", { conditions: { initialSoc: 0.5 }, axis: window, drives: { current: window.map((t) => 2 + 6 * Math.sin(t / 5)) } }),
  ];
}

function measure(name: string, test: Omit<SimulationTask["tests"][number], "protocol">) {
  const columns = cellPresets["six-parameters"].parameters.map((parameter) => ({ parameter }));
  const simulator = compileTask(p2d, { model: p2d.id, options: {}, columns, fixed: {}, tests: [{ protocol: "cycling", ...test }], responses: [["voltage"]], afterStop: "hold" });
  const theta = Float64Array.of(3.3e-14, 4e-15, 6.5e-6, 3.4e-5, 1, 1);
  const [row, derivatives] = [new Float64Array(simulator.width), new Float64Array(simulator.width * columns.length)];
  const time = (work: () => unknown, runs: number): Float64Array => {
    const times = Float64Array.from({ length: batches + warmUp }, () => {
      const start = process.cpuUsage();
      for (let i = 0; i < runs; i++) work();
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000 / runs;
    });
    return times.subarray(warmUp).sort();
  };
  const alone = time(() => simulator.run(theta, row), 40);
  const whole = time(() => simulator.linearise!(theta, row, derivatives), 10);
  const middle = batches >> 1;
  return { name: `${name}: answer with six derivatives`, unit: "solves", median: whole[middle]! / alone[middle]!, note: `${whole[middle]!.toFixed(2)} ms against ${alone[middle]!.toFixed(2)} ms; least ${whole[0]!.toFixed(2)} and ${alone[0]!.toFixed(2)} ms; goal 2.5` };
}
