import { InputError, type Inverse, type SavedInverse, type Table } from "@inversa/core";
import type { Arrangement } from "./arrangement.ts";
import { planNetwork } from "./plan.ts";
import { restoreScaling, type SavedScaling, type Scaling, type ScalingMethod } from "./scaling.ts";
import { loadNetwork, type SavedNetwork, type TrainedNetwork } from "./trained-network.ts";

/** The estimator that {@link Inverse.save} kept. @param arrange Makes the arrangement again from what `CurveNetwork.arranged` held. */
export function loadCurveNetwork(saved: SavedInverse, arrange: (arranged: unknown) => Arrangement): Inverse {
  const { header, arranged, input, output, tested } = saved.description as { header: SavedNetwork["header"]; arranged: unknown; input: ScalingMethod; output: ScalingMethod; tested: string };
  const weights = saved.arrays["weights"];
  if (!(weights instanceof Float32Array)) throw new InputError("data-unreadable", { where: "saved estimator", what: "the weights are missing", expected: "an array named weights" });
  const scaling = (name: string, method: ScalingMethod): Scaling => {
    const array = (part: string): Float64Array | undefined => saved.arrays[`${name}.${part}`] as Float64Array | undefined;
    const [shift, factors, rotation] = [array("shift"), array("factors"), array("rotation")];
    if (!shift) throw new InputError("data-unreadable", { where: "saved estimator", what: `the scaling of its ${name} is missing`, expected: `an array named ${name}.shift` });
    return restoreScaling({ method, shift, ...(factors ? { factors } : {}), ...(rotation ? { rotation } : {}) });
  };
  const network = loadNetwork({ header, weights: new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength) });
  return inverseOf(saved.estimator, arrange(arranged), arranged, scaling("input", input), scaling("output", output), network, tested);
}

/** A trained network together with what stands before and behind it, as an estimator. @param tested What is said of its error on samples kept aside. */
export function inverseOf(estimator: string, arrangement: Arrangement, arranged: unknown, input: Scaling, output: Scaling, network: TrainedNetwork, tested: string): Inverse {
  const layers = network.spec.layers.flatMap((layer) => ("units" in layer ? [String(layer.units)] : layer.layer === "conv1d" ? [`conv ${layer.filters}x${layer.kernel}`] : layer.layer === "pool" ? [`${layer.kind} pool ${layer.size}`] : []));
  return {
    predict: (inputs: Table) => {
      const data = output.invert(network.predict(input.apply(arrangement.apply(inputs.data)), inputs.rows));
      return { rows: inputs.rows, columns: output.columns, data };
    },
    history: network.history,
    summary: `${[network.spec.input.shape.join("x"), ...layers].join("-")}, ${planNetwork(network.spec).weights.toLocaleString("en")} weights, ${network.engine}${tested}`,
    save: () => {
      const { header, weights } = network.save();
      const parts = (name: string, { shift, factors, rotation }: SavedScaling) => ({ [`${name}.shift`]: shift, ...(factors ? { [`${name}.factors`]: factors } : {}), ...(rotation ? { [`${name}.rotation`]: rotation } : {}) });
      return {
        estimator,
        description: { header, arranged, input: input.save().method, output: output.save().method, tested },
        arrays: { weights: new Float32Array(weights.slice().buffer), ...parts("input", input.save()), ...parts("output", output.save()) },
      };
    },
    dispose: () => network.dispose(),
  };
}
