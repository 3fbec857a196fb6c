import { InputError, simulate, type ForwardModel } from "@inversa/core";
import { exampleRequest, type ExampleRequest } from "@inversa/runtime/browser";
import type { Parameters, SceneTest } from "./messages.ts";

type Example = ExampleRequest["tests"][number];

const points = 121;

/** Shares of a typical condition at which a kind of test is shown. */
const levels = [0.5, 1, 2] as const;

/** What a page shows of a model before there are data: plausible parameters, and of every kind of test three specimens at half, once and twice the typical state. */
export function typicalScene(model: ForwardModel): { readonly parameters: Parameters; readonly tests: Readonly<Record<string, readonly SceneTest[]>> } {
  const { parameters, tests } = exampleRequest(model);
  const byProtocol = tests.map((example) => {
    const leading = leadingUnit(model, example);
    const scaled = (leading === undefined ? [1] : levels).map((level) => sceneTest(model, example, leading, level));
    const able = scaled.filter((test) => reach(model, parameters, test) > 0);
    return [example.protocol, able.length > 0 ? shortened(model, parameters, able) : [sceneTest(model, example, leading, 1)]] as const;
  });
  return { parameters, tests: Object.fromEntries(byProtocol) };
}

/** Where all curves end long before their axis does, the axis is what is too long. */
function shortened(model: ForwardModel, parameters: Parameters, tests: readonly SceneTest[]): readonly SceneTest[] {
  const furthest = Math.max(...tests.map((test) => reach(model, parameters, test)));
  if (furthest > 0.3) return tests;
  return tests.map(({ axis, ...test }) => ({ ...test, axis: dense(axis[0]!, Number((axis[0]! + (axis[points - 1]! - axis[0]!) * 1.5 * furthest).toPrecision(2))) }));
}

const protocolOf = (model: ForwardModel, id: string) => model.simulations.find(({ protocol }) => protocol.id === id)!.protocol;

/** The unit of the first condition that a test of this kind must state; conditions and an axis in it are scaled together. */
function leadingUnit(model: ForwardModel, { protocol, conditions }: Example): string | undefined {
  const required = Object.entries(protocolOf(model, protocol).conditions).find(([name, { optional, default: value }]) => !optional && value === undefined && conditions[name] !== undefined);
  return required?.[1].unit === "1" ? undefined : required?.[1].unit;
}

function sceneTest(model: ForwardModel, { protocol: id, conditions, axis, ...program }: Example, unit: string | undefined, level: number): SceneTest {
  const protocol = protocolOf(model, id);
  const scaled = Object.fromEntries(Object.entries(conditions).map(([name, value]) => {
    const quantity = protocol.conditions[name]!;
    return [name, quantity.unit === unit ? Math.min(quantity.bounds[1], Math.max(quantity.bounds[0], Number((value * level).toPrecision(3)))) : value];
  }));
  const factor = protocol.axis.unit === unit ? level : 1;
  const leading = Object.keys(scaled).find((name) => protocol.conditions[name]!.unit === unit);
  return {
    id: leading === undefined ? protocol.name : `${Number(scaled[leading]!.toPrecision(3))} ${unit}`,
    protocol: id, conditions: scaled, axis: dense(axis[0]! * factor, axis[axis.length - 1]! * factor), ...(Object.keys(program).length > 0 ? { program } : {}),
  };
}

/** Even; on a logarithmic scale where a positive axis spans more than a factor of four, as pressures do. */
const dense = (from: number, to: number): Float64Array =>
  Float64Array.from({ length: points }, (_, i) => (from > 0 && to / from > 4 ? from * (to / from) ** (i / (points - 1)) : from + ((to - from) * i) / (points - 1)));

/** The share of its axis that a test gets along; 0 where model or protocol refuse it. */
function reach(model: ForwardModel, parameters: Parameters, { id: _id, measured: _measured, ...test }: SceneTest): number {
  try {
    return (simulate(model, parameters, test).computed - 1) / (points - 1);
  } catch (error) {
    if (error instanceof InputError) return 0;
    throw error;
  }
}
