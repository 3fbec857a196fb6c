import { closest, InputError } from "@inversa/core";

/** A formula as a tree. */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "call"; readonly name: FunctionName; readonly of: Expression }
  | { readonly kind: "binary"; readonly operator: Operator; readonly left: Expression; readonly right: Expression };

export type Operator = "+" | "-" | "*" | "/" | "**";

/** Functions that a formula may use. */
export const functions = {
  exp: Math.exp, log: Math.log, log10: Math.log10, sqrt: Math.sqrt, abs: Math.abs,
  sin: Math.sin, cos: Math.cos, tan: Math.tan, sinh: Math.sinh, cosh: Math.cosh, tanh: Math.tanh,
  arcsin: Math.asin, arccos: Math.acos, arctan: Math.atan, arcsinh: Math.asinh, arccosh: Math.acosh, arctanh: Math.atanh,
} as const;
export type FunctionName = keyof typeof functions;

/** Other spellings. */
const alsoCalled: Readonly<Record<string, FunctionName>> = { ln: "log", asin: "arcsin", acos: "arccos", atan: "arctan", asinh: "arcsinh", acosh: "arccosh", atanh: "arctanh" };

interface Token { readonly text: string; readonly at: number }

const pattern = /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_][A-Za-z_0-9]*)|(\*\*|[-+*/^(),]))/y;

/**
 * Reads a formula with `+ - * / **` (or `^`), parentheses, the usual functions and the variables given; powers bind as in Python (-x**2 is -(x**2)).
 * Nothing is executed: the text becomes a tree.
 * @param constants Names that stand for numbers; `pi` always does.
 * @throws InputError `formula-invalid` with the place in the text.
 */
export function parseExpression(text: string, variables: readonly string[], constants: Readonly<Record<string, number>> = {}): Expression {
  if (text.length > 20_000) throw new InputError("formula-invalid", { what: `the formula has ${text.length} characters`, expected: "at most 20000" });
  const tokens = tokensOf(text);
  const known: Readonly<Record<string, number>> = { pi: Math.PI, ...constants };
  let next = 0;
  const peek = (): string | undefined => tokens[next]?.text;
  const wrong = (what: string, at = tokens[next]?.at ?? text.length, more: { expected?: string; next?: string } = {}): never => {
    throw new InputError("formula-invalid", { where: `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}", character ${at + 1}`, what, ...more });
  };
  const expect = (token: string): void => {
    if (peek() !== token) wrong(peek() === undefined ? "the formula ends too early" : `"${peek()}" stands here`, undefined, { expected: `"${token}"` });
    next++;
  };

  const sum = (): Expression => {
    let left = product();
    for (let operator = peek(); operator === "+" || operator === "-"; operator = peek()) {
      next++;
      left = { kind: "binary", operator, left, right: product() };
    }
    return left;
  };
  const product = (): Expression => {
    let left = signed();
    for (let operator = peek(); operator === "*" || operator === "/"; operator = peek()) {
      next++;
      left = { kind: "binary", operator, left, right: signed() };
    }
    return left;
  };
  const signed = (): Expression => {
    if (peek() === "+") return next++, signed();
    if (peek() !== "-") return power();
    next++;
    const of = signed();
    return of.kind === "number" ? { kind: "number", value: -of.value } : { kind: "binary", operator: "-", left: { kind: "number", value: 0 }, right: of };
  };
  const power = (): Expression => {
    const base = atom();
    if (peek() !== "**" && peek() !== "^") return base;
    next++;
    return { kind: "binary", operator: "**", left: base, right: signed() };
  };
  let depth = 0;
  const atom = (): Expression => {
    if (++depth > 200) wrong("parentheses are nested more than 200 deep");
    const read = unguarded();
    depth--;
    return read;
  };
  const unguarded = (): Expression => {
    const token = tokens[next];
    if (!token) return wrong("the formula ends too early", undefined, { expected: "a number, a variable or a parenthesis" });
    next++;
    if (token.text === "(") {
      const inner = sum();
      expect(")");
      return inner;
    }
    if (/^[\d.]/.test(token.text)) return { kind: "number", value: Number(token.text) };
    if (!/^[A-Za-z_]/.test(token.text)) return wrong(`"${token.text}" stands here`, token.at, { expected: "a number, a variable or a parenthesis" });
    return peek() === "(" ? call(token) : named(token);
  };
  const named = ({ text: name, at }: Token): Expression => {
    if (variables.includes(name)) return { kind: "variable", name };
    if (Object.hasOwn(known, name)) return { kind: "number", value: known[name]! };
    return wrong(`there is no variable "${name}"`, at, { expected: [...variables, ...Object.keys(known)].join(", ") });
  };
  const call = ({ text: name, at }: Token): Expression => {
    next++;
    const first = sum();
    if (name === "pow") {
      expect(",");
      const right = sum();
      expect(")");
      return { kind: "binary", operator: "**", left: first, right };
    }
    expect(")");
    const meant = Object.hasOwn(functions, name) ? (name as FunctionName) : Object.hasOwn(alsoCalled, name) ? alsoCalled[name]! : undefined;
    if (meant) return { kind: "call", name: meant, of: first };
    const near = closest(name, Object.keys(functions));
    return wrong(`there is no function "${name}"`, at, { expected: `one of ${Object.keys(functions).join(", ")}, pow`, ...(near ? { next: `Did you mean "${near}"?` } : {}) });
  };

  const whole = sum();
  if (next < tokens.length) wrong(`"${peek()}" stands where the formula should go on or end`);
  return whole;

  function tokensOf(from: string): readonly Token[] {
    const found: Token[] = [];
    pattern.lastIndex = 0;
    for (let at = 0; at < from.length;) {
      if (/^\s*$/.test(from.slice(at))) break;
      pattern.lastIndex = at;
      const match = pattern.exec(from);
      if (!match) throw new InputError("formula-invalid", { where: `"${from}", character ${at + 1}`, what: `"${from.slice(at).trim()[0]}" cannot stand in a formula`, expected: "numbers, variables, functions and + - * / ** ( )" });
      const text = match[1] ?? match[2] ?? match[3]!;
      at = pattern.lastIndex;
      found.push({ text, at: at - text.length });
    }
    return found;
  }
}

/** The value of a tree. @param values By variable. */
export function evaluate(expression: Expression, values: Readonly<Record<string, number>>): number {
  switch (expression.kind) {
    case "number": return expression.value;
    case "variable": return values[expression.name] ?? Number.NaN;
    case "call": return functions[expression.name](evaluate(expression.of, values));
    case "binary": return operate(expression.operator, evaluate(expression.left, values), evaluate(expression.right, values));
  }
}

export function operate(operator: Operator, a: number, b: number): number {
  switch (operator) {
    case "+": return a + b;
    case "-": return a - b;
    case "*": return a * b;
    case "/": return a / b;
    case "**": return a ** b;
  }
}
