// A step controller settles up to a tenth inside the region, where the error has just stopped growing.
const edge = 0.9;

/**
 * Notices that steps are held back by stability and not by accuracy: a run of steps at the edge of the stability
 * region. Sure only for pairs whose last two stages are both at the step's end, as Dormand and Prince's are.
 * Source: E. Hairer and G. Wanner, "Solving ordinary differential equations II" (1991), section IV.2.
 */
export class StiffnessGuard {
  stiff = false;
  readonly #limit: number;
  #suspicions = 0;
  #acquittals = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @param spread |h λ| of an accepted step */
  note(spread: number): void {
    if (spread > edge * this.#limit) {
      this.#acquittals = 0;
      this.#suspicions++;
      if (this.#suspicions === 15) this.stiff = true;
    } else if (this.#suspicions > 0 && ++this.#acquittals === 6) {
      this.#suspicions = 0;
      this.#acquittals = 0;
    }
  }

  /** The end of a sentence that says why steps are short. */
  get explanation(): string {
    return this.stiff ? ": the problem is stiff, which an explicit method cannot step over." : ".";
  }
}
