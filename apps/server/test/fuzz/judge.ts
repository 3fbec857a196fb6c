import { errorCodes } from "@inversa/core";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Answered, Asked } from "./exchange.ts";
import type { Schema } from "./from-schema.ts";

export interface Operation {
  readonly method: string;
  /** `/api/v1/runs/{id}`. */
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: "path" | "query" | "header"; readonly required?: boolean; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>>;
}

interface Description { readonly paths: Readonly<Record<string, Readonly<Record<string, Omit<Operation, "method" | "path">>>>> }

export const operationsOf = ({ paths }: Description): readonly Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path, parameters: operation.parameters ?? [] })));

/** What must never stand in an answer. */
export interface Secrets {
  /** Of the machine: folders, traces. */
  readonly inside: readonly (string | RegExp)[];
  /** Of the other workspace. */
  readonly others: string;
}

/** Says what is wrong with an answer, or nothing. */
export type Judge = (operation: Operation | undefined, asked: Asked, answered: Answered) => string | undefined;

export function judge(secrets: Secrets): Judge {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  formats.default(ajv);
  const compiled = new Map<object, ValidateFunction>();
  const misfit = (schema: object, value: unknown): string | undefined => {
    const validate = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validate);
    return validate(value) ? undefined : ajv.errorsText(validate.errors);
  };

  const contentOf = (operation: Operation, { status, headers, text }: Answered): string | undefined => {
    const declared = operation.responses[String(status)] ?? (status >= 400 ? operation.responses["default"] : undefined);
    if (!declared) return `status ${status} is not declared`;
    const type = String(headers["content-type"] ?? "").split(";")[0]!;
    if (!declared.content) return text === "" ? undefined : `no content is declared, and ${type} came`;
    const content = declared.content[type];
    if (!content) return `content of type "${type}" is not declared (${Object.keys(declared.content).join(", ")})`;
    return type.endsWith("json") ? misfit(content.schema, JSON.parse(text)) : undefined;
  };

  const problemOf = ({ status, headers, text }: Answered): string | undefined => {
    if (!String(headers["content-type"]).startsWith("application/problem+json")) return `a mistake is answered as ${headers["content-type"]}`;
    const problem = JSON.parse(text) as { code: string; status: number };
    if (!Object.hasOwn(errorCodes, problem.code)) return `there is no code ${problem.code}`;
    return problem.status === status ? undefined : `the problem says status ${problem.status}, and the answer ${status}`;
  };

  return (operation, { method }, answered) => {
    const { status, headers, text } = answered;
    if (status >= 500 && !(status === 503 && Number(headers["retry-after"]) > 0)) return `status ${status}`;
    const leak = secrets.inside.find((one) => (typeof one === "string" ? text.includes(one) : one.test(text)));
    if (leak !== undefined) return `something of the inside is told: ${String(leak)}`;
    if (text.includes(secrets.others)) return "something of another workspace is told";
    if (method === "HEAD") return undefined;
    return (status >= 400 ? problemOf(answered) : undefined) ?? (operation ? contentOf(operation, answered) : undefined);
  };
}
