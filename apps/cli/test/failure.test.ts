import { InputError } from "@inversa/core";
import colours from "picocolors";
import { describe, expect, it } from "vitest";
import { failureDocument, failureOf, renderFailure } from "../src/failure.ts";

const plain = colours.createColors(false);

describe("what was thrown is sorted", () => {
  it("a mistake of the user is a block of what, where, expected, next and code", () => {
    const failure = failureOf(new InputError("unknown-id", { where: "--app", what: "there is no app variant \"x\"", expected: "soil-lab", next: "Did you mean \"soil-lab\"?" }), false, undefined);
    expect(failure.exitCode).toBe(2);
    expect(renderFailure(failure, plain, false)).toBe("✗ There is no app variant \"x\"\n  where     --app\n  expected  soil-lab\n  next      Did you mean \"soil-lab\"?\n  code      unknown-id");
    expect(failureDocument(failure, false)).toMatchObject({ error: { code: "unknown-id", what: expect.any(String), where: "--app", expected: "soil-lab", next: expect.any(String), message: expect.any(String) } });
  });

  it("a mistake of the user is never left without a way on", () => {
    expect(failureOf(new InputError("argument-invalid", { what: "x is too much" }), false, undefined).next).toContain("--help");
    expect(failureOf(new InputError("file-missing", { what: "x does not exist" }), false, undefined).next).toContain("folder");
    expect(failureOf(new InputError("study-invalid", { what: "x is missing" }), false, undefined).next).toContain("docs/study-file.md");
  });

  it("a mistake of the program asks to be reported; where it happened is shown only when asked for", () => {
    const failure = failureOf(new TypeError("x is not a function"), false, undefined);
    expect(failure).toMatchObject({ exitCode: 1, code: "unexpected", next: expect.stringContaining("report") });
    expect(renderFailure(failure, plain, false)).not.toContain("failure.test.ts");
    expect(renderFailure(failure, plain, true)).toContain("failure.test.ts");
    expect(JSON.stringify(failureDocument(failure, false))).not.toContain("failure.test.ts");
  });

  it("an interruption says what was kept", () => {
    const failure = failureOf(new DOMException("stop", "AbortError"), true, "Simulations are kept");
    expect(failure).toMatchObject({ exitCode: 130, code: "interrupted" });
    expect(renderFailure(failure, plain, false)).toBe("Interrupted. Simulations are kept.");
    expect(failureOf(new DOMException("stop", "AbortError"), true, undefined).message).toBe("Interrupted. Nothing was kept.");
  });

  it("what is wrong with the input is told even when it was interrupted", () => {
    expect(failureOf(new InputError("file-missing", { what: "x" }), true, undefined).exitCode).toBe(2);
  });

  it("a name or an equation at the start of a sentence keeps its case", () => {
    const shown = (what: string): string => renderFailure(failureOf(new InputError("file-missing", { what }), false, undefined), plain, false).split("\n")[0]!;
    expect(shown("n = 3 is out of range")).toBe("✗ n = 3 is out of range");
    expect(shown("confiningPressure = -1 is out of range")).toBe("✗ confiningPressure = -1 is out of range");
    expect(shown("the file is empty")).toBe("✗ The file is empty");
  });
});
