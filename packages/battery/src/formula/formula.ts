import { constantFunction, type ScalarFunction } from "../scalar-function.ts";
import { compileExpression } from "./compile.ts";
import { parseExpression } from "./expression.ts";
import { print, substitute } from "./rewrite.ts";

/**
 * A function of one variable from its formula.
 * @param constants Names that stand for numbers.
 * @throws InputError `formula-invalid`.
 */
export function formula(text: string, { variable = "x", constants = {} }: { readonly variable?: string; readonly constants?: Readonly<Record<string, number>> } = {}): ScalarFunction {
  const tree = substitute(parseExpression(text, [variable], constants), {});
  if (tree.kind === "number") return constantFunction(tree.value);
  return { ...compileExpression(tree, variable), text: variable === "x" && Object.keys(constants).length === 0 ? text : print(tree, { [variable]: "x" }) };
}
