import type { Command } from "commander";
import { assignment, oneOf, pairOfNames, positive, setting, wholeNumber } from "./argument-values.ts";
import type { Console } from "./console.ts";

/** One command: how it is typed, what it says of itself, and where its work is. The work is imported only when it runs, so that `--help` is instant. */
export interface CommandDescription {
  readonly usage: string;
  readonly about: string;
  readonly declare?: (command: Command) => void;
  readonly examples?: readonly string[];
  readonly children?: readonly CommandDescription[];
  /** Places of a list (`[shards...]`) stand one by one. @returns The exit code. */
  readonly run?: (console: Console, places: readonly (string | undefined)[], options: Readonly<Record<string, unknown>>) => Promise<number>;
}

/** How data files are to be read, where that does not follow from the files themselves. */
function dataFlags(command: Command): void {
  command
    .option("--condition <name=value>", "a condition of every test, for example confiningPressure=100 (repeatable)", assignment("--condition"))
    .option("--source <id>", "the importer (default: recognised)")
    .option("--read <name=value>", "a setting of the importer, for example protocol=drained-triaxial (repeatable; inversa describe csv lists them)", setting("--read"));
}

/** What is to be assumed of the model, where its defaults will not do. */
function modelFlags(command: Command): void {
  command.option("--option <name=value>", "an option of the model, for example cell=my-cell.json (repeatable)", setting("--option"))
    .option("--preset <name>", "which of the model's named choices of parameters to estimate (inversa describe lists them)");
}

/** The flags of every command that works on a study: a file, or enough said on the command line to do without one. */
function studyFlags(command: Command): void {
  command.option("--samples <n>", "simulations to train on", wholeNumber("--samples", 10, 100_000_000));
  command.optionsGroup("Instead of a study file:")
    .option("--model <id>", "the forward model (default: the variant's)")
    .option("--data <path...>", "measured curves: files, folders or patterns");
  modelFlags(command);
  dataFlags(command);
}

export const commands: readonly CommandDescription[] = [
  {
    usage: "demo",
    about: "the main job on real triaxial tests that come with Inversa: read, train, estimate, verify, report",
    declare: (c) => void c.option("--out <folder>", "folder for the report and the files", "inversa-demo"),
    run: async (console, _, options) => (await import("./commands/demo.ts")).demo(console, options as { out: string }),
  },
  {
    usage: "list [what]",
    about: "what this variant holds: models, protocols, estimators, sources, engines, exporters",
    examples: ["inversa list", "inversa list models --json"],
    run: async (console, [what]) => (await import("./commands/list.ts")).list(console, what),
  },
  {
    usage: "describe <id>",
    about: "a model, protocol, estimator, source, engine or exporter: parameters, units, ranges, defaults, settings, source of the equations",
    examples: ["inversa describe soil/duncan-chang-eb", "inversa describe drained-triaxial"],
    run: async (console, [id]) => (await import("./commands/describe.ts")).describe(console, id!),
  },
  {
    usage: "simulate [model]",
    about: "run a forward model on one or many tests",
    declare: (c) => c
      .option("--request <file|->", "the request, a JSON file or - for standard input")
      .option("--ndjson", "one line of JSON for each set of parameters")
      .option("--example", "print a request to start from"),
    examples: ["inversa simulate soil/duncan-chang-eb --example > request.json", "inversa simulate --request request.json", "inversa simulate --request - --json < request.json"],
    run: async (console, [model], options) => (await import("./commands/simulate.ts")).simulateCommand(console, model, options),
  },
  {
    usage: "study",
    about: "make or check a study file",
    children: [
      {
        usage: "new",
        about: "look at the data and propose a study file, every choice written out and commented",
        declare: (c) => {
          c.option("--model <id>", "the forward model (default: the variant's)")
            .requiredOption("--data <path...>", "measured curves: files, folders or patterns");
          modelFlags(c);
          dataFlags(c);
          c.option("--estimator <id>", "estimator that comes first in the file")
            .option("--out <file>", "where to write it", "study.yaml")
            .option("--force", "replace the file if there is one");
        },
        examples: ["inversa study new --model soil/duncan-chang-eb --data CD-100kPa.csv CD-200kPa.csv"],
        run: async (console, _, options) => (await import("./commands/study-new.ts")).studyNew(console, options as never),
      },
      {
        usage: "check [study]",
        about: "validate a study; say how well each parameter can be identified from its tests, before anything is trained",
        declare: studyFlags,
        examples: ["inversa study check study.yaml"],
        run: async (console, [study], options) => (await import("./commands/study-check.ts")).studyCheck(console, study, options),
      },
    ],
  },
  {
    usage: "run <study>",
    about: "the whole pipeline: simulate, train, estimate, verify, report; finished stages are reused, interrupted ones resumed",
    declare: (c) => void c.option("--out <folder>", "folder for the results (default: NAME-results beside the study)").option("--report <file>", "where to write the report (default: report.html in that folder)"),
    examples: ["inversa run study.yaml"],
    run: async (console, [study], options) => (await import("./commands/run.ts")).runCommand(console, study!, options),
  },
  {
    usage: "train [study]",
    about: "simulate and train the learned estimators of a study, and keep them",
    declare: (c) => {
      c.option("--estimator <id>", "only this estimator").option("--out <file|folder>", "also write what was trained, as files that estimate opens and a server takes");
      studyFlags(c);
    },
    examples: ["inversa train study.yaml", "inversa train study.yaml --estimator cnn --out soil.safetensors"],
    run: async (console, [study], options) => (await import("./commands/train.ts")).train(console, study, options),
  },
  {
    usage: "simulate-set <study>",
    about: "simulate the training set of a study, or one of N shards of it, so that many machines can share the work without a database",
    declare: (c) => c
      .option("--shard <k/n>", "the K-th of N shards, K from 1 to N (default: the whole set, kept where run finds it)", oneOf("--shard"))
      .option("--out <file|folder>", "where to write it, an Arrow file (default: NAME-shards/shard-K-of-N.arrow beside the study)")
      .option("--samples <n>", "simulations of the whole set (default: the study's)", wholeNumber("--samples", 10, 100_000_000)),
    examples: ["inversa simulate-set study.yaml --shard 3/64", "inversa simulate-set study.yaml --shard $SLURM_ARRAY_TASK_ID/64", "inversa simulate-set study.yaml --out set.arrow"],
    run: async (console, [study], options) => (await import("./commands/simulate-set.ts")).simulateSet(console, study!, options),
  },
  {
    usage: "merge <study> [shards...]",
    about: "put the shards of a training set together and keep it where run and train find it",
    declare: (c) => void c.option("--samples <n>", "as the shards were made with", wholeNumber("--samples", 10, 100_000_000)),
    examples: ["inversa merge study.yaml", "inversa merge study.yaml shards/*.arrow /scratch/more-shards"],
    run: async (console, [study, ...shards], options) => (await import("./commands/merge.ts")).merge(console, study!, shards as readonly string[], options),
  },
  {
    usage: "estimate [study]",
    about: "estimate the parameters from the measured curves and verify them (trains first where it must, or asks a trained file)",
    declare: (c) => {
      c.option("--estimator <id>", "the estimator (default: the first of the study)")
        .option("--report <file>", "also write the report, one HTML file")
        .option("--out <file>", "also write the estimate, as JSON");
      studyFlags(c);
    },
    examples: ["inversa estimate study.yaml --report report.html", "inversa estimate soil.safetensors --data CD-*.csv", "inversa estimate --model soil/duncan-chang-eb --data CD-*.csv --estimator least-squares"],
    run: async (console, [study], options) => (await import("./commands/estimate.ts")).estimate(console, study, options),
  },
  {
    usage: "evaluate [study]",
    about: "test the estimators on fresh simulated cases with known parameters: errors, coverage of the intervals, distance to the best possible",
    declare: (c) => {
      c.option("--estimator <id>", "only this estimator")
        .option("--cases <n>", "number of cases", wholeNumber("--cases", 2, 1_000_000), 400)
        .option("--out <file>", "also write the result, as JSON");
      studyFlags(c);
    },
    examples: ["inversa evaluate study.yaml --cases 400"],
    run: async (console, [study], options) => (await import("./commands/evaluate.ts")).evaluate(console, study, options as never),
  },
  {
    usage: "tune [study]",
    about: "search better settings for a learned estimator of a study, judged on simulations that it was not trained on",
    declare: (c) => {
      c.option("--estimator <id>", "the estimator (default: the first of the study that learns)")
        .option("--trials <n>", "settings to try, most of them with a part of the effort", wholeNumber("--trials", 2, 100_000), 30)
        .option("--minutes <t>", "begin no trial after this time (the same command goes on later)", positive("--minutes"))
        .option("--cases <n>", "fresh simulations on which the best settings and the study's own are compared", wholeNumber("--cases", 10, 1_000_000), 400)
        .option("--write <file>", "also write the study with the best settings, to a new file beside it");
      studyFlags(c);
    },
    examples: ["inversa tune study.yaml", "inversa tune study.yaml --estimator cnn --trials 60 --minutes 30 --write tuned.yaml"],
    run: async (console, [study], options) => (await import("./commands/tune.ts")).tune(console, study, options as never),
  },
  {
    usage: "pareto [study]",
    about: "what it costs to match one measured curve better at the expense of another: the best parameters for every way of weighing two responses",
    declare: (c) => {
      c.option("--between <a,b>", "the two responses (default: the study's first two)", pairOfNames("--between"))
        .option("--points <n>", "ways of weighing them", wholeNumber("--points", 3, 101), 9)
        .option("--report <file>", "also write a page with the picture and the table, one HTML file")
        .option("--out <file>", "also write the result, as JSON");
      studyFlags(c);
    },
    examples: ["inversa pareto study.yaml --between deviatorStress,volumetricStrain --report pareto.html"],
    run: async (console, [study], options) => (await import("./commands/pareto.ts")).pareto(console, study, options as never),
  },
  {
    usage: "export <estimate>",
    about: "hand the parameters of an estimate on: PLAXIS, Abaqus, FLAC3D, OpenSees, CSV, JSON, a report to print",
    declare: (c) => c
      .requiredOption("--to <format>", "the format (inversa list exporters shows them)")
      .option("--out <file|folder|->", "where to write; - prints (default: beside the estimate)")
      .option("--set <name=value>", "a setting of the format, for example units=N-mm (repeatable; inversa describe FORMAT lists them)", setting("--set"))
      .option("--estimator <name>", "the estimator whose answer is taken, where there are several (default: the main one)"),
    examples: ["inversa export study-results --to abaqus", "inversa export study-results/estimate.json --to csv --out tables/", "inversa export study.yaml --to plaxis --out -", "inversa export study.yaml --to pdf"],
    run: async (console, [estimate], options) => (await import("./commands/export.ts")).exportCommand(console, estimate!, options as never),
  },
  {
    usage: "serve",
    about: "the page and the API behind it: upload, run, follow and fetch over HTTP, kept in a folder or in the PostgreSQL that DATABASE_URL names",
    declare: (c) => c
      .option("--port <n>", "port to listen on (0: the system chooses)", wholeNumber("--port", 0, 65535), 8080)
      .option("--host <address>", "address to listen on; any but this machine's own asks for API tokens", "127.0.0.1")
      .option("--data <folder>", "folder of everything that is kept", "inversa-data")
      .option("--require-token", "ask for API tokens on this machine too (behind a reverse proxy)")
      .option("--runs <n>", "runs at the same time", wholeNumber("--runs", 1, 64), 1)
      .option("--no-page", "the API alone, without the page"),
    examples: ["inversa serve", "inversa serve --app full --host 0.0.0.0 --data /var/lib/inversa", "DATABASE_URL=postgres://inversa@db/inversa inversa serve"],
    run: async (console, _, options) => (await import("./commands/serve.ts")).serveCommand(console, options as never),
  },
  {
    usage: "worker",
    about: "take simulations and trainings from runs with --engine queue that share a PostgreSQL with this machine, until interrupted; what is not done then is handed back",
    examples: ["inversa worker --database-url postgres://inversa:secret@db/inversa", "DATABASE_URL=postgres://inversa@db/inversa inversa worker --threads 8 --app full"],
    run: async (console) => (await import("./commands/worker.ts")).worker(console),
  },
  {
    usage: "doctor",
    about: "what this machine offers (Node, network engine, threads, memory, workers of the queue), what is missing, how to get it",
    run: async (console) => (await import("./commands/doctor.ts")).doctor(console),
  },
];
