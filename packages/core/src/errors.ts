/**
 * Every code a user can meet, with the sentence that documents it. The documentation's list is held against this table by a test;
 * a code is never reused for another mistake.
 */
export const errorCodes = {
  "app-invalid": "An app variant lists plugins that cannot live together, or a default that does not exist.",
  "archive-too-large": "A workbook or an archive would unpack to more than is read.",
  "argument-invalid": "A command-line flag or argument is unknown, missing or has a value outside its range.",
  "axis-invalid": "The axis of a test is empty, not finite, or runs backwards where the protocol does not allow it.",
  "condition-invalid": "A condition of a test lies outside its range, or contradicts another.",
  "condition-missing": "A test lacks a condition that its protocol needs.",
  "condition-unknown": "A test names a condition that its protocol does not have.",
  "conflict": "What was asked does not fit the present state (a run that has ended cannot be cancelled), or contradicts an earlier request with the same Idempotency-Key.",
  "data-ambiguous": "A data file can be read in more than one way; the message holds the question that settles it.",
  "data-unreadable": "A data file could not be read: wrong format, damaged, or without a curve in it.",
  "document-invalid": "A JSON document that describes something (a cell) is not of the documented form.",
  "drive-invalid": "A test lacks a prescribed history that its protocol needs, or it does not fit the axis.",
  "estimate-invalid": "An estimate is not what `run` or `estimate` writes; the message names the field.",
  "estimator-incompatible": "An estimator cannot do what was asked of it (for instance Levenberg-Marquardt on a network it cannot hold).",
  "export-unsupported": "A format has no form for this model, or not for this estimate; the message says why and which formats have one.",
  "file-missing": "A file that was named does not exist or cannot be opened.",
  "formula-invalid": "A formula in a document cannot be read: an unknown name, or a sign where there should be a number.",
  "internal-error": "Something went wrong inside Inversa while it worked for you; the server's log holds the details.",
  "model-invalid": "A forward model's declaration contradicts itself (bounds, defaults, units, protocols).",
  "not-found": "The server has nothing at this address, or not in your workspace.",
  "not-permitted": "The API token does not permit this, or the request came from a page of another site.",
  "option-invalid": "A model option or an estimator setting is unknown or has a value outside its range.",
  "parameter-missing": "A parameter without default was not given.",
  "parameter-out-of-bounds": "A parameter lies outside the range in which the model has a meaning.",
  "parameter-unknown": "A parameter was named that the model does not have.",
  "parameters-inconsistent": "The parameters contradict each other (the model says how).",
  "plugin-invalid": "A plugin could not be loaded or was written for another contract version.",
  "prior-invalid": "A prior cannot be used: empty range, outside the parameter's bounds, or correlations that contradict each other.",
  "protocol-unsupported": "The model has no simulation for the protocol of a test.",
  "queue-full": "The server has as many runs waiting as it accepts; try again after the time that the answer names.",
  "rate-limited": "Too many requests came from you in a short time; try again after the time that the answer names.",
  "request-invalid": "A simulation request, or a request to the server, is not of the documented form.",
  "response-unknown": "A response was named that the protocol does not have.",
  "run-abandoned": "The server ended several times while it worked on a run, so the run is not begun again by itself.",
  "server-busy": "The server has as many requests in work as it accepts; try again after the time that the answer names.",
  "shards-invalid": "Shards of a training set do not make it up: one is damaged, of another set, at odds with another, or missing; the message names it and the command that makes it.",
  "simulation-failed": "Too many simulations failed for a training set or an estimate to mean anything.",
  "storage-unavailable": "The server cannot keep or find anything at the moment: its database does not answer, or its disk is full or cannot be written.",
  "study-invalid": "A study file is not valid; the message names the line.",
  "token-invalid": "The server needs an API token, and none was given, or it is unknown, revoked or expired.",
  "too-costly": "What was asked of the server takes more time or memory than it gives to one request.",
  "too-large": "A file or a request is larger than the server accepts.",
  "trained-estimator-mismatch": "A trained estimator was given data of another study (other tests, grid or parameters).",
  "unit-mismatch": "A unit measures another kind of quantity than the one expected.",
  "unit-unknown": "A unit is not known.",
  "unknown-id": "A model, estimator, source, engine, exporter or app variant with that name does not exist in this variant.",
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** What a user needs to put a mistake right. Sentences without a full stop; the message is put together from them. */
export interface Mistake {
  /** What is wrong. */
  readonly what: string;
  /** File, line, row, column or key. */
  readonly where?: string;
  readonly expected?: string;
  /** What to do next. */
  readonly next?: string;
}

/** A mistake in what the user gave: it says what was wrong, where, what was expected and what to do next. Anything else that throws is a bug. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly code: ErrorCode;
  readonly mistake: Mistake;

  constructor(code: ErrorCode, mistake: Mistake, options?: ErrorOptions) {
    const { what, where, expected, next } = mistake;
    super([where ? `${where}: ${what}.` : `${what}.`, expected && `Expected ${expected}.`, next && `${next}.`].filter(Boolean).join(" "), options);
    this.code = code;
    this.mistake = mistake;
  }

  /** The same mistake seen from further out: `where` is put in front of what is already known of the place. */
  within(where: string): InputError {
    return new InputError(this.code, { ...this.mistake, where: this.mistake.where ? `${where}, ${this.mistake.where}` : where }, { cause: this.cause });
  }
}

/** The closest of the known names, for "did you mean"; undefined when none is close. */
export function closest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.ceil(name.length / 3)) + 1;
  for (const candidate of known) {
    const d = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (d < least) [least, best] = [d, candidate];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
