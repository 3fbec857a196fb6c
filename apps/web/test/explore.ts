import type { FileReading } from "@inversa/core";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { connectExplore, type ExploreClient } from "../src/explore/client.ts";
import { serveExplore } from "../src/explore/host.ts";
import type { Frame, Parameters, Port, Scene, SceneTest } from "../src/explore/messages.ts";

export interface Line {
  readonly client: ExploreClient;
  /** What came back, in order. */
  readonly frames: { readonly frame: Frame; readonly parameters: Parameters; readonly scene: Scene }[];
  readonly problems: Error[];
  /** Resolves when the next frame or problem is there. */
  next(): Promise<void>;
  close(): void;
}

/** A page and its worker, as in a browser but with both ends in this process. */
export function openLine(): Line {
  const { port1, port2 } = new MessageChannel();
  serveExplore(port1 as unknown as Port);
  let wake: (() => void) | undefined;
  const line: Omit<Line, "client"> = {
    frames: [], problems: [],
    next: () => new Promise((resolve) => { wake = resolve; }),
    close: () => { port1.close(); port2.close(); },
  };
  const client = connectExplore(port2 as unknown as Port, {
    frame: (frame, parameters, scene) => { line.frames.push({ frame, parameters, scene }); wake?.(); },
    problem: (problem) => { line.problems.push(problem); wake?.(); },
  });
  return { ...line, client };
}

export const demoFolder = join(import.meta.dirname, "../../cli/data/demo");

export const demoFiles = async (): Promise<{ name: string; bytes: Uint8Array }[]> =>
  Promise.all((await readdir(demoFolder)).filter((name) => name.endsWith(".csv")).map(async (name) => ({ name, bytes: new Uint8Array(await readFile(join(demoFolder, name))) })));

export const testsOf = (read: readonly FileReading[]): SceneTest[] => read.flatMap(({ observations }) => observations.map(({ id, test, responses }) => ({ id, ...test, measured: responses })));
