import { tmpdir } from "node:os";
import { describe, expect, it, onTestFinished } from "vitest";
import { openAnswering } from "../src/estimators/answering.ts";
import { microBatches } from "../src/estimators/micro-batches.ts";
import { recentlyUsed } from "../src/estimators/recently-used.ts";

describe("questions that come at the same time", () => {
  /** An asker whose batches end when the test says so. */
  const asker = (limits = { most: 3, waiting: 5 }) => {
    const batches: { readonly questions: readonly number[]; end(error?: Error): void }[] = [];
    const ask = microBatches<number, number>((questions) => new Promise((answer, fail) => {
      batches.push({ questions, end: (error) => (error ? fail(error) : answer(questions.map((n) => n * n))) });
    }), limits);
    return { ask, batches };
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it("are asked together while the ones before are under way, no more than so many at once; a lone one waits for nobody", async () => {
    const { ask, batches } = asker();
    const first = ask(1);
    expect(batches.map(({ questions }) => questions)).toEqual([[1]]);
    const later = [2, 3, 4, 5].map(ask);
    batches[0]!.end();
    expect(await first).toBe(1);
    await turn();
    expect(batches[1]!.questions).toEqual([2, 3, 4]);
    batches[1]!.end();
    await turn();
    expect(batches[2]!.questions).toEqual([5]);
    batches[2]!.end();
    expect(await Promise.all(later)).toEqual([4, 9, 16, 25]);
    const again = ask(6);
    expect(batches[3]!.questions).toEqual([6]);
    batches[3]!.end();
    expect(await again).toBe(36);
  });

  it("fail with their batch and no other, and are refused when too many wait", async () => {
    const { ask, batches } = asker();
    const first = ask(1);
    const waiting = [2, 3, 4, 5, 6].map(ask);
    await expect(ask(7)).rejects.toMatchObject({ code: "server-busy" });
    batches[0]!.end(new Error("down"));
    await expect(first).rejects.toThrow("down");
    await turn();
    batches[1]!.end();
    await turn();
    batches[2]!.end();
    expect(await Promise.all(waiting)).toEqual([4, 9, 16, 25, 36]);
  });
});

describe("what is kept open", () => {
  const shelf = (room: number) => {
    const [opened, closed]: [string[], string[]] = [[], []];
    const open = recentlyUsed<string>(room, (key) => void closed.push(key));
    const use = <R>(key: string, size: number, work: () => Promise<R>): Promise<R> => open.use(key, size, async () => { opened.push(key); return key; }, work);
    return { opened, closed, open, use, touch: (key: string, size = 10) => use(key, size, async () => key) };
  };

  it("is opened once, and what was used longest ago is closed when there is no more room", async () => {
    const { opened, closed, open, touch } = shelf(30);
    await Promise.all([touch("a"), touch("a"), touch("b")]);
    for (const key of ["c", "a", "d"]) await touch(key);
    expect([opened, closed, open.keys()]).toEqual([["a", "b", "c", "d"], ["b"], ["c", "a", "d"]]);
    await touch("large", 100);
    await touch("large", 100);
    expect(open.keys()).toEqual(["large"]);
    await touch("a");
    expect([opened, open.keys()]).toEqual([["a", "b", "c", "d", "large", "a"], ["a"]]);
  });

  it("is not closed while it is in use, and tried again when it could not be opened", async () => {
    const { closed, open, use, touch } = shelf(10);
    const work = Promise.withResolvers<void>();
    const busy = use("a", 10, () => work.promise);
    await touch("b");
    expect([closed, open.keys()]).toEqual([["b"], ["a"]]);
    work.resolve();
    await busy;
    await expect(open.use("c", 10, () => Promise.reject(new Error("torn")), async () => {})).rejects.toThrow("torn");
    expect(await touch("c")).toBe("c");
    open.forget();
    expect(open.keys()).toEqual([]);
  });
});

it("a process that does not answer in time is ended, and the next question gets another", async () => {
  const answering = openAnswering([], { openBytes: 1e6, batch: 4, waiting: 4, seconds: 0.001, megabytes: 256 }, tmpdir());
  onTestFinished(() => answering.close());
  for (const _ of [1, 2]) await expect(answering.describe(new Uint8Array(8))).rejects.toMatchObject({ code: "too-costly" });
});
