import type { Channel, Protocol } from "@inversa/core";
import type { Measured } from "./series.ts";

/** The series along which the others are looked at: the axis, or the gauge that it is worked out from. */
export interface Lead {
  readonly name: string;
  readonly channel: Channel;
  /** A gauge may stand anywhere at the start. */
  readonly gauge: boolean;
}

/** @returns Undefined where the axis follows from other things than a gauge (a strain from a void ratio). */
export function leadOf(protocol: Protocol, measured: ReadonlyMap<string, Measured>): Lead | undefined {
  const { axis } = protocol;
  if (measured.has(axis.name)) return { name: axis.name, channel: axis, gauge: false };
  const from = (protocol.derivations ?? []).filter(({ gives }) => gives === axis.name).flatMap((d) => d.from);
  const found = from.map((name) => measured.get(name)).find((m) => m?.target.kind === "recorded" && (m.target.channel as Channel).startsAtZero);
  return found && { name: found.target.name, channel: found.target.channel as Channel, gauge: true };
}
