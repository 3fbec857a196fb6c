import { InputError } from "@inversa/core";
import { readSimulationRequest, type SimulationRequest } from "@inversa/runtime";

/**
 * Reads the text of a request.
 * @param name Where it came from, for messages.
 * @param lines Whether the text may hold one request a line (NDJSON).
 * @throws InputError `request-invalid` with the JSON path, or line and column where it is no JSON.
 */
export function parseRequests(text: string, name: string, lines: boolean): readonly SimulationRequest[] {
  if (text.trim() === "") throw new InputError("request-invalid", { where: name, what: "the request is empty", expected: "a JSON object with model, parameters and tests", next: "inversa simulate MODEL --example prints one to start from" });
  const rows = text.split(/\r?\n/).map((row, i) => ({ row, i })).filter(({ row }) => row.trim() !== "");
  if (lines && rows.length > 1 && rows.every(({ row }) => row.trimStart().startsWith("{") && row.trimEnd().endsWith("}"))) {
    return rows.map(({ row, i }) => readSimulationRequest({ value: parseJson(row, `${name}, line ${i + 1}`), path: `${name}, line ${i + 1}, $` }));
  }
  return [readSimulationRequest({ value: parseJson(text, name), path: `${name}, $` })];
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as SyntaxError;
    const found = /^(.*?)(?: in JSON)? at position \d+ \(line (\d+) column (\d+)\)$/.exec(message);
    throw new InputError("request-invalid", { where: found ? `${name}, line ${found[2]}, column ${found[3]}` : name, what: `it is not valid JSON: ${found?.[1] ?? message}`, expected: "a JSON object with model, parameters and tests", next: "inversa simulate MODEL --example prints one to start from" }, { cause: error });
  }
}
