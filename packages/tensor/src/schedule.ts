import type { Schedule } from "./training.ts";

/** The factor of the learning rate in epoch e (from 0) of `epochs`. */
export function scheduleFactor(schedule: Schedule | undefined, e: number, epochs: number): number {
  switch (schedule?.kind) {
    case undefined:
    case "constant":
      return 1;
    case "exponential":
      return schedule.decay ** e;
    case "step":
      return schedule.factor ** Math.floor(e / schedule.every);
    case "cosine": {
      const floor = schedule.floor ?? 0;
      return floor + ((1 - floor) * (1 + Math.cos((Math.PI * e) / epochs))) / 2;
    }
  }
}
