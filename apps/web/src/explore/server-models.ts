import type { ForwardModel, Protocol, Quantity } from "@inversa/core";
import type { ChannelDocument, ModelDocument, QuantityDocument } from "@inversa/runtime/browser";
import type { Answer, Ask, Frame, OpenedModel, Port, Problem, Requests, Scene } from "./messages.ts";
import { simulateRequest } from "./texts-to-copy.ts";

type RemoteModel = ModelDocument & { readonly id: string; readonly name: string; readonly about: string };

/** What the page asks of the server for models that it cannot run itself: those of a plugin that the server's variant holds and Inversa does not. */
export interface RemoteModels {
  /** Whether the server has to answer for this model. */
  has(id: string): boolean;
  describe(id: string): Promise<RemoteModel>;
  /** `POST /simulate`. */
  simulate(request: object): Promise<{ readonly tests: readonly { readonly status: Frame["ends"][number]["status"]; readonly message?: string; readonly responses: Readonly<Record<string, readonly (number | null)[]>> }[] }>;
  /** What an error of the two says to a person; undefined for a fault. */
  problemOf(error: unknown): Problem | undefined;
}

/** Milliseconds between two simulations that the server is asked for: it takes 1,200 requests a minute from one address. */
const serverPause = 60;

/** The line to the worker, with the server answering for its own models: the same messages, so that nothing else knows who answers. Fits and files need the equations in the page and are refused. */
export function withServer(worker: Port, server: RemoteModels): Port {
  const listeners: ((event: { readonly data: never }) => unknown)[] = [];
  const models = new Map<string, RemoteModel>();
  /** The scene that the server simulates; undefined while the worker has it. */
  let scene: Scene | undefined;
  let shown = false;
  let next = 0;

  const modelOf = async (id: string): Promise<RemoteModel> => {
    const known = models.get(id) ?? (await server.describe(id));
    models.set(id, known);
    return known;
  };
  const answerOf = async (ask: Ask): Promise<Requests[Ask["kind"]]["answer"]> => {
    if (ask.kind === "open") return open(await modelOf(ask.model));
    if (ask.kind !== "simulate") throw new Refused(`the equations of ${ask.kind === "read" ? ask.model : "this model"} are on the server`);
    const wait = next - performance.now();
    if (wait > 0) await new Promise((resolve) => { setTimeout(resolve, wait); });
    next = performance.now() + serverPause;
    const frame = await simulated(server, await modelOf(scene!.model), scene!, ask.parameters);
    if (!shown) {
      shown = true;
      return frame;
    }
    const { axes: _axes, ...rest } = frame;
    return rest;
  };
  const deliver = (answer: Answer): void => { for (const listener of listeners) listener({ data: answer as never }); };

  return {
    postMessage: (message, transfer) => {
      const ask = message as Ask;
      if (ask.kind === "simulate" && ask.scene) [scene, shown] = [server.has(ask.scene.model) ? ask.scene : undefined, false];
      const elsewhere = ask.kind === "simulate" ? scene !== undefined : ask.kind === "open" || ask.kind === "read" || ask.kind === "formats" ? server.has(ask.model) : ask.kind === "export" ? server.has(ask.estimate.model) : ask.kind !== "cancel" && server.has(ask.scene.model);
      if (!elsewhere) return worker.postMessage(message, transfer);
      answerOf(ask).then((answer) => deliver({ id: ask.id, answer }), (error: unknown) => {
        const problem = error instanceof Refused ? error.problem : server.problemOf(error);
        deliver(problem ? { id: ask.id, problem } : { id: ask.id, failure: String(error) });
      });
    },
    addEventListener: (type, listener) => {
      listeners.push(listener);
      worker.addEventListener(type, listener);
    },
  };
}

class Refused extends Error {
  readonly problem: Problem;
  constructor(what: string) {
    super(what);
    this.problem = { code: "estimator-incompatible", message: what, mistake: { what, expected: "a model that this page can run", next: "Make a study of your files, and let the server estimate" } };
  }
}

async function open(model: RemoteModel): Promise<OpenedModel> {
  const { typicalScene } = await import("./typical-tests.ts");
  const { parameters: typical, tests } = typicalScene(silent(model));
  return { ...model, typical, tests };
}

async function simulated(server: RemoteModels, model: RemoteModel, scene: Scene, parameters: Readonly<Record<string, number>>): Promise<Frame> {
  const [{ drawnAxis }, { compareCurves }] = await Promise.all([import("./drawn-axis.ts"), import("@inversa/runtime/browser")]);
  const began = performance.now();
  const drawn = scene.tests.map((test) => drawnAxis(test, silent(model)));
  const answer = await server.simulate(JSON.parse(simulateRequest({ ...scene, tests: scene.tests.map((test, t) => ({ ...test, axis: drawn[t]!.axis })) }, parameters)) as object);
  const series = answer.tests.flatMap(({ responses }, test) => Object.entries(responses).map(([response, values]) => ({ test, response, values: Float64Array.from(values, (value) => value ?? Number.NaN) })));
  const curves = new Float64Array(series.reduce((sum, { values }) => sum + values.length, 0));
  let offset = 0;
  const places = series.map(({ test, response, values }) => {
    const place = { test, response, offset, length: values.length };
    curves.set(values, offset);
    offset += values.length;
    return place;
  });
  const fits = series.flatMap(({ test, response, values }) => {
    const measured = scene.tests[test]!.measured?.[response];
    const quality = measured && compareCurves(measured, Float64Array.from(drawn[test]!.places, (place) => values[place]!));
    return quality ? [{ test, response, ...quality }] : [];
  });
  return { axes: drawn.map(({ axis }) => axis), curves, places, fits, ends: answer.tests.map(({ status, message }) => ({ status, ...(message === undefined ? {} : { message }) })), milliseconds: performance.now() - began };
}

/** The declaration of a model without its equations: enough to lay out tests. */
function silent({ id, name, about, source, parameters, options, protocols }: RemoteModel): ForwardModel {
  return {
    id, name, about, source, options, parameters: quantities(parameters),
    simulations: protocols.map((protocol) => ({
      protocol: { ...protocol, about: "", conditions: quantities(protocol.conditions), drives: channels(protocol.drives), responses: channels(protocol.responses), axis: axisOf(protocol.axis) } as Protocol,
      run: (_parameters, _conditions, axis) => Object.fromEntries(protocol.responses.map((response) => [response.name, new Float64Array(axis.length)])),
    })),
  };
}

const quantities = (documents: readonly QuantityDocument[]): Readonly<Record<string, Quantity>> =>
  Object.fromEntries(documents.map(({ name, default: value, optional, ...rest }) => [name, { ...rest, ...(value === null ? {} : { default: value }), ...(optional ? { optional: true as const } : {}) }]));

const channels = (documents: readonly ChannelDocument[]) => Object.fromEntries(documents.map(({ name, ...channel }) => [name, channel]));

const axisOf = ({ reversals, ...axis }: ModelDocument["protocols"][number]["axis"]): Protocol["axis"] => ({ ...axis, ...(reversals ? { reversals: true as const } : {}) });
