import type { Progress } from "@inversa/core";
import stringWidth from "string-width";
import type { Colours } from "./colours.ts";
import { formatCount, formatDuration, formatNumber } from "./numbers.ts";
import { truncate } from "./wrap.ts";

/** Where the bar is drawn; the parts of a terminal stream that are used. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Redraws at most so often, in milliseconds. */
const interval = 100;
const barWidth = 24;

interface Stage {
  readonly name: string;
  readonly started: number;
  /** What was already done when the stage was first seen (resumed work): it must not count into the rate. */
  readonly from: number;
  last: Progress;
}

/**
 * Shows how far long work is: a bar with rate and time left on a terminal, one line a finished stage in a pipe; in both what it waits for.
 * Call {@link finish} when the work is over, also after an error, so that the cursor is on a fresh line.
 */
export class ProgressDisplay {
  readonly #stream: ProgressStream;
  readonly #paint: Colours;
  readonly #now: () => number;
  #stage: Stage | undefined;
  #drawn = Number.NEGATIVE_INFINITY;

  constructor(stream: ProgressStream, paint: Colours, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#paint = paint;
    this.#now = now;
  }

  update(progress: Progress): void {
    if (this.#stage?.name !== progress.stage) {
      this.#close(true);
      this.#stage = { name: progress.stage, started: this.#now(), from: progress.done, last: progress };
      this.#drawn = Number.NEGATIVE_INFINITY;
    }
    const stage = this.#stage!;
    const news = progress.note !== undefined && (progress.note !== stage.last.note || stage.last === progress);
    stage.last = progress;
    if (news && this.#stream.isTTY !== true) this.#stream.write(`  ${this.#paint.yellow("…")} ${stage.name}: ${progress.note}\n`);
    const now = this.#now();
    if (this.#stream.isTTY !== true || now - this.#drawn < interval) return;
    this.#drawn = now;
    this.#stream.write(`\r\u001B[2K${this.#fit(this.#line(stage, now))}`);
  }

  /** Takes the bar away for a moment, so that a line can be printed above it. */
  interrupt(): void {
    if (this.#stage && this.#stream.isTTY === true) this.#stream.write("\r\u001B[2K");
    this.#drawn = Number.NEGATIVE_INFINITY;
  }

  /** @param completed False when the work ended early: the stage is then not reported as done. */
  finish(completed = true): void {
    this.#close(completed);
    this.#stage = undefined;
  }

  #close(completed: boolean): void {
    const stage = this.#stage;
    if (!stage) return;
    if (this.#stream.isTTY === true) this.#stream.write("\r\u001B[2K");
    if (!completed) return;
    const { done } = stage.last;
    const seconds = (this.#now() - stage.started) / 1000;
    const parts = [done - stage.from > 0 && formatCount(done), formatDuration(seconds), describeValues(stage.last)].filter(Boolean);
    this.#stream.write(`${this.#fit(`  ${this.#paint.green("✓")} ${stage.name} ${this.#paint.dim(parts.join(" · "))}`)}\n`);
  }

  #line(stage: Stage, now: number): string {
    const { done, total } = stage.last;
    const seconds = (now - stage.started) / 1000;
    const rate = seconds > 0.2 ? (done - stage.from) / seconds : 0;
    const parts: string[] = [];
    if (total !== undefined && total > 0) {
      const share = Math.min(1, done / total);
      parts.push(this.#bar(share), `${Math.floor(share * 100)} %`, `${formatCount(done)}/${formatCount(total)}`);
      if (rate > 0 && done < total) parts.push(`${formatNumber(rate, 3)}/s`, timeLeft((total - done) / rate));
    } else {
      parts.push(formatCount(done));
      if (rate > 0) parts.push(`${formatNumber(rate, 3)}/s`);
    }
    const line = `  ${stage.name}  ${parts.join("  ")}`;
    const { note } = stage.last;
    if (note !== undefined) return `${line}  ${this.#paint.yellow(note)}`;
    const values = describeValues(stage.last);
    const whole = values ? `${line}  ${this.#paint.dim(values)}` : line;
    return stringWidth(whole) < this.#width ? whole : line;
  }

  #bar(share: number): string {
    const full = Math.round(share * barWidth);
    return this.#paint.cyan("━".repeat(full)) + this.#paint.dim("─".repeat(barWidth - full));
  }

  get #width(): number { return this.#stream.columns ?? 100; }

  #fit(line: string): string {
    return stringWidth(line) < this.#width ? line : truncate(plain(line), this.#width - 1);
  }
}

/** Whole seconds: tenths that jump about tell nobody anything. */
const timeLeft = (seconds: number): string => (seconds < 1 ? "under 1 s left" : seconds < 10 ? `${Math.ceil(seconds)} s left` : `${formatDuration(seconds)} left`);

/** The rate is worked out here, the same way for everything; that nothing failed goes without saying. */
function describeValues({ values }: Progress): string {
  return Object.entries(values ?? {}).filter(([name, v]) => Number.isFinite(v) && name !== "rate" && !(name === "failed" && v === 0)).map(([name, v]) => `${name} ${formatNumber(v, 3)}`).join("  ");
}

// eslint-disable-next-line no-control-regex
const plain = (text: string): string => text.replaceAll(/\u001B\[[0-9;]*m/g, "");
