import { InputError } from "@inversa/core";

/** Known to every copy of this package in a thread. */
const mark = Symbol.for("@inversa/engine-local: a thread that simulates");
const thread = globalThis as { [mark]?: true };

/** Says that this thread answers pieces of a session; called before it imports anything of the user's. */
export const markThread = (): void => {
  thread[mark] = true;
};

/**
 * A module that simulates as soon as it is imported would do so in every thread that imports it to find its model, and each of those would open threads of its own.
 * @throws InputError `plugin-invalid` in a thread that simulates.
 */
export function refuseInThread(): void {
  if (!thread[mark]) return;
  throw new InputError("plugin-invalid", {
    where: "a worker thread of the engine local",
    what: "a module that was imported to find the model begins simulations of its own, and would in every thread again",
    expected: "an app variant, a plugin or a model whose import has no effect",
    next: "Put what runs under if (import.meta.main), or the app variant (module: import.meta.url) into a file of its own; --threads 0 needs no import",
  });
}
