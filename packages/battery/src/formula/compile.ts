import { functions, type Expression } from "./expression.ts";
import { binary, differentiate, num } from "./rewrite.ts";

/** A function of one variable. */
type Scalar = (x: number) => number;

/** a x + b. */
interface Affine { readonly a: number; readonly b: number }

/**
 * A tree as a sum: a straight line, terms c exp(a x + b) and c tanh(a x + b) (of which nearly all fitted potentials are made), and what is left.
 * Sums of such terms run in plain loops, as fast as the formula typed into the program.
 */
interface Terms {
  line: { a: number; b: number };
  /** c, a, b one after another. */
  readonly exp: number[];
  readonly tanh: number[];
  readonly others: { readonly factor: number; readonly of: Expression }[];
}

/**
 * Value and derivative of a tree in one variable, as closures; nothing is generated as text or executed as such.
 * Merging constants moves results by rounding errors only.
 */
export function compileExpression(e: Expression, variable: string): { readonly value: Scalar; readonly derivative: Scalar } {
  const { line: { a: slope, b: intercept }, exp, tanh, others } = termsOf(e);
  const E = Float64Array.from(exp);
  const T = Float64Array.from(tanh);
  const rest = others.map(({ factor, of }) => ({ factor, value: closure(of), derivative: closure(differentiate(of, variable)) }));
  const value = sumOf(rest.map(({ factor, value: f }) => ({ factor, f })));
  const derivative = sumOf(rest.map(({ factor, derivative: f }) => ({ factor, f })));
  return {
    value: (x) => {
      let sum = slope * x + intercept;
      for (let i = 0; i < T.length; i += 3) sum += T[i]! * Math.tanh(T[i + 1]! * x + T[i + 2]!);
      for (let i = 0; i < E.length; i += 3) sum += E[i]! * Math.exp(E[i + 1]! * x + E[i + 2]!);
      return value ? sum + value(x) : sum;
    },
    derivative: (x) => {
      let sum = slope;
      for (let i = 0; i < T.length; i += 3) {
        const t = Math.tanh(T[i + 1]! * x + T[i + 2]!);
        sum += T[i]! * T[i + 1]! * (1 - t * t);
      }
      for (let i = 0; i < E.length; i += 3) sum += E[i]! * E[i + 1]! * Math.exp(E[i + 1]! * x + E[i + 2]!);
      return derivative ? sum + derivative(x) : sum;
    },
  };
}

function sumOf(parts: readonly { readonly factor: number; readonly f: Scalar }[]): Scalar | undefined {
  const [first, second, ...more] = parts.map(({ factor, f }): Scalar => (factor === 1 ? f : (x) => factor * f(x)));
  if (!first) return undefined;
  if (!second) return first;
  if (more.length === 0) return (x) => first(x) + second(x);
  const all = [first, second, ...more];
  return (x) => {
    let sum = 0;
    for (let i = 0; i < all.length; i++) sum += all[i]!(x);
    return sum;
  };
}

function termsOf(whole: Expression): Terms {
  const terms: Terms = { line: { a: 0, b: 0 }, exp: [], tanh: [], others: [] };
  const add = (e: Expression, factor: number): void => {
    const line = affine(e);
    if (line) {
      terms.line = { a: terms.line.a + factor * line.a, b: terms.line.b + factor * line.b };
      return;
    }
    if (e.kind === "binary") {
      if (e.operator === "+" || e.operator === "-") {
        add(e.left, factor);
        add(e.right, e.operator === "+" ? factor : -factor);
        return;
      }
      if (e.operator === "*" && e.left.kind === "number") return add(e.right, factor * e.left.value);
      if (e.operator === "*" && e.right.kind === "number") return add(e.left, factor * e.right.value);
      if (e.operator === "/" && e.right.kind === "number") return add(e.left, factor / e.right.value);
    }
    if (e.kind === "call" && (e.name === "exp" || e.name === "tanh")) {
      const inner = affine(e.of);
      if (inner) {
        terms[e.name].push(factor, inner.a, inner.b);
        return;
      }
    }
    terms.others.push({ factor, of: e });
  };
  add(whole, 1);
  return terms;
}

/** The tree as a x + b, where it is a straight line of the variable. */
function affine(e: Expression): Affine | undefined {
  if (e.kind === "number") return { a: 0, b: e.value };
  if (e.kind === "variable") return { a: 1, b: 0 };
  if (e.kind === "call") return undefined;
  const left = affine(e.left);
  const right = affine(e.right);
  if (!left || !right) return undefined;
  switch (e.operator) {
    case "+": return { a: left.a + right.a, b: left.b + right.b };
    case "-": return { a: left.a - right.a, b: left.b - right.b };
    case "*":
      if (left.a === 0) return { a: left.b * right.a, b: left.b * right.b };
      return right.a === 0 ? { a: left.a * right.b, b: left.b * right.b } : undefined;
    case "/": return right.a === 0 ? { a: left.a / right.b, b: left.b / right.b } : undefined;
    case "**": return right.a === 0 && right.b === 1 ? left : undefined;
  }
}

/** Any tree as nested closures. */
function closure(e: Expression): Scalar {
  const line = affine(e);
  if (line) {
    const { a, b } = line;
    return a === 0 ? () => b : b === 0 ? (x) => a * x : (x) => a * x + b;
  }
  switch (e.kind) {
    case "number": return () => e.value;
    case "variable": return (x) => x;
    case "call": {
      const f = functions[e.name];
      const inner = affine(e.of);
      if (inner) {
        const { a, b } = inner;
        return (x) => f(a * x + b);
      }
      const of = closure(e.of);
      return (x) => f(of(x));
    }
    case "binary": {
      const { operator, left, right } = e;
      if (operator === "**" && right.kind === "number") return power(closure(left), right.value);
      if (operator === "-" && right.kind === "number") return closure(binary("+", left, num(-right.value)));
      const [f, g] = [closure(left), closure(right)];
      switch (operator) {
        case "+": return (x) => f(x) + g(x);
        case "-": return (x) => f(x) - g(x);
        case "*": return (x) => f(x) * g(x);
        case "/": return (x) => f(x) / g(x);
        case "**": return (x) => f(x) ** g(x);
      }
    }
  }
}

/** Small powers without the general one, which costs as much as an exponential. */
function power(f: Scalar, n: number): Scalar {
  switch (n) {
    case 0.5: return (x) => Math.sqrt(f(x));
    case 1.5: return (x) => { const u = f(x); return u * Math.sqrt(u); };
    case 2: return (x) => { const u = f(x); return u * u; };
    case 3: return (x) => { const u = f(x); return u * u * u; };
    case -1: return (x) => 1 / f(x);
    default: return (x) => f(x) ** n;
  }
}
