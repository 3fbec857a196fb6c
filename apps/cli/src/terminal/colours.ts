import colours from "picocolors";

export type Colours = ReturnType<typeof colours.createColors>;

/**
 * Colours for one stream: on a terminal, unless `NO_COLOR` is set to anything (no-color.org); `FORCE_COLOR` puts them into a pipe.
 */
export function coloursFor(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): Colours {
  const refused = Boolean(environment["NO_COLOR"]) || environment["TERM"] === "dumb";
  const forced = Boolean(environment["FORCE_COLOR"]) && environment["FORCE_COLOR"] !== "0";
  return colours.createColors(!refused && (forced || stream.isTTY === true));
}
