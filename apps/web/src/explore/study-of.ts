import type { Parameters, Scene, StudyTerms } from "./messages.ts";
import { valueAt } from "./scale.ts";
import type { SessionState } from "./session-state.ts";
import { studyText } from "./study-text.ts";

/** What is simulated. */
export const sceneOf = ({ model, options, tests }: SessionState): Scene => ({ model: model!.id, options, tests });

/** What the sliders say of a study: what is held where it stands, and what is free, under the prior that came with the data or the model's own. */
export function termsOf({ parameters, held, terms, model }: SessionState): StudyTerms {
  const free = model!.parameters.filter(({ name }) => !held.has(name)).map(({ name }) => name);
  return {
    estimate: Object.fromEntries(free.map((name) => [name, terms?.estimate[name] ?? "plausible"])),
    fixed: Object.fromEntries(Object.entries(parameters).filter(([name]) => !free.includes(name))),
    ...(terms?.responses ? { responses: terms.responses } : {}),
  };
}

/** Where a fit begins: at the sliders, and what nobody has set at what the options (a cell) hold, or where its slider stands. */
export const startOf = ({ parameters, model }: SessionState): Parameters => ({
  ...Object.fromEntries(model!.parameters.map((quantity) => [quantity.name, quantity.held ?? quantity.default ?? valueAt(quantity, 0.5)])), ...parameters,
});

/** The study file of what is on the screen, with its readings. */
export const studyOf = (state: SessionState): string => studyText(sceneOf(state), termsOf(state));
