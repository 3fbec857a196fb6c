import { quietRun } from "@inversa/core";
import { createApp, estimateStudy, parseStudyFile, resolveStudy } from "@inversa/runtime";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import soilLab from "../../cli/variants/soil-lab.ts";
import { addressQuery, readAddress } from "../src/explore/address.ts";
import { niceRange, steadyRange } from "../src/explore/chart-frame.ts";
import { serveExplore } from "../src/explore/host.ts";
import type { Port } from "../src/explore/messages.ts";
import { Session } from "../src/explore/session.ts";
import type { Drawn } from "../src/explore/session-state.ts";
import { demoFiles, demoFolder } from "./explore.ts";

const eb = "soil/duncan-chang-eb";
let close: (() => void) | undefined;
afterEach(() => close?.());

function begin(): { session: Session; drawn: Drawn[]; until: (holds: () => boolean) => Promise<void> } {
  const { port1, port2 } = new MessageChannel();
  close = () => { port1.close(); port2.close(); };
  serveExplore(port1 as unknown as Port);
  const session = new Session(port2 as unknown as Port);
  const drawn: Drawn[] = [];
  session.onDrawn((one) => drawn.push(one));
  const until = async (holds: () => boolean): Promise<void> => {
    for (let tries = 0; !holds(); tries++) {
      if (tries > 2000) throw new Error(`it never came to hold: ${holds.toString()}`);
      await new Promise((resolve) => { setTimeout(resolve, 5); });
    }
  };
  return { session, drawn, until };
}

describe("a session", () => {
  it("opens a model on typical tests and draws every movement", async () => {
    const { session, drawn, until } = begin();
    await session.open(eb);
    await until(() => drawn.length > 0);
    const { model, tests, parameters } = session.state();
    expect([model!.id, tests.length, parameters["K"]]).toEqual([eb, 3, model!.typical["K"]]);
    session.setParameter("K", 400);
    await until(() => drawn.at(-1)!.parameters["K"] === 400);
    expect(drawn.at(-1)!.frame.curves).not.toEqual(drawn[0]!.frame.curves);
    session.reset();
    await until(() => drawn.at(-1)!.parameters["K"] === parameters["K"]);
    expect(drawn.at(-1)!.frame.curves).toEqual(drawn[0]!.frame.curves);
  });
  it("goes back by one movement, by one parameter, or to the beginning", async () => {
    const { session } = begin();
    await session.open(eb);
    const at = (): number[] => ["K", "n"].map((name) => session.state().parameters[name]!);
    const first = at();
    for (let K = 300; K < 320; K++) session.setParameter("K", K);
    session.setParameter("n", 0.6);
    expect(at()).toEqual([319, 0.6]);
    session.undo();
    expect(at()).toEqual([319, first[1]]);
    session.undo();
    expect(at()).toEqual(first);
    session.undo();
    expect(at()).toEqual(first);
    session.setParameter("K", 400);
    session.setParameter("n", 0.7);
    session.reset("K");
    expect(at()).toEqual([first[0], 0.7]);
    session.reset();
    expect(session.state().parameters).toEqual(session.state().model!.typical);
    session.undo();
    expect(at()).toEqual([first[0], 0.7]);
  });
  it("is opened again by its address", async () => {
    const first = begin();
    await first.session.open(eb);
    first.session.setParameter("K", 123);
    await first.session.setOption("failure", "plateau");
    first.session.setTests(first.session.state().tests.map((test, i) => ({ ...test, conditions: { confiningPressure: 50 * (i + 1) } })));
    await first.until(() => first.drawn.at(-1)?.scene.options["failure"] === "plateau" && first.drawn.at(-1)!.scene.tests[0]!.conditions["confiningPressure"] === 50);
    const query = addressQuery(first.session.address());
    expect(query).toContain("p.K=123");
    close!();
    const second = begin();
    await second.session.open(eb, readAddress(query));
    await second.until(() => second.drawn.length > 0);
    expect(second.drawn.at(-1)!.frame.curves).toEqual(first.drawn.at(-1)!.frame.curves);
    expect(addressQuery(second.session.address())).toBe(query);
  });
  it("says why parameters have no curves, keeps the last curves, and forgets it once they have", async () => {
    const { session, drawn, until } = begin();
    await session.open("soil/modified-cam-clay");
    await until(() => drawn.length > 0);
    const { kappa } = session.state().parameters as { kappa: number };
    session.setParameter("kappa", 0.2);
    await until(() => session.state().problem !== undefined);
    expect(session.state().problem!.mistake.what).toMatch(/kappa/);
    session.setParameter("kappa", kappa);
    await until(() => session.state().problem === undefined);
    expect(drawn.at(-1)!.parameters["kappa"]).toBe(kappa);
  });
  it("reads files, fits them from the sliders, holds what is to be held, and shows the bands until something moves", async () => {
    const { session, until } = begin();
    await session.open(eb);
    session.setParameter("c", 0);
    session.hold("c", true);
    await session.openFiles(await demoFiles());
    expect(session.state()).toMatchObject({ data: "measured", protocol: "" });
    expect(session.state().readings[0]!.inferred.length).toBeGreaterThan(2);
    await session.fit();
    const { found, parameters } = session.state();
    expect(found!.estimate.parameters.map(({ name }) => name)).toEqual(["K", "n", "Rf", "phi", "Kb", "m"]);
    expect(parameters["c"]).toBe(0);
    expect(found!.bands.length).toBeGreaterThan(0);
    await until(() => (session.state().live?.fits ?? []).some(({ relative }) => relative < 0.1));
    session.setParameter("K", 60);
    expect(session.state().found).toBeUndefined();
  });
  it("keeps what it shows when a file cannot be read, and says why", async () => {
    const { session } = begin();
    await session.open(eb);
    const before = session.state().tests;
    await session.openFiles([{ name: "poem.txt", bytes: new TextEncoder().encode("The woods are lovely, dark and deep") }]);
    expect(session.state().refused!.mistake.what).toBeTruthy();
    expect(session.state().tests).toBe(before);
  });
  it("shows an estimate of the server with its own misfit", async () => {
    const app = createApp(soilLab);
    const text = (await readFile(join(demoFolder, "study.yaml"), "utf8")).replace(/estimators:[\s\S]*seed/, "estimators: [least-squares]\nseed");
    const estimate = await estimateStudy(app, await resolveStudy(app, parseStudyFile(text, "study.yaml"), demoFolder), undefined, { bandDraws: 0 }, quietRun(1));
    await app.dispose();
    const { session, drawn, until } = begin();
    await session.openEstimate(JSON.parse(JSON.stringify(estimate)) as typeof estimate, "some-id");
    await until(() => drawn.length > 0);
    for (const { observation, response, rmse } of estimate.fit) {
      const test = estimate.observations.findIndex(({ id }) => id === observation);
      // The readings are computed among further points of the curve, which the model of this study does not notice.
      expect(drawn[0]!.frame.fits.find((fit) => fit.test === test && fit.response === response)!.rmse).toBeCloseTo(rmse, 9);
    }
    expect(addressQuery(session.address())).toBe("estimate=some-id");
    await session.fit();
    expect(session.state().found!.estimate.diagnostics.misfit).toBeCloseTo(estimate.diagnostics.misfit!, 6);
  });
});

describe("the axis of a picture", () => {
  it("ends at round numbers that hold all values", () => {
    expect(niceRange({ min: 0, max: 842 })).toEqual({ min: 0, max: 1000 });
    expect(niceRange({ min: -0.7, max: 3.2 })).toEqual({ min: -1, max: 4 });
    expect(niceRange({ min: 5, max: 5 })).toEqual({ min: 0, max: 5 });
  });
  it("stays while curves move inside it, grows when they leave, and shrinks when they use little of it", () => {
    const first = steadyRange(undefined, { min: 0, max: 842 });
    expect(steadyRange(first, { min: 0, max: 990 })).toBe(first);
    expect(steadyRange(first, { min: 0, max: 1200 }).max).toBeGreaterThanOrEqual(1200);
    expect(steadyRange(first, { min: 0, max: 300 }).max).toBe(300);
  });
});
