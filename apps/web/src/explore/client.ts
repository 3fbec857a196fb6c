import type { Estimate, Exported, FileReading } from "@inversa/core";
import type { Answer, Ask, Format, Found, Frame, Kind, OpenedModel, Parameters, Port, Problem, Requests, Scene, StudyTerms, Trained } from "./messages.ts";

/** What the worker says of a request that it cannot do, in the words of the command line. */
export class ExploreProblem extends Error {
  override readonly name = "ExploreProblem";
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

export interface Watch {
  readonly signal?: AbortSignal;
  readonly progress?: (progress: { readonly done: number; readonly total?: number; readonly misfit?: number }) => void;
}

/** The page's end of the line. */
export interface ExploreClient {
  open(model: string, options?: Readonly<Record<string, unknown>>): Promise<OpenedModel>;
  read(model: string, files: readonly { readonly name: string; readonly bytes: Uint8Array }[], conditions?: Parameters): Promise<readonly FileReading[]>;
  /**
   * Asks for the curves of these parameters. The latest wins: while one set is being simulated, further ones replace each other and only the last is sent, so that
   * nothing ever waits in a line and what is drawn is never older than one simulation.
   */
  simulate(parameters: Parameters, scene?: Scene): void;
  fit(scene: Scene, terms: StudyTerms, start: Parameters, watch?: Watch): Promise<Found>;
  ask(scene: Scene, trained: Trained, watch?: Watch): Promise<Found>;
  formats(model: string): Promise<readonly Format[]>;
  export(estimate: Estimate, to: string): Promise<Exported>;
  /** Parameter sets that were replaced before they were sent. */
  readonly dropped: number;
}

export interface FrameListener {
  /** @param scene The one that the curves belong to. */
  frame(frame: Frame, parameters: Parameters, scene: Scene): void;
  problem(problem: Error, parameters: Parameters): void;
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
  readonly progress?: Watch["progress"];
}

type Simulation = Requests["simulate"]["ask"];

/** @throws never; a worker that cannot be reached rejects each request. */
export function connectExplore(port: Port, listener: FrameListener): ExploreClient {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let dropped = 0;
  let busy = false;
  let next: Simulation | undefined;
  /** The last one that was sent. */
  let scene: Scene | undefined;

  const request = <K extends Kind>(kind: K, ask: Requests[K]["ask"], { signal, progress }: Watch = {}): Promise<Requests[K]["answer"]> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const id = ++last;
      waiting.set(id, { resolve, reject, ...(progress ? { progress } : {}) });
      signal?.addEventListener("abort", () => {
        if (!waiting.delete(id)) return;
        port.postMessage({ id: ++last, kind: "cancel", request: id } satisfies Ask<"cancel">, []);
        reject(signal.reason as Error);
      }, { once: true });
      port.postMessage({ id, kind, ...ask }, []);
    });

  port.addEventListener("message", ({ data }) => {
    const message = data as Answer;
    const request = waiting.get(message.id);
    if (!request) return;
    if ("progress" in message) return request.progress?.(message.progress);
    waiting.delete(message.id);
    if ("answer" in message) request.resolve(message.answer as never);
    else request.reject("problem" in message ? new ExploreProblem(message.problem) : new Error(message.failure));
  });
  port.start?.();

  const send = async (ask: Simulation): Promise<void> => {
    busy = true;
    if (ask.scene) scene = ask.scene;
    const own = scene;
    const done = (): void => {
      busy = false;
      if (!next) return;
      const following = next;
      next = undefined;
      void send(following);
    };
    try {
      const frame = await request("simulate", ask);
      // The next simulation runs while this one is drawn.
      done();
      listener.frame(frame, ask.parameters, own!);
    } catch (error) {
      done();
      listener.problem(error as Error, ask.parameters);
    }
  };

  return {
    open: (model, options) => request("open", { model, ...(options ? { options } : {}) }),
    read: (model, files, conditions) => request("read", { model, files, ...(conditions ? { conditions } : {}) }),
    simulate: (parameters, fresh) => {
      if (!busy) return void send({ parameters, ...(fresh ? { scene: fresh } : {}) });
      if (next) dropped++;
      const kept = fresh ?? next?.scene;
      next = { parameters, ...(kept ? { scene: kept } : {}) };
    },
    fit: (scene, terms, start, watch) => request("fit", { scene, terms, start }, watch),
    ask: (scene, trained, watch) => request("ask", { scene, trained }, watch),
    formats: (model) => request("formats", { model }),
    export: (estimate, to) => request("export", { estimate, to }),
    get dropped() {
      return dropped;
    },
  };
}
