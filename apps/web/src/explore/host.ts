import { type FileReading, InputError, type SourceFile } from "@inversa/core";
import { loadModel } from "./browser-models.ts";
import type { Answer, Ask, Kind, Port, Requests } from "./messages.ts";
import type { BoundScene } from "./scene.ts";

/** The worker's end of the line: answers each request once, holds the scene that is simulated again and again, and can be told to stop a long request. */
export function serveExplore(port: Port): void {
  let scene: BoundScene | undefined;
  /** Whether the page knows the points of the scene; it does not where the first parameters were refused. */
  let shown = false;
  const running = new Map<number, AbortController>();
  const post = (answer: Answer, transfer: ArrayBuffer[] = []): void => port.postMessage(answer, transfer);

  const work: { readonly [K in Kind]: (ask: Ask<K>) => Promise<Requests[K]["answer"]> | Requests[K]["answer"] } = {
    open: ({ model, options }) => openModel(model, options),
    read: ({ model, files, conditions }) => readMeasured(model, files, conditions),
    simulate: async ({ scene: fresh, parameters }) => {
      if (fresh) {
        [scene, shown] = [undefined, false];
        const [model, { bindScene }] = await Promise.all([loadModel(fresh.model), import("./scene.ts")]);
        scene = bindScene(model, fresh);
      }
      if (!scene) throw new InputError("request-invalid", { what: "there is no scene to simulate", expected: "a scene with tests that the model accepts" });
      const frame = scene.frame(parameters);
      if (shown) return frame;
      shown = true;
      return { ...frame, axes: scene.axes };
    },
    fit: async ({ id, scene: tests, terms, start }) => {
      const [model, { fitScene }] = await Promise.all([loadModel(tests.model), import("./estimate-scene.ts")]);
      return fitScene(model, tests, terms, start, runOf(id));
    },
    ask: async ({ id, scene: tests, trained }) => {
      const [model, { askTrained }] = await Promise.all([loadModel(tests.model), import("./estimate-scene.ts")]);
      return askTrained(model, tests, trained, runOf(id));
    },
    formats: async ({ model }) => (await (await import("./browser-exporters.ts")).exportersFor(model)).map(({ id, name, about }) => ({ id, name, about })),
    export: async ({ estimate, to }) => {
      const [model, { exported }] = await Promise.all([loadModel(estimate.model), import("./browser-exporters.ts")]);
      return exported(model, estimate, to);
    },
    cancel: ({ request }) => {
      running.get(request)?.abort();
      return null;
    },
  };

  const runOf = (id: number) => {
    const controller = new AbortController();
    running.set(id, controller);
    return {
      seed: 1, signal: controller.signal,
      progress: ({ done, total, values }: { done: number; total?: number; values?: Readonly<Record<string, number>> }) =>
        post({ id, progress: { done, ...(total === undefined ? {} : { total }), ...(values?.["misfit"] === undefined ? {} : { misfit: values["misfit"] }) } }),
    };
  };

  port.addEventListener("message", async ({ data }) => {
    const ask = data as Ask;
    try {
      const answer = await work[ask.kind](ask as never);
      post({ id: ask.id, answer }, ask.kind === "simulate" ? [(answer as Requests["simulate"]["answer"]).curves.buffer as ArrayBuffer] : []);
    } catch (error) {
      if (error instanceof InputError) post({ id: ask.id, problem: { code: error.code, message: error.message, mistake: error.mistake } });
      else post({ id: ask.id, failure: error instanceof Error ? error.message : String(error) });
    } finally {
      running.delete(ask.id);
    }
  });
  port.start?.();
}

async function openModel(id: string, options: Readonly<Record<string, unknown>> = {}): Promise<Requests["open"]["answer"]> {
  const [model, { modelDocument }, { typicalScene }] = await Promise.all([loadModel(id), import("@inversa/runtime/browser"), import("./typical-tests.ts")]);
  const { parameters: typical, tests } = typicalScene(model);
  // Options are declared with functions that check documents; a page needs the declaration alone.
  const document = JSON.parse(JSON.stringify(modelDocument(model, options))) as ReturnType<typeof modelDocument>;
  return { ...document, id: model.id, name: model.name, about: model.about, typical, tests };
}

async function readMeasured(id: string, files: readonly SourceFile[], conditions: Readonly<Record<string, number>> | undefined): Promise<readonly FileReading[]> {
  const [model, { fewerRemark, isLong, proposedReadings, readFiles, registry, unpacked, withFewerReadings }, { loadSources }] = await Promise.all([loadModel(id), import("@inversa/runtime/browser"), import("./browser-sources.ts")]);
  const protocols = model.simulations.map(({ protocol }) => ({ value: protocol, plugin: id }));
  const readings = await readFiles({ sources: registry("source", "this page", await loadSources()), protocols: registry("protocol", "this page", protocols) }, await Promise.all(files.map((file) => unpacked(file))), conditions ? { conditions } : {});
  return readings.map(({ file, observations, inferred, warnings }) => ({
    file, inferred,
    observations: observations.map((observation) => (isLong(observation) ? withFewerReadings(observation, proposedReadings) : observation)),
    warnings: [...warnings, ...observations.filter(isLong).map(fewerRemark)],
  }));
}
