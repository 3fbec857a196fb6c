import { cautions, type FileReading, type Observation, type SourceFile } from "@inversa/core";
import {
  type App, exportEstimate, identifiability, modelVersion, nameOf, openPairsProblem, type PairRows, pairsDocument, prepareRequest, proposeStudy, type ProposalRequest, readData, type ReadDataOptions, readEstimates, readingsDocument,
  readPairs, readSimulationRequest, requestedOptions, resolveStudy, withDocuments,
} from "@inversa/runtime";
import { ask, openFile, type Question } from "../estimators/asking.ts";
import { requireOwnDocuments, requireOwnFiles, requireOwnPairs } from "../own-files.ts";

/** Uploaded files laid out in a folder. */
interface LaidOut {
  readonly folder: string;
  readonly names: readonly SourceFile["name"][];
}

interface KeptText extends LaidOut {
  /** The study file. */
  readonly text: string;
  /** Simulations that it may ask for. */
  readonly samples: number;
}

/** What a person says of files; everything else is recognised. */
export type SaidOfFiles = Pick<ReadDataOptions, "source" | "settings" | "conditions">;

/** What is said of single files, by their names. */
type Apart = Readonly<Record<string, SaidOfFiles>>;

interface Entry {
  readonly data: readonly string[];
  readonly said?: SaidOfFiles;
}

/** The files that are read together, which may be none, then each that something else is said of. */
const entriesOf = (names: readonly string[], apart: Apart): readonly [Entry, ...Entry[]] =>
  [{ data: names.filter((name) => !Object.hasOwn(apart, name)) }, ...Object.entries(apart).map(([name, said]): Entry => ({ data: [name], said }))];

/**
 * What requests have done in processes beside the server: all that reads uploads, parses what people wrote or runs models. What goes to the client is JSON as text, so that the
 * server's own process need not go through it again.
 */
export const tasks = {
  preview: async (app: App, { folder, names, asked, apart }: LaidOut & { readonly asked: SaidOfFiles; readonly apart: Apart }): Promise<string> => {
    const readings = await Promise.all(entriesOf(names, apart).map(({ data, ...own }) => (data.length === 0 ? [] : readData(app, data, { folder, ...(own.said ?? asked) }))));
    const place = ({ file }: FileReading): number => names.indexOf(file);
    return JSON.stringify({ readings: withCurves(readings.flat().sort((a, b) => place(a) - place(b))) });
  },

  propose: async (app: App, { folder, names, samples, asked, apart }: LaidOut & { readonly samples: number; readonly asked: Omit<ProposalRequest, "data" | "folder" | "apart">; readonly apart: Apart }): Promise<string> => {
    // A path in an option would be opened before there is a study to look through.
    requireOwnFiles(app, JSON.stringify({ inversa: 1, model: asked.model, options: asked.options ?? {}, data: [{ files: names }], estimate: {}, simulations: { samples: asked.samples ?? 10 } }), names, samples);
    const [{ data }, ...others] = entriesOf(names, apart);
    const { text, readings, remarks } = await proposeStudy(app, { ...asked, data, folder, apart: others.map((entry) => ({ data: entry.data, ...entry.said })) });
    return JSON.stringify({ text, readings: readingsDocument(readings), remarks });
  },

  /** Whether a text is a study that can be kept. */
  resolve: async (app: App, { text, folder, names, samples }: KeptText): Promise<{ readonly name: string; readonly model: string | null }> => {
    const pairs = requireOwnPairs(text, names);
    if (pairs) return { name: (await readPairs(app, pairs, folder)).name, model: null };
    const { name, model } = await resolveStudy(app, requireOwnFiles(app, text, names, samples), folder);
    return { name, model: model.id };
  },

  check: async (app: App, { text, folder, names, samples }: KeptText): Promise<string> => {
    const pairs = requireOwnPairs(text, names);
    if (pairs) return JSON.stringify({ study: pairsDocument(await readPairs(app, pairs, folder)), readings: [], identifiability: null });
    const resolved = await resolveStudy(app, requireOwnFiles(app, text, names, samples), folder);
    const { name, model, study, samples: simulations, hash, estimators, readings } = resolved;
    return JSON.stringify({
      study: { name, model: model.id, hash, tests: study.observations.length, estimate: study.estimate, fixed: study.fixed, samples: simulations, estimators: estimators.map((choice) => nameOf(choice)), seed: study.seed },
      readings: readingsDocument(readings), identifiability: identifiability(resolved),
    });
  },

  /** As `inversa simulate` answers. */
  simulate: async (app: App, { request, folder, names, points }: LaidOut & { readonly request: unknown; readonly points: number }): Promise<string> => {
    const asked = readSimulationRequest({ value: request, path: "$" });
    const model = app.models.get(asked.model ?? app.defaults.model ?? "");
    requireOwnDocuments(model, requestedOptions(model, asked), names);
    const prepared = prepareRequest(model, modelVersion(app, model), await withDocuments(model, asked, folder, () => {}), points);
    const answers = [...prepared.answers()];
    return JSON.stringify(asked.batch ? answers : answers[0]);
  },

  /** Measured tests of the kinds that a model knows. */
  read: async (app: App, { names, model, ...asked }: LaidOut & Pick<ReadDataOptions, "source" | "settings" | "conditions"> & { readonly model: string }): Promise<readonly Observation[]> =>
    (await readData(app, names, { ...asked, protocols: app.models.get(model).simulations.map(({ protocol }) => protocol) })).flatMap(({ observations }) => observations),

  /** Rows of uploaded tables, as a study of measured pairs reads them. */
  readRows: (app: App, { folder, names, study }: LaidOut & { readonly study: unknown }): Promise<PairRows> =>
    readPairs(app, openPairsProblem(study, "the study").file, folder, { paths: names, folder }),

  /** What a trained estimator answers to one question that has a second step: that one runs the model for as long as it needs, so nobody else waits behind it. */
  polish: async (app: App, { bytes, question }: { readonly bytes: Uint8Array; readonly question: Question }): Promise<string> => {
    const trained = await openFile(app, bytes);
    try {
      const [answered] = await ask(app, trained, [question]);
      if (!answered!.ok) throw answered!.error;
      return answered!.answer;
    } finally {
      trained.dispose();
    }
  },

  exportEstimate: async (app: App, { document, name, to, settings }: { readonly document: string; readonly name: string; readonly to: string; readonly settings?: unknown }): Promise<string> => {
    const [estimate] = readEstimates(document, name);
    const exporter = app.exporters.get(to);
    const { files, remarks } = await exportEstimate(app, exporter, estimate, settings);
    return JSON.stringify({
      format: exporter.id, cautions: cautions(estimate), remarks,
      files: files.map(({ name: file, mediaType, content }) => (typeof content === "string" ? { name: file, mediaType, encoding: "text", content } : { name: file, mediaType, encoding: "base64", content: Buffer.from(content).toString("base64") })),
    });
  },
};

const series = (values: ArrayLike<number>): (number | null)[] => Array.from(values, (value) => (Number.isFinite(value) ? value : null));

/** The readings with the measured points, so that they can be drawn at once. */
const withCurves = (readings: readonly FileReading[]) => readingsDocument(readings).map((reading, i) => ({
  ...reading,
  observations: reading.observations.map((observation, j) => {
    const { test, responses } = readings[i]!.observations[j]!;
    return { ...observation, axis: series(test.axis), curves: Object.fromEntries(Object.entries(responses).map(([name, values]) => [name, series(values)])) };
  }),
}));

/** What a preview says of one file. */
export type Preview = ReturnType<typeof withCurves>[number];
