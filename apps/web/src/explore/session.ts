import type { Estimate, Exported } from "@inversa/core";
import type { Address } from "./address.ts";
import { addressOf } from "./address-of.ts";
import { connectExplore, ExploreProblem } from "./client.ts";
import { sceneOfEstimate } from "./estimate-as-scene.ts";
import type { Format, Found, Frame, OpenedModel, Parameters, Port, Scene, SceneTest, StudyTerms, Trained } from "./messages.ts";
import { heldAtFirst, known, readOptions, testsIn, withConditions } from "./opening.ts";
import { sceneOf, startOf, termsOf } from "./study-of.ts";
import { nothingYet, type Drawn, type SessionState } from "./session-state.ts";

/** How often numbers beside the curves follow them, in milliseconds: often enough to read, seldom enough not to slow the curves down. */
const liveEvery = 100;
/** Movements of one parameter that follow each other within this many milliseconds are one. */
const oneGo = 800;
/** How far back `undo` goes. */
const mostBefore = 100;

const remembered = ({ before, parameters }: SessionState): readonly Parameters[] => [...before, parameters].slice(-mostBefore);

/** What the page explores, and all that can be done with it; knows nothing of how it looks. */
export class Session {
  #state = nothingYet;
  readonly #listeners = new Set<() => void>();
  readonly #drawing = new Set<(drawn: Drawn) => void>();
  readonly #client;
  #drawn: Drawn | undefined;
  /** Whether the numbers beside the curves are about to follow them. */
  #following = false;
  #search: AbortController | undefined;
  /** Counts what was opened, so that an answer that comes late is not shown over what came after it. */
  #opening = 0;
  #moved: { readonly name: string; readonly at: number } | undefined;
  /** When each set of parameters was asked for. */
  readonly #asked = new WeakMap<Parameters, number>();

  constructor(port: Port) {
    this.#client = connectExplore(port, {
      frame: (frame, parameters, scene) => this.#draw(frame, parameters, scene),
      problem: (error) => this.#set(error instanceof ExploreProblem ? { problem: error.problem } : { failure: error.message }),
    });
  }

  readonly state = (): SessionState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  /** Calls with the present curves at once, and with every later set. */
  readonly onDrawn = (listener: (drawn: Drawn) => void): (() => void) => {
    this.#drawing.add(listener);
    if (this.#drawn) listener(this.#drawn);
    return () => this.#drawing.delete(listener);
  };

  /** `protocol response` of every curve that the model computes. */
  readonly computed = (): readonly string[] => (this.#drawn?.frame.places ?? []).map(({ test, response }) => `${this.#drawn!.scene.tests[test]!.protocol} ${response}`);

  /** The worker is gone or never came. */
  readonly failed = (why: string): void => this.#set({ failure: why });

  #set(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  #without(...keys: ("problem" | "refused" | "failure" | "pinned" | "work" | "found" | "terms" | "sample" | "estimate" | "live")[]): void {
    const state = { ...this.#state };
    for (const key of keys) delete state[key];
    this.#state = state;
  }

  #draw(frame: Frame, parameters: Parameters, scene: Scene): void {
    const axes = frame.axes ?? (this.#drawn?.scene === scene ? this.#drawn.axes : undefined);
    if (!axes) return;
    this.#drawn = { frame, axes, scene, parameters };
    for (const listener of this.#drawing) listener(this.#drawn);
    const asked = this.#asked.get(parameters);
    if (asked !== undefined) {
      performance.measure("inversa.explore", { start: asked, end: performance.now() });
      performance.clearMeasures("inversa.explore");
    }
    if (this.#state.problem) {
      this.#without("problem");
      this.#set({});
    }
    if (this.#following) return;
    this.#following = true;
    setTimeout(() => {
      this.#following = false;
      const { fits, ends, milliseconds } = this.#drawn!.frame;
      this.#set({ live: { fits, ends, milliseconds } });
    }, liveEvery);
  }

  /** @param fresh Whether tests or options changed too. */
  #simulate(fresh: boolean): void {
    const { parameters, tests } = this.#state;
    if (tests.length === 0) return;
    this.#asked.set(parameters, performance.now());
    this.#client.simulate(parameters, fresh ? sceneOf(this.#state) : undefined);
  }

  /** Opens a model on typical tests, as an address says where it says anything. */
  async open(id: string, address?: Address): Promise<void> {
    await this.#open(id, (model, options) => {
      const protocol = address?.protocol !== undefined && Object.hasOwn(model.tests, address.protocol) ? address.protocol : Object.keys(model.tests)[0] ?? "";
      const parameters = { ...model.typical, ...known(address?.parameters ?? {}, model) };
      return { options, parameters, start: model.typical, held: heldAtFirst(model), data: "typical", protocol, tests: withConditions(model.tests[protocol] ?? [], address?.tests ?? []), readings: [] };
    }, address?.options ?? {});
  }

  /** The data, options and values of an estimate. @param id Under which the server has it. */
  async openEstimate(estimate: Estimate, id: string, address?: Address): Promise<void> {
    await this.#open(estimate.model, (model) => {
      const { parameters, tests, terms, held } = sceneOfEstimate(estimate);
      return { options: estimate.options ?? {}, parameters: { ...parameters, ...known(address?.parameters ?? {}, model) }, start: parameters, held, data: "measured", protocol: "", tests, terms, readings: [], estimate: id };
    }, {}, estimate.options);
  }

  async #open(id: string, stateOf: (model: OpenedModel, options: Readonly<Record<string, unknown>>) => Partial<SessionState>, texts: Readonly<Record<string, string>>, given?: Readonly<Record<string, unknown>>): Promise<void> {
    const opening = ++this.#opening;
    this.stop();
    this.#without("problem", "refused", "failure", "pinned", "found", "terms", "sample", "estimate", "live");
    this.#set({ phase: "opening" });
    try {
      const first = await this.#client.open(id, given);
      const options = given ?? readOptions(first.options, texts);
      const model = given || Object.keys(options).length === 0 ? first : await this.#client.open(id, options);
      if (opening !== this.#opening) return;
      this.#moved = undefined;
      this.#set({ phase: "ready", model, before: [], ...stateOf(model, options) });
      this.#simulate(true);
    } catch (error) {
      if (opening === this.#opening) this.#refuse(error, { phase: this.#state.model ? "ready" : "empty" });
    }
  }

  #refuse(error: unknown, change: Partial<SessionState> = {}): void {
    this.#set({ ...change, ...(error instanceof ExploreProblem ? { refused: error.problem } : { failure: error instanceof Error ? error.message : String(error) }) });
  }

  setParameter(name: string, value: number | undefined): void {
    const { [name]: _, ...others } = this.#state.parameters;
    this.setParameters(value === undefined ? others : { ...this.#state.parameters, [name]: value }, name);
  }

  /** @param of The one that moves: what a slider does to it in one go is undone in one go. */
  setParameters(parameters: Parameters, of?: string): void {
    const now = performance.now();
    const going = of !== undefined && of === this.#moved?.name && now - this.#moved.at < oneGo;
    const { before } = this.#state;
    this.#moved = of === undefined ? undefined : { name: of, at: now };
    this.#without("found");
    this.#set({ parameters, before: going ? before : remembered(this.#state) });
    this.#simulate(false);
  }

  /** Goes back to before the last movement, fit or answer of a network. */
  undo(): void {
    const { before } = this.#state;
    const last = before.at(-1);
    if (!last) return;
    this.#moved = undefined;
    this.#without("found");
    this.#set({ parameters: last, before: before.slice(0, -1) });
    this.#simulate(false);
  }

  /** @param name One parameter; all unless given. */
  reset(name?: string): void {
    const { start } = this.#state;
    if (name === undefined) this.setParameters(start);
    else this.setParameter(name, start[name]);
  }

  hold(name: string, held: boolean): void {
    const next = new Set(this.#state.held);
    if (held) next.add(name);
    else next.delete(name);
    this.#set({ held: next });
  }

  async setOption(name: string, value: unknown): Promise<void> {
    const { model, options: before } = this.#state;
    const options = { ...before, [name]: value };
    const opening = ++this.#opening;
    this.#without("refused", "found");
    try {
      // Options decide what is plausible: another cell, another range.
      const opened = await this.#client.open(model!.id, options);
      if (opening !== this.#opening) return;
      this.#set({ model: opened, options });
      this.#simulate(true);
    } catch (error) {
      this.#refuse(error);
    }
  }

  setProtocol(protocol: string): void {
    const { model } = this.#state;
    this.#without("pinned", "found", "live");
    this.#set({ protocol, data: "typical", tests: model!.tests[protocol] ?? [] });
    this.#simulate(true);
  }

  setTests(tests: readonly SceneTest[]): void {
    this.#without("found");
    this.#set({ tests });
    this.#simulate(true);
  }

  /** @param conditions For files that do not say them. @param more What is known besides the files: a study's terms, a name for the address. */
  async openFiles(files: readonly { readonly name: string; readonly bytes: Uint8Array }[], conditions?: Parameters, more: { readonly terms?: StudyTerms; readonly sample?: string; readonly options?: Readonly<Record<string, unknown>> } = {}): Promise<void> {
    const { model, parameters } = this.#state;
    const opening = ++this.#opening;
    this.stop();
    this.#without("refused", "found", "pinned", "live", "terms", "sample", "estimate");
    this.#set({});
    try {
      const readings = await this.#client.read(model!.id, files, conditions);
      if (opening !== this.#opening) return;
      const tests = testsIn(readings);
      const held = more.terms ? new Set([...this.#state.held, ...Object.keys(more.terms.fixed)]) : this.#state.held;
      this.#set({ readings, tests, data: "measured", protocol: "", held, parameters: { ...parameters, ...more.terms?.fixed }, ...(more.terms ? { terms: more.terms } : {}), ...(more.sample === undefined ? {} : { sample: more.sample }), ...(more.options ? { options: more.options } : {}) });
      this.#simulate(true);
    } catch (error) {
      if (opening === this.#opening) this.#refuse(error);
    }
  }

  pin(): void {
    if (this.#drawn) this.#set({ pinned: this.#drawn });
    this.#redraw();
  }

  unpin(): void {
    this.#without("pinned");
    this.#set({});
    this.#redraw();
  }

  #redraw(): void {
    if (this.#drawn) for (const listener of this.#drawing) listener(this.#drawn);
  }

  /** Least squares from where the sliders stand, over the parameters that are not held. */
  async fit(): Promise<void> {
    await this.#searched("fit", (watch) => this.#client.fit(sceneOf(this.#state), termsOf(this.#state), startOf(this.#state), watch));
  }

  /** @param quietly Whether tests that it was not trained for are nothing to complain of. */
  async ask(trained: Trained, quietly = false): Promise<void> {
    const { fixed } = trained.study.terms;
    const options = { ...this.#state.options, ...trained.study.options };
    const scene = { ...sceneOf(this.#state), options };
    await this.#searched("ask", (watch) => this.#client.ask(scene, trained, watch), { fixed, options, held: new Set([...this.#state.held, ...Object.keys(fixed)]), quietly });
  }

  async #searched(kind: "fit" | "ask", find: (watch: { signal: AbortSignal; progress: (progress: { done: number; total?: number; misfit?: number }) => void }) => Promise<Found>, { fixed = {}, quietly = false, ...change }: { readonly fixed?: Parameters; readonly options?: SessionState["options"]; readonly held?: SessionState["held"]; readonly quietly?: boolean } = {}): Promise<void> {
    this.stop();
    const controller = (this.#search = new AbortController());
    this.#without("refused", "found");
    this.#set({ work: { kind, done: 0 } });
    try {
      const found = await find({ signal: controller.signal, progress: (progress) => this.#search === controller && this.#set({ work: { kind, ...progress } }) });
      if (this.#search !== controller) return;
      this.#without("work");
      const values = Object.fromEntries(found.estimate.parameters.map(({ name, value }) => [name, value]));
      this.#set({ ...change, before: remembered(this.#state), found: { ...found, by: kind }, parameters: { ...this.#state.parameters, ...fixed, ...values } });
      this.#simulate(change.options !== undefined);
    } catch (error) {
      if (this.#search !== controller) return;
      this.#without("work");
      if (controller.signal.aborted || (quietly && error instanceof ExploreProblem)) this.#set({});
      else this.#refuse(error);
    }
  }

  stop(): void {
    this.#search?.abort();
    this.#search = undefined;
    if (!this.#state.work) return;
    this.#without("work");
    this.#set({});
  }

  /** In which formats an estimate of the present model can be taken along. */
  readonly formats = (): Promise<readonly Format[]> => this.#client.formats(this.#state.model!.id);

  /** What was found, in one of these formats. @throws ExploreProblem where it has no form there. */
  readonly export = (to: string): Promise<Exported> => this.#client.export(this.#state.found!.estimate, to);

  /** What a link to this picture says. */
  readonly address = (): Address => addressOf(this.#state);
}
