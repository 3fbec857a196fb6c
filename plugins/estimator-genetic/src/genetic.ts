import { defineDirectEstimator } from "@inversa/core";
import { drawsFrom, repeated } from "./attempts.ts";
import { evolve } from "./genetic-search.ts";
import { geneticSettings } from "./genetic-settings.ts";
import { misfitOf } from "./misfit.ts";
import { solutionOf } from "./solution.ts";

/** A real-coded genetic algorithm within bounds and relations, several runs, and the Gauss-Newton covariance at the best point. */
export const genetic = defineDirectEstimator({
  id: "genetic",
  name: "Genetic algorithm",
  about: "Evolves a population of parameter sets, as is customary in soil calibration; searches the whole prior and needs no smooth model, but many simulations.",
  source: "K. Deb and R. B. Agrawal, Complex Systems 9 (1995) 115-148; K. Deb, Computer Methods in Applied Mechanics and Engineering 186 (2000) 311-338.",
  settings: geneticSettings,
  invert: async (objective, settings, run, start) => {
    run.signal.throwIfAborted();
    const misfit = misfitOf(objective, run.signal);
    const draws = drawsFrom(objective, misfit, run);
    const given = start && misfit.toUnit(start);
    const attempts = await repeated(misfit, settings, (attempt) => {
      const watch = (generation: number, best: number): void =>
        run.progress({ stage: "genetic algorithm", done: generation, total: settings.generations, values: { misfit: Math.sqrt((2 * best) / objective.size), run: attempt + 1, evaluations: misfit.evaluations() } });
      return evolve(misfit, draws, settings, run.seed, attempt, watch, attempt === 0 ? given : undefined);
    });
    return solutionOf(objective, misfit, attempts, settings.noise);
  },
});
