import { validatorCompiler } from "fastify-type-provider-zod";
import { z } from "zod";
import { databaseToken, limitsToken } from "../services.ts";
import { json, workspaceOf, type Http } from "./context.ts";
import { namedFiles } from "./file-routes.ts";
import { besideServerWith } from "./beside.ts";
import { anything, fileIds, quantities } from "./schemas.ts";

const series = z.array(z.number());
const request = z.looseObject({
  model: z.string().optional().describe("the variant's default unless given"),
  parameters: z.union([quantities, z.array(quantities).min(1)]).optional().describe("one set, or a batch that is answered in order"),
  tests: z.array(z.looseObject({
    id: z.string().optional(), protocol: z.string(), conditions: quantities.optional(),
    axis: z.union([series, z.object({ from: z.number(), to: z.number(), points: z.int().min(2), spacing: z.enum(["even", "quadratic"]).optional() })]).optional(),
    drives: z.record(z.string(), series).optional(),
  }).describe("beside these keys what the protocol's program has (steps, hold)")).min(1),
  options: anything.optional(),
  files: fileIds.optional().describe("uploaded files whose names the options may use (a BPX file as \"cell\")"),
}).describe("an option that takes a document, such as \"cell\", may stand beside these keys");

const answer = z.object({
  model: z.string(), version: z.string(),
  tests: z.array(z.object({
    id: z.string().optional(), protocol: z.string(), status: z.string(), message: z.string().optional(), conditions: quantities, axis: series,
    responses: z.record(z.string(), z.array(z.number().nullable())).describe("null after the last computed point"),
  })),
  units: z.record(z.string(), z.string()),
});
const refused = z.object({ model: z.string(), version: z.string(), error: z.object({ code: z.string(), message: z.string(), what: z.string(), where: z.string().optional(), expected: z.string().optional(), next: z.string().optional() }) });

const checkedHere = request.pick({ files: true });

/** The forward model by itself, as `inversa simulate --json` answers. */
export function simulateRoutes(http: Http): void {
  http.post("/simulate", {
    config: { access: "read" },
    schema: { tags: ["simulate"], summary: "The model's curves for one or many sets of parameters and tests; nothing is kept", body: request, response: { 200: z.union([answer, z.array(z.union([answer, refused]))]) } },
    // The reader of requests checks the same and says more: the path, what stands there, what was probably meant.
    validatorCompiler: (route) => validatorCompiler({ ...route, schema: checkedHere }),
  }, async (req, reply) => {
    const { scope } = req;
    const { files = [], ...asked } = req.body;
    const named = await namedFiles(scope.get(databaseToken), workspaceOf(req), files);
    return json(reply, await besideServerWith(req, reply, named, "simulate", { request: asked, points: scope.get(limitsToken).simulatedPoints }));
  });
}
