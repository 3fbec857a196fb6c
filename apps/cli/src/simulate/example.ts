import { plausibleRange, type ForwardModel, type Protocol, type Quantities, type Quantity } from "@inversa/core";

const points = 7;

/**
 * A request to start from: plausible parameters that do not contradict each other and one test under every protocol of the model.
 * Protocols with prescribed histories other than the axis are left out, since a sensible history cannot be guessed.
 */
export function exampleRequest(model: ForwardModel): object {
  const protocols = model.simulations.map((s) => s.protocol).filter((p) => p.example || Object.values(p.drives ?? {}).every(({ optional }) => optional));
  return {
    model: model.id,
    ...Object.fromEntries(Object.entries(model.options).flatMap(([name, setting]) => (setting.kind === "document" ? [[name, setting.default]] : []))),
    parameters: typicalParameters(model),
    tests: protocols.map((protocol) => {
      const { conditions, axis, program = {} } = protocol.example ?? { conditions: typicalConditions(protocol), axis: typicalAxis(protocol) };
      return { protocol: protocol.id, conditions, ...program, axis };
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

/** The conditions that must be given; optional ones only as far as the protocol insists on one of them. */
function typicalConditions({ conditions, invalid }: Protocol): Record<string, number> {
  const values: Record<string, number> = {};
  for (const [name, quantity] of Object.entries(conditions)) if (!quantity.optional && quantity.default === undefined) values[name] = valueAt(quantity, 0.5);
  for (const [name, quantity] of Object.entries(conditions)) {
    if (!invalid?.(withDefaults(conditions, values), { axis: new Float64Array() })) return values;
    if (quantity.optional) values[name] = valueAt(quantity, 0.5);
  }
  return values;
}

const withDefaults = (conditions: Quantities, values: Readonly<Record<string, number>>): Record<string, number> =>
  ({ ...Object.fromEntries(Object.entries(conditions).flatMap(([name, q]) => (q.default === undefined ? [] : [[name, q.default]]))), ...values });

/** A place in the plausible range, rounded to two figures; on a logarithmic scale where the range spans decades. */
function valueAt(quantity: Quantity, fraction: number): number {
  const [min, max] = plausibleRange(quantity);
  const decades = min > 0 && (quantity.scale === "log" || max / min > 50);
  const value = Number((decades ? min * (max / min) ** fraction : min + (max - min) * fraction).toPrecision(2));
  return Math.min(max, Math.max(min, value));
}

/** Strains up to 15 %, anything with a unit from 100 to 800 of it. */
function typicalAxis({ axis }: Protocol): readonly number[] {
  const [start, end] = axis.unit === "1" ? [0, 0.15] : [100, 800];
  return Array.from({ length: points }, (_, i) => Number((start + ((end - start) * i) / (points - 1)).toPrecision(4)));
}
