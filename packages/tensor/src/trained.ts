// What a trained network needs to answer: no engine, no TensorFlow.js; the same numbers in a web page.
export { channelArrangement, flatArrangement } from "./arrangement.ts";
export { loadCurveNetwork } from "./trained-curve-network.ts";
