import { compileTask, InputError, type ModelOrigin, type SimulatedRows } from "@inversa/core";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import plugin, { localEngine } from "../src/index.ts";
import spring from "./fixtures/spring.ts";
import { springTask } from "./fixtures/task.ts";

const here = (name: string): string => new URL(`./fixtures/${name}`, import.meta.url).href;
const springs: ModelOrigin = { modules: [here("spring.ts")] };
const never = new AbortController().signal;

/** Rows that reach, break, contradict themselves and have no solution, in a fixed order. */
const rows = 600;
const theta = Float64Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? ((i * 7919) % 1000) / 60 : i % 22 === 1 ? 13 : ((i * 104_729) % 1000) / 50));

async function simulateInPieces(origin: ModelOrigin, threads: number, size: number): Promise<SimulatedRows> {
  const session = await localEngine.open(springTask, origin, { threads });
  try {
    const starts = Array.from({ length: Math.ceil(rows / size) }, (_, i) => i * size);
    const pieces = await Promise.all(starts.map((first) => {
      const count = Math.min(size, rows - first);
      return session.simulate(theta.slice(2 * first, 2 * (first + count)), count, never);
    }));
    const width = compileTask(spring, springTask).width;
    const curves = new Float64Array(rows * width);
    pieces.forEach((piece, i) => curves.set(piece.curves, starts[i]! * width));
    return { curves, outcomes: pieces.flatMap((piece, i) => piece.outcomes.map((outcome) => ({ ...outcome, row: outcome.row + starts[i]! }))) };
  } finally {
    await session.close();
  }
}

it("the plugin brings one engine, called local", () => {
  expect(plugin.engines.map((engine) => engine.id)).toEqual(["local"]);
});

describe("results", () => {
  /** What the compiled task itself answers, row by row. */
  const direct = (): SimulatedRows => {
    const simulator = compileTask(spring, springTask);
    const curves = new Float64Array(rows * simulator.width);
    const outcomes = Array.from({ length: rows }, (_, row) => {
      const out = new Float64Array(simulator.width);
      const outcome = simulator.run(theta.subarray(2 * row, 2 * row + 2), out);
      if (outcome.ok) curves.set(out, row * simulator.width);
      return { ...outcome, row };
    }).filter((outcome) => outcome.status !== "reached");
    return { curves, outcomes };
  };

  it.each([0, 1, 2, 3])("on %i threads are bit for bit those of the compiled task", async (threads) => {
    const expected = direct();
    const answer = await simulateInPieces(springs, threads, 47);
    expect(new Uint8Array(answer.curves.buffer)).toEqual(new Uint8Array(expected.curves.buffer));
    expect(answer.outcomes).toEqual(expected.outcomes);
    expect(new Set(answer.outcomes.map((outcome) => outcome.status))).toEqual(new Set(["failure", "invalid-parameters", "no-solution"]));
  });

  it("leave the caller's theta as it was", async () => {
    const session = await localEngine.open(springTask, springs, { threads: 1 });
    const mine = Float64Array.of(3, 1);
    await session.simulate(mine, 1, never);
    expect(mine).toEqual(Float64Array.of(3, 1));
    await session.close();
  });

  it("of failed rows are zeros, even where the model had begun to write", async () => {
    const session = await localEngine.open({ ...springTask, afterStop: "reject" }, springs, { threads: 0 });
    const { curves, outcomes } = await session.simulate(Float64Array.of(60, 1), 1, never);
    expect(outcomes).toMatchObject([{ row: 0, ok: false, status: "failure" }]);
    expect(curves.every((value) => value === 0)).toBe(true);
  });
});

describe("where it runs", () => {
  it("in this thread when only this thread knows the model", async () => {
    const session = await localEngine.open(springTask, { modules: [], models: [spring] }, { threads: 4 });
    expect(session.parallelism).toBe(1);
    expect((await session.simulate(Float64Array.of(1, 1), 1, never)).curves.some((value) => value > 0)).toBe(true);
  });

  it("on all of the machine's threads unless told otherwise", async () => {
    const session = await localEngine.open(springTask, springs, {});
    expect(session.parallelism).toBe((await import("node:os")).availableParallelism());
    await session.close();
  });

  it("in slices, so that a timer fires while a long piece is simulated in this thread", async () => {
    const session = await localEngine.open(springTask, springs, { threads: 0 });
    const many = 30_000;
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await session.simulate(Float64Array.from({ length: 2 * many }, () => 1), many, never);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });

  it("without keeping the process alive when the session is forgotten", () => {
    const ended = spawnSync(process.execPath, [fileURLToPath(here("leave-idle.ts"))], { encoding: "utf8", timeout: 30_000 });
    expect(ended.stderr).toBe("");
    expect(ended).toMatchObject({ status: 0, stdout: "simulated 43\n" });
  });
});

describe("interruption", () => {
  const stuck = { ...springTask, model: "toy/wrecker", columns: [{ parameter: "deed" }], fixed: {}, responses: [["force"], []] };

  it.each([0, 2])("on %i threads rejects with the signal's reason", async (threads) => {
    const session = await localEngine.open(springTask, springs, { threads });
    const controller = new AbortController();
    const many = 200_000;
    const answer = session.simulate(new Float64Array(2 * many).fill(1), many, controller.signal);
    setTimeout(() => controller.abort(new Error("enough")), 20);
    await expect(answer).rejects.toThrow("enough");
    await expect(session.simulate(Float64Array.of(1, 1), 1, controller.signal)).rejects.toThrow("enough");
    await session.close();
  });

  it("ends a model that never returns, and the session goes on", async () => {
    const session = await localEngine.open(stuck, { modules: [here("wrecker.ts")] }, { threads: 1 });
    const controller = new AbortController();
    const answer = session.simulate(Float64Array.of(3), 1, controller.signal);
    const queued = session.simulate(Float64Array.of(0), 1, never);
    setTimeout(() => controller.abort(new Error("enough")), 200);
    await expect(answer).rejects.toThrow("enough");
    expect((await queued).curves[1]).toBe(1);
    await session.close();
  });

  it("by closing rejects what is still under way", async () => {
    const session = await localEngine.open(stuck, { modules: [here("wrecker.ts")] }, { threads: 1 });
    const answer = session.simulate(Float64Array.of(3), 1, never);
    await Promise.all([expect(answer).rejects.toThrow("closed"), session.close()]);
    await expect(session.simulate(Float64Array.of(0), 1, never)).rejects.toThrow("closed");
  });
});

describe("a worker that dies", () => {
  const wreck = { ...springTask, model: "toy/wrecker", columns: [{ parameter: "deed" }], fixed: {}, responses: [["force"], []] };

  it("is a loud error for every piece, not a hang", async () => {
    const session = await localEngine.open(wreck, { modules: [here("wrecker.ts")] }, { threads: 1 });
    const first = session.simulate(Float64Array.of(1), 1, never);
    const second = session.simulate(Float64Array.of(1), 1, never);
    const [a, b] = await Promise.allSettled([first, second]);
    expect(a).toMatchObject({ status: "rejected", reason: { message: expect.stringContaining("exited with code: 7") } });
    expect(b).toMatchObject({ status: "rejected", reason: { message: expect.stringContaining("worker thread died while simulating toy/wrecker") } });
    await expect(session.simulate(Float64Array.of(0), 1, never)).rejects.toThrow("died");
    await session.close();
  });

  it.each([0, 1])("is not what a model that throws brings about: on %i threads its sample has failed and the others go on", async (threads) => {
    const session = await localEngine.open(wreck, { modules: [here("wrecker.ts")] }, { threads });
    const { curves, outcomes } = await session.simulate(Float64Array.of(0, 2, 0), 3, never);
    expect(outcomes).toEqual([{ row: 1, ok: false, status: "no-solution", message: "the model broke down: TypeError: a bug in the model" }]);
    const width = curves.length / 3;
    expect([curves[1], curves[width + 1], curves[2 * width + 1]]).toEqual([1, 0, 1]);
    await session.close();
  });

  it("for a module that does not exist says so", async () => {
    const session = await localEngine.open(springTask, { modules: [here("missing.ts")] }, { threads: 1 });
    await expect(session.simulate(Float64Array.of(1, 1), 1, never)).rejects.toThrow(/missing\.ts/);
    await session.close();
  });
});

describe("a user's mistake", () => {
  it("made in the task is reported when the session is opened, if this thread knows the model", async () => {
    const wrong = { ...springTask, fixed: { stiffness: 1 } };
    await expect(localEngine.open(wrong, { ...springs, models: [spring] }, { threads: 2 })).rejects.toMatchObject({ code: "parameter-unknown" });
  });

  it.each([0, 1])("keeps its class and code on the way out of %i threads", async (threads) => {
    const wrong = { ...springTask, model: "toy/sprig" };
    const open = async (): Promise<unknown> => {
      const session = await localEngine.open(wrong, springs, { threads });
      return session.simulate(Float64Array.of(1, 1), 1, never).finally(() => session.close());
    };
    const error = await open().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ code: "unknown-id", message: expect.stringContaining("toy/sprig") });
  });

  it("in a module without a plugin in it names the module", async () => {
    await expect(localEngine.open(springTask, { modules: [here("no-default.ts")] }, { threads: 0 })).rejects.toMatchObject({ code: "plugin-invalid", message: expect.stringContaining("no-default.ts") });
  });
});

describe("a script that simulates as soon as it is imported", () => {
  it("is refused in words in the first thread that imports it, and opens no second", async () => {
    const session = await localEngine.open(springTask, { modules: [here("script.ts")] }, { threads: 1 });
    await expect(session.simulate(Float64Array.of(2, 1), 1, never)).rejects.toThrow(/a module that was imported to find the model begins simulations of its own.*if \(import\.meta\.main\)/s);
    await session.close();
  });
});
