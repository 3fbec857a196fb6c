import { describe, expect, it } from "vitest";
import { coloursFor } from "../src/terminal/colours.ts";

const coloured = (isTTY: boolean, environment: NodeJS.ProcessEnv): boolean => coloursFor({ isTTY }, environment).red("x") !== "x";

describe("colours", () => {
  it("are for terminals", () => {
    expect(coloured(true, {})).toBe(true);
    expect(coloured(false, {})).toBe(false);
  });

  it("are refused with NO_COLOR, unless it is empty", () => {
    expect(coloured(true, { NO_COLOR: "1" })).toBe(false);
    expect(coloured(true, { NO_COLOR: "" })).toBe(true);
    expect(coloured(true, { TERM: "dumb" })).toBe(false);
  });

  it("can be put into a pipe", () => {
    expect(coloured(false, { FORCE_COLOR: "1" })).toBe(true);
    expect(coloured(false, { FORCE_COLOR: "0" })).toBe(false);
    expect(coloured(false, { FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
  });
});
