import type { Parameters } from "./messages.ts";

/** What a link to a picture says: which model, where its parameters and options stand, on which tests. What a link leaves out is as it was found. */
export interface Address {
  readonly model?: string;
  /** An estimate of the server whose data and parameters are shown. */
  readonly estimate?: string;
  /** Data that come with the page, by name. */
  readonly sample?: string;
  readonly options: Readonly<Record<string, string>>;
  readonly parameters: Parameters;
  /** Kind of the made-up tests. */
  readonly protocol?: string;
  /** Conditions of the made-up tests, one set a test. */
  readonly tests: readonly Parameters[];
}

export const emptyAddress: Address = { options: {}, parameters: {}, tests: [] };

/** `model=soil/...&p.K=47.1&o.failure=plateau&protocol=...&t=confiningPressure:100`; readable, and stable under being written by hand. */
export function addressQuery({ model, estimate, sample, options, parameters, protocol, tests }: Address): string {
  const pairs: [string, string][] = [];
  for (const [key, value] of Object.entries({ model, estimate, sample, protocol })) if (value !== undefined) pairs.push([key, value]);
  for (const [name, value] of Object.entries(options)) pairs.push([`o.${name}`, value]);
  for (const [name, value] of Object.entries(parameters)) pairs.push([`p.${name}`, String(value)]);
  for (const conditions of tests) pairs.push(["t", Object.entries(conditions).map(([name, value]) => `${name}:${value}`).join(",")]);
  return pairs.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value).replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%2C", ",")}`).join("&");
}

/** The inverse of {@link addressQuery}; what cannot be read is left out. */
export function readAddress(query: string): Address {
  const given = new URLSearchParams(query);
  const text = (key: string): string | undefined => given.get(key) || undefined;
  const under = (prefix: string): [string, string][] => [...given].flatMap(([key, value]) => (key.startsWith(prefix) && key.length > prefix.length ? [[key.slice(prefix.length), value]] : []));
  const numbers = (pairs: readonly [string, string][]): Parameters => Object.fromEntries(pairs.flatMap(([name, value]) => (value !== "" && Number.isFinite(Number(value)) ? [[name, Number(value)]] : [])));
  const [model, estimate, sample, protocol] = ["model", "estimate", "sample", "protocol"].map(text);
  return {
    ...(model === undefined ? {} : { model }), ...(estimate === undefined ? {} : { estimate }), ...(sample === undefined ? {} : { sample }), ...(protocol === undefined ? {} : { protocol }),
    options: Object.fromEntries(under("o.")),
    parameters: numbers(under("p.")),
    tests: given.getAll("t").map((part) => numbers(part.split(",").map((pair) => {
      const colon = pair.indexOf(":");
      return [pair.slice(0, Math.max(0, colon)), pair.slice(colon + 1)] as [string, string];
    }).filter(([name]) => name !== ""))),
  };
}
