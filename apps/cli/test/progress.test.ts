import colours from "picocolors";
import { describe, expect, it } from "vitest";
import { ProgressDisplay } from "../src/terminal/progress.ts";

function display(isTTY: boolean, columns = 120) {
  let written = "";
  let now = 0;
  const shown = new ProgressDisplay({ isTTY, columns, write: (text) => { written += text; } }, colours.createColors(false), () => now);
  return { shown, pass: (seconds: number) => { now += seconds * 1000; }, take: () => { const text = written; written = ""; return text; } };
}

describe("progress", () => {
  it("draws a bar with rate and time left on a terminal", () => {
    const { shown, pass, take } = display(true);
    shown.update({ stage: "simulate", done: 0, total: 4000 });
    pass(2);
    shown.update({ stage: "simulate", done: 1000, total: 4000 });
    const line = take();
    expect(line).toContain("simulate");
    expect(line).toContain("25 %");
    expect(line).toContain("1,000/4,000");
    expect(line).toContain("500/s");
    expect(line).toContain("6 s left");
  });

  it("counts what was done before it started as no work of its own", () => {
    const { shown, pass, take } = display(true);
    shown.update({ stage: "simulate", done: 3000, total: 4000 });
    take();
    pass(1);
    shown.update({ stage: "simulate", done: 3100, total: 4000 });
    expect(take()).toContain("100/s");
  });

  it("does not redraw more often than ten times a second", () => {
    const { shown, pass, take } = display(true);
    for (let i = 0; i < 1000; i++) {
      shown.update({ stage: "s", done: i, total: 1000 });
      pass(0.001);
    }
    expect(take().split("\r").length - 1).toBeLessThanOrEqual(10);
  });

  it("writes one line a finished stage in a pipe and nothing else", () => {
    const { shown, pass, take } = display(false);
    for (const stage of ["simulate", "train bp"]) {
      for (let i = 0; i <= 10; i++) {
        shown.update({ stage, done: i, total: 10, values: { loss: 0.5 } });
        pass(1);
      }
    }
    shown.finish();
    const lines = take().split("\n").filter(Boolean);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain("simulate");
    expect(lines[1]).toContain("train bp");
    expect(lines[1]).toContain("loss 0.5");
  });

  it("says once in a pipe, and beside the bar on a terminal, what the work waits for", () => {
    const [pipe, terminal] = [display(false), display(true)];
    for (const { shown, pass } of [pipe, terminal]) {
      for (let i = 0; i < 3; i++) {
        shown.update({ stage: "simulate", done: 0, total: 10, values: { failed: 1 }, note: "no worker is there" });
        pass(1);
      }
      shown.update({ stage: "simulate", done: 1, total: 10 });
    }
    expect(pipe.take()).toBe("  … simulate: no worker is there\n");
    expect(terminal.take().split("no worker is there")).toHaveLength(4);
  });

  it("does not call a stage done that ended early", () => {
    const { shown, take } = display(false);
    shown.update({ stage: "simulate", done: 3, total: 10 });
    shown.finish(false);
    expect(take()).toBe("");
  });

  it("never writes a line wider than the terminal", () => {
    const { shown, pass, take } = display(true, 40);
    shown.update({ stage: "训练 a very long name of a stage indeed", done: 0, total: 10 });
    pass(1);
    shown.update({ stage: "训练 a very long name of a stage indeed", done: 5, total: 10, values: { loss: 0.123, validation: 0.456 } });
    // eslint-disable-next-line no-control-regex
    for (const line of take().split("\r").map((l) => l.replaceAll(/\u001B\[[0-9;]*[mK]/g, ""))) expect(line.length).toBeLessThan(40);
  });
});
