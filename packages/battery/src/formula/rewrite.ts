import { functions, operate, type Expression, type FunctionName } from "./expression.ts";

/*
 * Trees from trees: small simplifications, the derivative, the text. All preserve values up to rounding.
 */

export const num = (value: number): Expression => ({ kind: "number", value });

export const call = (name: FunctionName, of: Expression): Expression => (of.kind === "number" ? num(functions[name](of.value)) : { kind: "call", name, of });

const isNumber = (e: Expression, value: number): boolean => e.kind === "number" && e.value === value;

/** An operation with what is constant carried out and neutral elements left out. */
export function binary(operator: "+" | "-" | "*" | "/" | "**", left: Expression, right: Expression): Expression {
  if (left.kind === "number" && right.kind === "number") return num(operate(operator, left.value, right.value));
  switch (operator) {
    case "+":
      if (isNumber(left, 0)) return right;
      if (isNumber(right, 0)) return left;
      break;
    case "-":
      if (isNumber(right, 0)) return left;
      break;
    case "*":
      if (isNumber(left, 0) || isNumber(right, 0)) return num(0);
      if (isNumber(left, 1)) return right;
      if (isNumber(right, 1)) return left;
      break;
    case "/":
      if (isNumber(left, 0)) return num(0);
      if (isNumber(right, 1)) return left;
      break;
    case "**":
      if (isNumber(right, 0)) return num(1);
      if (isNumber(right, 1)) return left;
  }
  return { kind: "binary", operator, left, right };
}

/** The same tree with numbers in place of some variables, simplified. */
export function substitute(e: Expression, values: Readonly<Record<string, number>>): Expression {
  switch (e.kind) {
    case "number": return e;
    case "variable": return Object.hasOwn(values, e.name) ? num(values[e.name]!) : e;
    case "call": return call(e.name, substitute(e.of, values));
    case "binary": return binary(e.operator, substitute(e.left, values), substitute(e.right, values));
  }
}

const square = (e: Expression): Expression => binary("**", e, num(2));
const minus = (e: Expression): Expression => binary("*", num(-1), e);
const one = num(1);

/** d f(u) / du. */
const slopes: Readonly<Record<FunctionName, (u: Expression) => Expression>> = {
  exp: (u) => call("exp", u),
  log: (u) => binary("/", one, u),
  log10: (u) => binary("/", num(1 / Math.LN10), u),
  sqrt: (u) => binary("/", num(0.5), call("sqrt", u)),
  abs: (u) => binary("/", u, call("abs", u)),
  sin: (u) => call("cos", u),
  cos: (u) => minus(call("sin", u)),
  tan: (u) => binary("+", one, square(call("tan", u))),
  sinh: (u) => call("cosh", u),
  cosh: (u) => call("sinh", u),
  tanh: (u) => binary("-", one, square(call("tanh", u))),
  arcsin: (u) => binary("/", one, call("sqrt", binary("-", one, square(u)))),
  arccos: (u) => binary("/", num(-1), call("sqrt", binary("-", one, square(u)))),
  arctan: (u) => binary("/", one, binary("+", one, square(u))),
  arcsinh: (u) => binary("/", one, call("sqrt", binary("+", one, square(u)))),
  arccosh: (u) => binary("/", one, call("sqrt", binary("-", square(u), one))),
  arctanh: (u) => binary("/", one, binary("-", one, square(u))),
};

/** The derivative of a tree by a variable. */
export function differentiate(e: Expression, by: string): Expression {
  switch (e.kind) {
    case "number": return num(0);
    case "variable": return num(e.name === by ? 1 : 0);
    case "call": return binary("*", slopes[e.name](e.of), differentiate(e.of, by));
    case "binary": {
      const { operator, left: u, right: v } = e;
      const [du, dv] = [differentiate(u, by), differentiate(v, by)];
      switch (operator) {
        case "+":
        case "-": return binary(operator, du, dv);
        case "*": return binary("+", binary("*", du, v), binary("*", u, dv));
        case "/": return binary("/", binary("-", du, binary("*", binary("/", u, v), dv)), v);
        case "**":
          if (v.kind === "number") return binary("*", binary("*", v, binary("**", u, num(v.value - 1))), du);
          return binary("*", e, binary("+", binary("*", dv, call("log", u)), binary("*", binary("/", v, u), du)));
      }
    }
  }
}

const strength = { "+": 1, "-": 1, "*": 2, "/": 2, "**": 4 } as const;

/** A tree as text that any reader of BPX understands, with every digit. @param names How variables are called in the text. */
export function print(e: Expression, names: Readonly<Record<string, string>> = {}): string {
  const inner = (of: Expression, above: number): string => {
    const text = print(of, names);
    const own = of.kind === "binary" ? strength[of.operator] : of.kind === "number" && of.value < 0 ? 1 : 5;
    return own < above ? `(${text})` : text;
  };
  switch (e.kind) {
    case "number": return String(e.value);
    case "variable": return names[e.name] ?? e.name;
    case "call": return `${e.name}(${print(e.of, names)})`;
    case "binary": {
      const { operator, left, right } = e;
      const s = strength[operator];
      if (operator === "-" && isNumber(left, 0)) return `-${inner(right, 2)}`;
      if (operator === "**") return `${inner(left, 5)} ** ${inner(right, 5)}`;
      return `${inner(left, s)} ${operator} ${inner(right, s + (operator === "-" || operator === "/" ? 1 : 0))}`;
    }
  }
}
