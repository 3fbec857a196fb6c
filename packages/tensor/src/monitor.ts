import type { Epoch, Training, TrainingControl } from "./training.ts";

/** Longest work between two turns of the event loop, ms: progress shows and an abort is heard. */
const STRETCH = 40;

/** Watches one training: keeps its history, reports, remembers the best weights, and says when to stop. */
export class Monitor {
  readonly history: Epoch[] = [];
  /** Passes over the rows that earlier restarts took at most. */
  readonly pass: number;
  /** Validation loss (training loss without validation data) of the weights that will be kept. */
  score = Infinity;
  readonly #training: Training;
  readonly #control: TrainingControl;
  readonly #about: { readonly restart: number; readonly restarts: number; readonly engine: string };
  #best: Float64Array | undefined;
  #least = Infinity;
  #waited = 0;
  #lastTurn = performance.now();

  constructor(training: Training, control: TrainingControl, about: { readonly restart: number; readonly restarts: number; readonly engine: string }) {
    this.#training = training;
    this.#control = control;
    this.#about = about;
    this.pass = (about.restart - 1) * training.epochs;
  }

  /** True when the event loop should have a turn. @throws the signal's reason once it is aborted */
  get due(): boolean {
    this.#control.signal?.throwIfAborted();
    return performance.now() - this.#lastTurn > STRETCH;
  }

  /** Gives the event loop a turn. @throws the signal's reason once it is aborted */
  async turn(): Promise<void> {
    await new Promise((resume) => setTimeout(resume, 0));
    this.#lastTurn = performance.now();
    this.#control.signal?.throwIfAborted();
  }

  /** Takes note of an epoch and its weights. True: stop here. */
  epoch(loss: number, validationLoss: number | undefined, weights: Float64Array): boolean {
    const { earlyStopping, epochs } = this.#training;
    const entry: Epoch = { epoch: this.history.length + 1, loss, ...(validationLoss !== undefined && { validationLoss }) };
    this.history.push(entry);
    this.#control.progress?.({ ...entry, epochs, ...this.#about });
    const current = validationLoss ?? loss;
    const restoring = earlyStopping !== undefined && (earlyStopping.restoreBest ?? true);
    if (!Number.isFinite(current)) {
      if (!restoring) this.score = Infinity;
      return true;
    }
    const improved = current < this.#least * (1 - (earlyStopping?.minimumImprovement ?? 0));
    if (improved) {
      this.#least = current;
      this.#waited = 0;
      if (restoring) {
        this.#best ??= new Float64Array(weights.length);
        this.#best.set(weights);
      }
    } else this.#waited++;
    this.score = restoring ? this.#least : current;
    return earlyStopping !== undefined && this.#waited >= earlyStopping.patience;
  }

  /** The weights to keep: those of the best epoch where early stopping restores them, else the last. */
  keep(weights: Float64Array): Float64Array {
    return this.#best ?? weights;
  }
}
