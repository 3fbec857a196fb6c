import { InputError } from "@inversa/core";

/** Does the work; a mistake that it meets is told with the place from which it is seen. */
export function placed<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InputError ? error.within(where) : error;
  }
}
