import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formula } from "../src/index.ts";
import { evaluate, parseExpression, type Expression } from "../src/formula/expression.ts";
import { print } from "../src/formula/rewrite.ts";

describe("a formula", () => {
  it.each<[string, number, (x: number) => number]>([
    ["-x**2", 3, (x) => -(x ** 2)], ["2**-x", 3, (x) => 2 ** -x], ["2 ** 3 ** 2", 0, () => 512], ["x^3 / 2 / 4", 2, (x) => x ** 3 / 8], ["1 - 2 - x", 5, (x) => -1 - x],
    ["1e-3*x + .5", 7, (x) => 1e-3 * x + 0.5], ["-(x + 1)*-2", 1, (x) => 2 * (x + 1)], ["exp(-((x - 0.08309) ** 2) / 0.004616)", 0.1, (x) => Math.exp(-((x - 0.08309) ** 2) / 0.004616)],
    ["pow(x, 1.5) + sqrt(x) + log(x) + ln(x) + log10(x)", 2, (x) => x ** 1.5 + Math.sqrt(x) + 2 * Math.log(x) + Math.log10(x)],
    ["sin(x)*cos(x) + tan(pi*x) + arcsinh(x) + atan(x)", 0.3, (x) => Math.sin(x) * Math.cos(x) + Math.tan(Math.PI * x) + Math.asinh(x) + Math.atan(x)],
    ["x ** x", 1.7, (x) => x ** x], ["1 / (1 + x) - abs(x - 2)", 1, (x) => 1 / (1 + x) - Math.abs(x - 2)], ["cosh(x) - sinh(x) + 3", 1.2, (x) => Math.exp(-x) + 3],
  ])("%s has the value that the program's own arithmetic gives, and its slope", (text, x, expected) => {
    const f = formula(text);
    expect(f.value(x)).toBeCloseTo(expected(x), 13);
    const h = 1e-6;
    expect(f.derivative(x)).toBeCloseTo((expected(x + h) - expected(x - h)) / (2 * h), 6);
  });

  it("of constants alone is a constant", () => expect(formula("2 * pi").constant).toBe(2 * Math.PI));
  it("takes names for numbers and another variable, and is written down in x", () => {
    const f = formula("a * ce / R", { variable: "ce", constants: { a: 2, R: 8 } });
    expect(f.value(3)).toBe(0.75);
    expect(formula(f.text as string).value(3)).toBe(0.75);
  });

  it.each([
    ["2 * y", /character 5: there is no variable "y".*Expected x, pi/], ["tanhh(x)", /no function "tanhh".*Did you mean "tanh"/], ["1 + ", /ends too early/], ["(x + 1", /ends too early.*"\)"/], ["x x", /"x" stands where/],
    ["x = 1", /"=" cannot stand/], ["", /ends too early/], ["process.exit()", /"." cannot stand/], ["process", /no variable "process"/], ["x['constructor']", /"\[" cannot stand/], ["constructor(x)", /no function "constructor"/], ["__proto__", /no variable/], ["1 ** ", /ends too early/], [`${"(".repeat(5000)}x${")".repeat(5000)}`, /nested/],
  ])("%s is refused in words", (text, message) => expect(() => formula(text)).toThrow(message));

  const tree: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      fc.double({ min: -5, max: 5, noNaN: true }).map((value): Expression => ({ kind: "number", value })),
      fc.constant<Expression>({ kind: "variable", name: "x" }),
      fc.record({ kind: fc.constant("call" as const), name: fc.constantFrom("exp" as const, "tanh" as const, "sin" as const, "arctan" as const), of: tie("tree") }),
      fc.record({ kind: fc.constant("binary" as const), operator: fc.constantFrom("+" as const, "-" as const, "*" as const), left: tie("tree"), right: tie("tree") }),
      fc.record({ kind: fc.constant("binary" as const), operator: fc.constant("/" as const), left: tie("tree"), right: fc.constantFrom<Expression>({ kind: "number", value: -3 }, { kind: "call", name: "exp", of: { kind: "variable", name: "x" } }) }),
      fc.record({ kind: fc.constant("binary" as const), operator: fc.constant("**" as const), left: tie("tree"), right: fc.constantFrom<Expression>({ kind: "number", value: 2 }, { kind: "number", value: 3 }) }),
    ),
  })).tree;

  it("compiled is the same function as its tree, and so is its text read again", () => {
    fc.assert(fc.property(tree, fc.double({ min: -2, max: 2, noNaN: true }), (e, x) => {
      const expected = evaluate(e, { x });
      fc.pre(Number.isFinite(expected) && Math.abs(expected) < 1e6);
      const text = print(e);
      const size = largestInside(e, x);
      fc.pre(size < 1e6);
      // Constants are merged, so sums may be carried out in another order: rounding errors of the largest number on the way.
      expect(Math.abs(formula(text).value(x) - expected)).toBeLessThanOrEqual(1e-10 * (1 + size));
      expect(Math.abs(evaluate(parseExpression(text, ["x"]), { x }) - expected)).toBeLessThanOrEqual(1e-10 * (1 + size));
    }), { numRuns: 400 });
  });
});

/** The largest number met on the way to the value, or the largest effect an error there may have. */
function largestInside(e: Expression, x: number): number {
  const own = Math.abs(evaluate(e, { x }));
  if (e.kind === "call") return Math.max(own, largestInside(e.of, x)) * (e.name === "exp" ? Math.max(1, own) : 1);
  if (e.kind !== "binary") return own;
  const [left, right] = [largestInside(e.left, x), largestInside(e.right, x)];
  return Math.max(own, e.operator === "+" || e.operator === "-" ? Math.max(left, right) : e.operator === "**" ? Math.max(1, left) ** 3 : Math.max(1, left) * Math.max(1, right, e.operator === "/" ? 10 : 0));
}
