import { random, type Random } from "@inversa/numerics";
import type { Attempt, Draws } from "./attempts.ts";
import { noneMeant } from "./attempts.ts";
import { blend, simplex, simulatedBinary, type Crossover } from "./crossover.ts";
import { byCost, type Member } from "./generation.ts";
import type { GeneticSettings } from "./genetic-settings.ts";
import type { Misfit } from "./misfit.ts";
import { gaussian, polynomial } from "./mutation.ts";

/** What a generation tells whoever watches. */
export type Watch = (generation: number, best: number) => void;

/** How often a child that contradicts a relation is made again before it is left to fail. */
const retries = 20;

/** The populations of both algorithms differ, so their random streams do too. */
const stream = 1;

/**
 * One run of a real-coded genetic algorithm: parents by tournament, children by crossover and mutation, the best members of a generation kept beside its
 * children (elitism; K. Deb, Multi-objective optimization using evolutionary algorithms, Wiley 2001, chapter 4). A member without a meaning loses every
 * tournament against one that has one (Deb 2000).
 * @param start On the unit cube; a member of the first generation. The others are draws from the prior.
 */
export async function evolve(misfit: Misfit, draws: Draws, settings: GeneticSettings, seed: number, attempt: number, watch: Watch, start?: Float64Array): Promise<Attempt> {
  const P = misfit.dimension;
  const size = settings.population || Math.max(40, 20 * P);
  const generator = random(seed, stream, attempt);
  const cross = crossoverOf(settings, P);
  const rate = settings.mutationRate || 1 / P;
  const mutate = settings.mutation === "polynomial" ? polynomial(settings.mutationIndex, rate) : gaussian(settings.mutationStep, rate);

  let population = await firstGeneration(misfit, draws, size, start);
  let [reference, since] = [population[0]!.cost, 0];
  for (let generation = 1; ; generation++) {
    const best = population[0]!;
    watch(generation, best.cost);
    if (since >= settings.stall) return { ...best, end: "settled", why: `The misfit no longer fell in ${settings.stall} generations` };
    if (generation > settings.generations) return { ...best, end: "generations", why: `Ended after ${settings.generations} generations while the misfit still fell` };
    if (misfit.evaluations() + size > settings.maxEvaluations) return { ...best, end: "evaluations", why: "Ended at the limit of evaluations while the misfit still fell" };

    const children: Member[] = [];
    while (children.length < size) {
      for (const u of makeChildren()) {
        if (children.length < size) children.push({ u, cost: await misfit.at(u) });
      }
    }
    // The sort is stable: of members with equal misfit the older stay ahead, so a plateau is no drift.
    const kept = population.slice(0, Math.max(1, Math.round(settings.elite * size)));
    population = [...kept, ...children].sort(byCost).slice(0, size);
    if (population[0]!.cost < reference - settings.tolerance * misfit.unit()) [reference, since] = [population[0]!.cost, 0];
    else since++;
  }

  function makeChildren(): Float64Array[] {
    const parents = Array.from({ length: cross.parents }, () => tournament(population, settings.tournament, generator).u);
    for (let tries = 0; ; tries++) {
      const children = generator.next() < settings.crossoverRate ? cross.children(parents, generator) : [parents[0]!.slice(), parents[1]!.slice()];
      for (const child of children) mutate(child, generator);
      const meant = children.filter((child) => !misfit.contradicts(child));
      if (meant.length > 0) return meant;
      if (tries >= retries) return children;
    }
  }
}

function crossoverOf({ crossover, crossoverIndex, blend: alpha }: GeneticSettings, P: number): Crossover {
  if (crossover === "simplex") return simplex(P);
  return crossover === "blx" ? blend(alpha) : simulatedBinary(crossoverIndex);
}

async function firstGeneration(misfit: Misfit, draws: Draws, size: number, start?: Float64Array): Promise<Member[]> {
  const population: Member[] = [];
  if (start) population.push({ u: start, cost: await misfit.at(start) });
  while (population.length < size) {
    const u = draws.next();
    population.push({ u, cost: await misfit.at(u) });
  }
  population.sort(byCost);
  if (population[0]!.cost < Infinity) return population;
  // A model that refuses most of its prior deserves more patience than one population.
  const found = await draws.nextMeant().catch(() => {
    throw noneMeant(misfit.evaluations());
  });
  return [found, ...population.slice(0, -1)];
}

/** The best of so many members, drawn with replacement. */
function tournament(population: readonly Member[], size: number, generator: Random): Member {
  // Sorted: the lower index wins.
  let winner = generator.integer(population.length);
  for (let k = 1; k < size; k++) winner = Math.min(winner, generator.integer(population.length));
  return population[winner]!;
}
