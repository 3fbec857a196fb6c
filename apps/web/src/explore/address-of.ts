import type { Address } from "./address.ts";
import type { SessionState } from "./session-state.ts";

/** What a link to a picture says: what was moved, and the tests where they are not the usual ones. */
export function addressOf({ model, options, parameters, start, protocol, tests, data, sample, estimate }: SessionState): Address {
  const moved = Object.fromEntries(Object.entries(parameters).filter(([name, value]) => start[name] !== value));
  return {
    ...(estimate !== undefined ? { estimate } : model ? { model: model.id } : {}), ...(sample === undefined ? {} : { sample }),
    options: estimate === undefined ? Object.fromEntries(Object.entries(options).filter(([, value]) => typeof value !== "object").map(([name, value]) => [name, String(value)])) : {},
    parameters: moved, ...(data === "typical" && protocol !== "" ? { protocol } : {}),
    tests: data === "typical" && tests !== model?.tests[protocol] ? tests.map(({ conditions }) => conditions) : [],
  };
}
