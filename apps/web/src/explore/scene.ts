import { InputError, prepareSimulation, type ForwardModel } from "@inversa/core";
import { compareCurves } from "@inversa/runtime/browser";
import { drawnAxis } from "./drawn-axis.ts";
import type { CurveEnd, CurveFit, CurvePlace, Frame, Parameters, Scene, SceneTest } from "./messages.ts";

/** A scene bound to its model: all that does not depend on the parameters is done. */
export interface BoundScene {
  readonly axes: readonly Float64Array[];
  /** @throws InputError for parameters out of bounds or in contradiction. */
  frame(parameters: Parameters): Frame;
}

/** @throws InputError for a test or an option that the model refuses, with the name of the test. */
export function bindScene(model: ForwardModel, { tests, options }: Scene): BoundScene {
  const bound = tests.map((test) => named(test, () => {
    const { axis, places } = drawnAxis(test, model);
    const { id: _, measured, ...rest } = test;
    return { axis, places, measured: Object.entries(measured ?? {}), run: prepareSimulation(model, { ...rest, axis }, options) };
  }));
  const frame = (parameters: Parameters): Frame => {
    const began = performance.now();
    const answers = bound.map(({ run }, t) => named(tests[t]!, () => run(parameters)));
    const places: CurvePlace[] = [];
    let offset = 0;
    for (const [test, { responses }] of answers.entries()) {
      for (const [response, { length }] of Object.entries(responses)) {
        places.push({ test, response, offset, length });
        offset += length;
      }
    }
    const curves = new Float64Array(offset);
    for (const { test, response, offset: at } of places) curves.set(answers[test]!.responses[response]!, at);
    const fits = bound.flatMap(({ measured, places: points }, test) => measured.flatMap(([response, values]): CurveFit[] => {
      const computed = answers[test]!.responses[response];
      const quality = computed && compareCurves(values, Float64Array.from(points, (point) => computed[point]!));
      return quality ? [{ test, response, ...quality }] : [];
    }));
    const ends = answers.map(({ status, message }): CurveEnd => ({ status, ...(message === undefined ? {} : { message }) }));
    return { curves, places, ends, fits, milliseconds: performance.now() - began };
  };
  return { axes: bound.map(({ axis }) => axis), frame };
}

/** A mistake in one test names it; one in the parameters is not the test's. */
function named<T>({ id }: SceneTest, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InputError && !error.code.startsWith("parameter") ? error.within(`"${id}"`) : error;
  }
}
