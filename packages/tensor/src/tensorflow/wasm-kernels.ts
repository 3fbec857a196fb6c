import type { KernelFunc, NamedAttrMap, TensorInfo } from "@tensorflow/tfjs-core";
import type { TF } from "./session.ts";

/** The part of the wasm backend that kernels use to let go of their intermediate results. */
interface Memory {
  disposeData(dataId: object): boolean;
}

/**
 * Puts right two kernels of TensorFlow.js 4.22 on wasm: the gradient of a convolution's filter is missing (tensorflow/tfjs issue 8474), and a
 * product with a transposed factor, as in every gradient, runs in a scalar loop. Call it when the backend is ready.
 */
export function fixWasmKernels(tf: TF): void {
  const kernel = (name: string): KernelFunc => {
    const found = tf.getKernel(name, "wasm");
    if (!found) throw new Error(`TensorFlow.js wasm has no kernel ${name}`);
    return found.kernelFunc;
  };
  const call = (name: string, inputs: Record<string, TensorInfo>, backend: object, attrs: object): TensorInfo =>
    kernel(name)({ inputs, backend, attrs: attrs as NamedAttrMap }) as TensorInfo;

  const product = kernel("BatchMatMul");
  tf.unregisterKernel("BatchMatMul", "wasm");
  tf.registerKernel({
    kernelName: "BatchMatMul",
    backendName: "wasm",
    kernelFunc: ({ inputs, backend, attrs }) => {
      const { transposeA, transposeB } = attrs as unknown as { transposeA: boolean; transposeB: boolean };
      const turned: TensorInfo[] = [];
      const turn = (t: TensorInfo): TensorInfo => {
        const axes = t.shape.map((_, i) => i);
        [axes[axes.length - 2], axes[axes.length - 1]] = [axes.length - 1, axes.length - 2];
        const result = call("Transpose", { x: t }, backend as object, { perm: axes });
        turned.push(result);
        return result;
      };
      const a = transposeA ? turn(inputs["a"]!) : inputs["a"]!;
      const b = transposeB ? turn(inputs["b"]!) : inputs["b"]!;
      const result = product({ inputs: { a, b }, backend, attrs: { transposeA: false, transposeB: false } });
      for (const t of turned) (backend as Memory).disposeData(t.dataId);
      return result;
    },
  });

  if (tf.getKernel("Conv2DBackpropFilter", "wasm")) return;
  tf.registerKernel({ kernelName: "Conv2DBackpropFilter", backendName: "wasm", kernelFunc: filterGradient });

  /** dW = (windows of x)' dy: each place of the filter is a strided slice of x, side by side they are the windows. */
  function filterGradient({ inputs, backend, attrs }: Parameters<KernelFunc>[0]): TensorInfo {
    const { filterShape, strides, pad, dimRoundingMode } = attrs as unknown as {
      filterShape: [number, number, number, number]; strides: number | [number, number]; pad: "same" | "valid" | number; dimRoundingMode?: "floor" | "round" | "ceil";
    };
    const { x, dy } = inputs as unknown as { x: TensorInfo; dy: TensorInfo };
    const owner = backend as object;
    const info = tf.backend_util.computeConv2DInfo(x.shape as [number, number, number, number], filterShape, strides, 1, pad, dimRoundingMode, false, "channelsLast");
    const { batchSize, outHeight, outWidth, filterHeight, filterWidth, inChannels, outChannels, strideHeight, strideWidth, padInfo } = info;
    const made: TensorInfo[] = [];
    const keep = (t: TensorInfo): TensorInfo => {
      made.push(t);
      return t;
    };
    const { top, bottom, left, right } = padInfo;
    const padded = top + bottom + left + right === 0 ? x : keep(call("PadV2", { x }, owner, { paddings: [[0, 0], [top, bottom], [left, right], [0, 0]], constantValue: 0 }));
    const places: TensorInfo[] = [];
    const rows = batchSize * outHeight * outWidth;
    for (let h = 0; h < filterHeight; h++)
      for (let w = 0; w < filterWidth; w++) {
        const place = keep(
          call("StridedSlice", { x: padded }, owner, {
            begin: [0, h, w, 0],
            end: [batchSize, h + (outHeight - 1) * strideHeight + 1, w + (outWidth - 1) * strideWidth + 1, inChannels],
            strides: [1, strideHeight, strideWidth, 1], beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0,
          }),
        );
        places.push(keep(call("Reshape", { x: place }, owner, { shape: [rows, inChannels] })));
      }
    const windows = places.length === 1 ? places[0]! : keep(kernel("Concat")({ inputs: places as unknown as Record<string, TensorInfo>, backend, attrs: { axis: 1 } }) as TensorInfo);
    const a = keep(call("Reshape", { x: windows }, owner, { shape: [1, rows, filterHeight * filterWidth * inChannels] }));
    const b = keep(call("Reshape", { x: dy }, owner, { shape: [1, rows, outChannels] }));
    const flat = keep(call("BatchMatMul", { a, b }, owner, { transposeA: true, transposeB: false }));
    const result = call("Reshape", { x: flat }, owner, { shape: filterShape });
    for (const t of made) (backend as Memory).disposeData(t.dataId);
    return result;
  }
}
