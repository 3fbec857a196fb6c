import { closest, InputError } from "@inversa/core";
import { Command, CommanderError } from "commander";
import { formatJson } from "./json.ts";
import { repeated, wholeNumber } from "./argument-values.ts";
import { commands, type CommandDescription } from "./commands.ts";
import { commandOf, Console, type GlobalFlags, type Surroundings } from "./console.ts";
import { exitCodes, failureDocument, failureOf, renderFailure } from "./failure.ts";
import { inversaVersion } from "./installation.ts";
import { coloursFor } from "./terminal/colours.ts";

/**
 * Runs one command line to its end. Never throws: whatever goes wrong is shown to the user.
 * @param words The arguments after the program's name.
 * @returns The exit code: 0 done, 1 the work failed, 2 the input is wrong, 130 interrupted.
 */
export async function runCommandLine(words: readonly string[], around: Surroundings): Promise<number> {
  let console = new Console({ json: words.includes("--json"), verbose: words.includes("--verbose") }, around);
  let exitCode: number = exitCodes.done;
  // Help comes in pieces, and with --json it is one document.
  const said: string[] = [];
  const say = (text: string): void => void (console.flags.json ? said.push(text) : around.stdout.write(text));
  const program = describeProgram(around, say, (flags, work) => async () => {
    console = new Console(flags, around);
    exitCode = await work(console);
  });
  try {
    await program.parseAsync(words, { from: "user" });
    return exitCode;
  } catch (thrown) {
    // No command at all: the parser says its help as a complaint, on standard error.
    if (thrown instanceof CommanderError && thrown.code === "commander.help") program.outputHelp();
    if (thrown instanceof CommanderError && (thrown.exitCode === 0 || thrown.code === "commander.help")) {
      if (console.flags.json) console.document(thrown.code === "commander.version" ? { version: said.join("").trim() } : { help: said.join("") });
      return exitCodes.done;
    }
    const failure = failureOf(thrown, around.signal.aborted, console.kept);
    if (console.flags.json) around.stdout.write(`${formatJson(failureDocument(failure, console.flags.verbose === true))}\n`);
    else around.stderr.write(`${renderFailure(failure, coloursFor(around.stderr, around.environment), console.flags.verbose === true)}\n`);
    return failure.exitCode;
  }
}

type Launch = (flags: GlobalFlags, work: (console: Console) => Promise<number>) => () => Promise<void>;

function describeProgram(around: Surroundings, say: (text: string) => void, launch: Launch): Command {
  const paint = coloursFor(around.stdout, around.environment);
  const inversa = commandOf(around.environment);
  const program = new Command("inversa")
    .description("Parameters of physical models from measured curves.")
    .version(inversaVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "explain a command")
    .helpCommand("help [command]", "explain a command")
    .optionsGroup("Everywhere:")
    .option("--json", "print one JSON document on standard output, nothing else")
    .option("--quiet", "no progress and no remarks")
    .option("--verbose", "more detail; where it happened when something goes wrong")
    .option("--seed <n>", "seed that makes the work repeatable", wholeNumber("--seed", 0, 2 ** 32 - 1))
    .option("--threads <n>", "worker threads for simulations (0: none, all in the main thread)", wholeNumber("--threads", 0, 1024))
    .option("--engine <id>", "where simulations and trainings run: local, queue (default: what the study says, else the variant)")
    .option("--database-url <url>", "the PostgreSQL of the engine queue, of its workers and of the server (default: DATABASE_URL)")
    .option("--plugin <file|package>", "add a plugin or a lone model (repeatable)", repeated)
    .option("--app <name|file>", "app variant to work with (default: soil-lab)")
    .configureHelp({ showGlobalOptions: true, styleTitle: (text) => paint.bold(text), styleCommandText: (text) => paint.cyan(text) })
    .configureOutput({ writeOut: say, writeErr: () => {}, getOutHelpWidth: () => Math.min(around.stdout.columns ?? 100, 110) })
    .addHelpText("after", `\n${paint.bold("First steps:")}\n  ${inversa} demo    the whole job on real triaxial tests, in under a minute\n  ${inversa} study new --model soil/duncan-chang-eb --data my-test.csv\n  ${inversa} run study.yaml`);
  inheritMistakes(program);
  for (const description of commands) addCommand(program, description, launch);
  return program;
}

function addCommand(parent: Command, description: CommandDescription, launch: Launch): void {
  const command = parent.command(description.usage).description(description.about);
  inheritMistakes(command);
  description.declare?.(command);
  if (description.examples) command.addHelpText("after", `\nExamples:\n${description.examples.map((line) => `  ${line}`).join("\n")}`);
  const { run, children } = description;
  for (const child of children ?? []) addCommand(command, child, launch);
  if (!run) {
    command.allowExcessArguments().action(() => {
      const names = (children ?? []).map((c) => c.usage.split(" ")[0]!);
      const [typed] = command.args;
      const near = typed === undefined ? undefined : closest(typed, names);
      throw new InputError("argument-invalid", {
        where: `inversa ${command.name()}`,
        what: typed === undefined ? "it is not said what to do" : `there is no command "${typed}"`,
        expected: names.join(" or "),
        next: near ? `Did you mean "${near}"?` : `inversa ${command.name()} --help explains them`,
      });
    });
    return;
  }
  command.action((...given: unknown[]) => {
    const own = command.opts<Record<string, unknown>>();
    const places = given.slice(0, command.registeredArguments.length).flat() as (string | undefined)[];
    return launch(command.optsWithGlobals<GlobalFlags>(), (console) => run(console, places, own))();
  });
}

/** Turns the parser's complaints into the user's mistakes, with the command they belong to. */
function inheritMistakes(command: Command): void {
  command.exitOverride((error) => {
    if (error.exitCode === 0 || error.code === "commander.helpDisplayed" || error.code === "commander.help") throw error;
    const [what = "", hint] = error.message.replace(/^error: /, "").replaceAll("'", "\"").split("\n");
    const names: string[] = [];
    for (let c: Command | null = command; c; c = c.parent) names.unshift(c.name());
    const path = names.join(" ");
    const meant = hint?.replace(/^\((.*)\)$/, "$1");
    throw new InputError("argument-invalid", { where: path, what: what.replace(/\.$/, ""), next: meant ? `${meant} (${path} --help lists everything)` : `${path} --help lists everything` });
  });
}
