import type { StudyTerms } from "./messages.ts";
import type { SessionState } from "./session-state.ts";

/** What the sliders say of a study: what is held where it stands, and what is free, under the prior that came with the data or the model's own. */
export function termsOf({ parameters, held, terms, model }: SessionState): StudyTerms {
  const free = model!.parameters.filter(({ name }) => !held.has(name) && parameters[name] !== undefined).map(({ name }) => name);
  return {
    estimate: Object.fromEntries(free.map((name) => [name, terms?.estimate[name] ?? "plausible"])),
    fixed: Object.fromEntries(Object.entries(parameters).filter(([name]) => !free.includes(name))),
    ...(terms?.responses ? { responses: terms.responses } : {}),
  };
}
