import type { Parameters, Scene } from "./messages.ts";

/** The scene as `inversa simulate --request` takes it; the answer holds the same curves. */
export function simulateRequest({ model, options, tests }: Scene, parameters: Parameters): string {
  return JSON.stringify({
    model, parameters, ...(Object.keys(options).length > 0 ? { options } : {}),
    tests: tests.map(({ id, protocol, conditions, axis, drives, program = {} }) => ({
      ...program, id, protocol, conditions, axis: Array.from(axis), ...(drives ? { drives: Object.fromEntries(Object.entries(drives).map(([name, values]) => [name, Array.from(values)])) } : {}),
    })),
  }, undefined, 2);
}

/** The parameters as a study file holds them under `fixed`. */
export const fixedText = (parameters: Parameters): string => `fixed:\n${Object.entries(parameters).map(([name, value]) => `  ${name}: ${value}`).join("\n")}\n`;
