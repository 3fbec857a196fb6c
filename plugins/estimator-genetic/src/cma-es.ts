import { defineDirectEstimator } from "@inversa/core";
import { drawsFrom, repeated } from "./attempts.ts";
import { cmaEsSettings } from "./cma-es-settings.ts";
import { adapt } from "./cma-search.ts";
import { misfitOf } from "./misfit.ts";
import { solutionOf } from "./solution.ts";

/** CMA-ES within bounds and relations, restarted with growing populations, and the Gauss-Newton covariance at the best point. */
export const cmaEs = defineDirectEstimator({
  id: "cma-es",
  name: "CMA-ES",
  about: "Evolves a normal distribution that learns the shape of the misfit; the global search of choice for rough or bent misfits of up to some tens of parameters.",
  source: "N. Hansen, The CMA Evolution Strategy: A Tutorial, arXiv:1604.00772 (2016); A. Auger and N. Hansen, A restart CMA evolution strategy with increasing population size, CEC 2005.",
  settings: cmaEsSettings,
  invert: async (objective, settings, run, start) => {
    run.signal.throwIfAborted();
    const misfit = misfitOf(objective, run.signal);
    const draws = drawsFrom(objective, misfit, run);
    const first = settings.population || 4 + Math.floor(3 * Math.log(misfit.dimension));
    const attempts = await repeated(misfit, settings, async (attempt) => {
      const lambda = Math.max(4, Math.round(first * settings.growth ** attempt));
      const given = attempt === 0 && start ? misfit.toUnit(start) : undefined;
      const cost = given ? await misfit.at(given) : Infinity;
      // A start that the model refuses is replaced by a draw.
      const begin = given && cost < Infinity ? { u: given, cost, step: settings.startStep, lambda } : { ...(await draws.nextMeant()), step: settings.step, lambda };
      return adapt(misfit, settings, run.seed, attempt, begin, (generation, best, deviation) =>
        run.progress({ stage: "CMA-ES", done: generation, total: settings.generations, values: { misfit: Math.sqrt((2 * best) / objective.size), step: deviation, run: attempt + 1, evaluations: misfit.evaluations() } }));
    });
    return solutionOf(objective, misfit, attempts, settings.noise);
  },
});
