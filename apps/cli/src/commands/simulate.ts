import { dirname, resolve } from "node:path";
import { InputError, type ForwardModel } from "@inversa/core";
import { exampleRequest, modelVersion, prepareRequest, withDocuments, within, type RefusedAnswer, type SimulationAnswer, type SimulationRequest } from "@inversa/runtime";
import { formatJson } from "../json.ts";
import type { Console } from "../console.ts";
import { exitCodes } from "../failure.ts";
import { withApp, type OpenApp } from "../open-app.ts";
import { readText } from "../read-text.ts";
import { printAnswer } from "../simulate/answer-text.ts";
import { parseRequests } from "../simulate/parse-requests.ts";

interface Options { readonly request?: string; readonly ndjson?: boolean; readonly example?: boolean }

/** Runs a forward model on the tests of a request. */
export async function simulateCommand(console: Console, named: string | undefined, options: Options): Promise<number> {
  return withApp(console, async (open) => {
    if (options.example) {
      console.around.stdout.write(`${formatJson(exampleRequest(chooseModel(console, open, named, undefined)))}\n`);
      return exitCodes.done;
    }
    if (options.request === undefined) {
      throw new InputError("argument-invalid", { where: "inversa simulate", what: "there is no request", expected: "--request FILE, or --request - for standard input", next: "inversa simulate MODEL --example prints a request to start from" });
    }
    const { text, name } = await readText(console, options.request, "--request");
    const folder = options.request === "-" ? console.cwd : dirname(resolve(console.cwd, options.request));
    const requests = parseRequests(text, name, options.ndjson === true);
    let [answered, refused] = [0, 0];
    for (const request of requests) {
      const model = chooseModel(console, open, named, request);
      const prepared = prepareRequest(model, modelVersion(open.app, model), await withDocuments(model, request, folder, (remark) => console.warn(remark)));
      const answers: (SimulationAnswer | RefusedAnswer)[] = [];
      for (const answer of prepared.answers()) {
        console.around.signal.throwIfAborted();
        if ("error" in answer) refused++;
        else answered++;
        if (options.ndjson) console.around.stdout.write(`${JSON.stringify(answer)}\n`);
        else if (console.flags.json) answers.push(answer);
        else showAnswer(console, model, answer, request.batch ? answered + refused : undefined);
      }
      if (!options.ndjson) console.document(request.batch ? answers : answers[0]);
    }
    if (refused > 0) console.warn(`${refused} of ${answered + refused} sets of parameters were refused; their answers say why`);
    return answered === 0 ? exitCodes.wrongInput : exitCodes.done;
  });
}

function showAnswer(console: Console, model: ForwardModel, answer: SimulationAnswer | RefusedAnswer, number: number | undefined): void {
  if (number !== undefined) console.print(`\n${console.paint.dim(`── set ${number} ──`)}`);
  if ("error" in answer) console.print(console.paint.red(`✗ ${answer.error.message}`));
  else printAnswer(console, model, answer);
}

/** The model named on the command line or in the request; else the only one that `--plugin` brought, else the variant's default. */
function chooseModel(console: Console, { app, added }: OpenApp, named: string | undefined, request: SimulationRequest | undefined): ForwardModel {
  const asked = request?.model;
  const model = named === undefined ? undefined : app.models.get(named);
  if (asked !== undefined) {
    const requested = within(`${request!.path}.model`, () => app.models.get(asked));
    if (model && model !== requested) {
      throw new InputError("request-invalid", { where: `${request!.path}.model`, what: `the request is for ${requested.id} and the command line says ${model.id}`, expected: "the same model, or only one of the two" });
    }
    return requested;
  }
  if (model) return model;
  const id = added.length === 1 ? added[0] : app.defaults.model;
  if (id === undefined) {
    throw new InputError("request-invalid", { where: request ? `${request.path}.model` : "inversa simulate", what: "no model is named", expected: `one of ${app.models.all().map((m) => m.id).join(", ")}`, next: "Name it on the command line or as \"model\" in the request" });
  }
  console.note(`model: ${id}`);
  return app.models.get(id);
}
