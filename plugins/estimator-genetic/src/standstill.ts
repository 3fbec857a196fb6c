import { median } from "@inversa/numerics";
import type { Adaptation } from "./adaptation.ts";
import type { Strategy } from "./strategy.ts";

/** Below this share of the range a step changes nothing that matters to anybody. */
const smallestStep = 1e-12;
/** Beyond this C cannot be decomposed reliably. */
const largestCondition = 1e14;

/** Tells when a run of CMA-ES has come to its end: the criteria of N. Hansen, arXiv:1604.00772, appendix B.3. */
export class Standstill {
  readonly #strategy: Strategy;
  readonly #best: number[] = [];
  readonly #median: number[] = [];

  constructor(strategy: Strategy) {
    this.#strategy = strategy;
  }

  /**
   * Takes the costs of a generation, best first, Infinity where there is no meaning.
   * @returns why the run has ended, or undefined
   */
  after(costs: readonly number[], distribution: Adaptation, tolerance: number, firstStep: number): string | undefined {
    const { n, lambda } = this.#strategy;
    const meant = costs.filter((cost) => cost < Infinity);
    this.#best.push(costs[0]!);
    this.#median.push(costs[Math.floor(costs.length / 2)]!);
    const span = 10 + Math.ceil((30 * n) / lambda);
    if (this.#best.length >= span && meant.length > 0) {
      const recent = this.#best.slice(-span);
      const range = Math.max(...recent, ...meant) - Math.min(...recent, ...meant);
      if (range < tolerance) return "The misfit no longer varies";
    }
    if (!(distribution.largestDeviation() > smallestStep)) return "The parameters no longer move";
    if (distribution.condition() > largestCondition) return "The misfit is flat in one direction and steep in another, beyond what numbers resolve";
    if (distribution.largestDeviation() > 1e4 * firstStep) return "The steps grew without an end";
    return this.#stagnates() ? "The misfit no longer falls" : undefined;
  }

  /** Whether neither the best nor the median misfits of the last fifth of the run (at least 120 + 30 n / lambda generations) are falling. */
  #stagnates(): boolean {
    const { n, lambda } = this.#strategy;
    const span = Math.min(20_000, Math.max(120 + Math.ceil((30 * n) / lambda), Math.ceil(this.#best.length / 5)));
    if (this.#best.length < span) return false;
    const third = Math.ceil(0.3 * span);
    return [this.#best, this.#median].every((history) => {
      const recent = history.slice(-span);
      return median(recent.slice(-third)) >= median(recent.slice(0, third));
    });
  }
}
