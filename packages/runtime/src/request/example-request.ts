import { InputError, plausibleRange, simulate, type ForwardModel, type Protocol, type Quantity, type Test } from "@inversa/core";

type Example = NonNullable<Protocol["example"]>;

/** A request as `inversa simulate` takes it. */
export interface ExampleRequest {
  readonly model: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** The program of a protocol (a list of steps) stands beside its conditions. */
  readonly tests: readonly { readonly protocol: string; readonly conditions: Readonly<Record<string, number>>; readonly axis: readonly number[]; readonly [program: string]: unknown }[];
  /** Documents that the model's options name. */
  readonly [option: string]: unknown;
}

const points = 7;

/**
 * A request to start from: plausible parameters that do not contradict each other and one test under every protocol of the model.
 * Protocols with prescribed histories other than the axis are left out, since a sensible history cannot be guessed.
 */
export function exampleRequest(model: ForwardModel): ExampleRequest {
  const protocols = model.simulations.map((s) => s.protocol).filter((p) => p.example || Object.values(p.drives ?? {}).every(({ optional }) => optional));
  const parameters = typicalParameters(model);
  return {
    model: model.id,
    ...Object.fromEntries(Object.entries(model.options).flatMap(([name, setting]) => (setting.kind === "document" ? [[name, setting.default]] : []))),
    parameters,
    tests: protocols.map((protocol) => {
      const { conditions, axis, program = {} }: Example = protocol.example ?? typicalTest(model, parameters, protocol);
      return { ...program, protocol: protocol.id, conditions, axis };
    }),
  };
}

/** Defaults, else the middle of the plausible ranges; other places in the ranges, in a fixed order, while the model says that the set means nothing. */
function typicalParameters(model: ForwardModel): Record<string, number> {
  const names = Object.keys(model.parameters).filter((name) => !model.parameters[name]!.optional);
  for (let attempt = 0; ; attempt++) {
    const values = Object.fromEntries(names.map((name, j) => [name, model.parameters[name]!.default ?? valueAt(model.parameters[name]!, (0.5 + attempt * Math.sqrt(j + 2)) % 1)]));
    if (model.invalid?.(values) === undefined || attempt === 200) return values;
  }
}

/** Where in their plausible ranges optional conditions are tried. */
const places = [0.25, 0.5, 0.75] as const;

/**
 * A test that the model can simulate: the conditions that must be given, and of the optional ones (void ratio, initial stress) the fewest without which protocol
 * or model refuse, at the place in their ranges where the curve gets furthest.
 */
function typicalTest(model: ForwardModel, parameters: Readonly<Record<string, number>>, protocol: Protocol): Example {
  const required = Object.entries(protocol.conditions).filter(([, quantity]) => !quantity.optional && quantity.default === undefined);
  const optional = Object.entries(protocol.conditions).filter(([, quantity]) => quantity.optional);
  const chosen = [[], ...optional.map((one) => [one]), ...optional.flatMap((one, i) => optional.slice(i + 1).map((other) => [one, other]))];
  const testsWith = (extra: typeof optional) => places.map((place) => {
    const conditions = Object.fromEntries([...required.map(([name, quantity]) => [name, valueAt(quantity, 0.5)]), ...extra.map(([name, quantity]) => [name, valueAt(quantity, place)])]);
    return { conditions, axis: typicalAxis(protocol, conditions) };
  });
  for (const extra of chosen) {
    const tests = testsWith(extra).map((test) => ({ test, computed: pointsComputed(model, parameters, { protocol: protocol.id, conditions: test.conditions, axis: Float64Array.from(test.axis) }) }));
    const best = tests.reduce((a, b) => (b.computed > a.computed ? b : a));
    if (best.computed >= 0) return best.test;
  }
  return testsWith([])[0]!;
}

/** How far the model gets; -1 where it or the protocol refuses the test. */
function pointsComputed(model: ForwardModel, parameters: Readonly<Record<string, number>>, test: Test): number {
  try {
    return simulate(model, parameters, test).computed;
  } catch (error) {
    if (error instanceof InputError) return -1;
    throw error;
  }
}

/** A place in the plausible range, rounded to two figures; on a logarithmic scale where the range spans decades. */
function valueAt(quantity: Quantity, fraction: number): number {
  const [min, max] = plausibleRange(quantity);
  const decades = min > 0 && (quantity.scale === "log" || max / min > 50);
  const value = Number((decades ? min * (max / min) ** fraction : min + (max - min) * fraction).toPrecision(2));
  return Math.min(max, Math.max(min, value));
}

/** Strains up to 15 %; a stress from where the specimen stands to eight times as much; anything else from 100 to 800 of its unit. */
function typicalAxis({ axis, conditions: declared }: Protocol, conditions: Readonly<Record<string, number>>): readonly number[] {
  const initial = Object.entries(conditions).find(([name]) => declared[name]?.unit === axis.unit)?.[1] ?? 100;
  const [start, end] = axis.unit === "1" ? [0, 0.15] : [initial, 8 * initial];
  return Array.from({ length: points }, (_, i) => Number((start + ((end - start) * i) / (points - 1)).toPrecision(4)));
}
