import { type PointerEvent, type RefObject, useEffect, useRef } from "react";
import type { Pixel } from "./readings.ts";

/** What hands do to a chart. Pixels are of its place. */
export interface Gestures {
  /** Looked at with a mouse, or touched. @param reach How near a point has to be. */
  read(at: Pixel, reach: number): void;
  leave(): void;
  /** A box is being drawn with the mouse, or no longer. */
  draw(box: readonly [Pixel, Pixel] | undefined): void;
  /** A box was drawn. */
  enlarge(from: Pixel, to: Pixel): void;
  scale(at: Pixel, factor: number): void;
}

const mouseReach = 44, fingerReach = 72;

/** Pixels that a pressed mouse may shake. */
const still = 6;

/**
 * A mouse reads where it is, draws a box when it is dragged, and zooms by its wheel with Ctrl (which is also what a trackpad's pinch sends): the wheel alone scrolls the page. One finger reads where it touches or
 * goes sideways, two zoom; up and down belongs to the page (`touch-action: pan-y` in the style sheet).
 */
export function useGestures(place: RefObject<HTMLElement | null>, gestures: Gestures) {
  const fingers = useRef(new Map<number, Pixel>());
  const pressed = useRef<Pixel>(undefined);
  const latest = useRef(gestures);
  latest.current = gestures;
  const pixelOf = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Pixel => {
    const { left, top } = place.current!.getBoundingClientRect();
    return [clientX - left, clientY - top];
  };
  useEffect(() => {
    const element = place.current!;
    const turn = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      latest.current.scale(pixelOf(event), Math.exp(-Math.sign(event.deltaY) * Math.min(0.25, Math.abs(event.deltaY) / 100)));
    };
    // React's own listener is passive and could not keep the browser from zooming the page.
    element.addEventListener("wheel", turn, { passive: false });
    return () => element.removeEventListener("wheel", turn);
  }, [place]);
  const apart = ([[x0, y0], [x1, y1]]: readonly [Pixel, Pixel]): number => Math.hypot(x1 - x0, y1 - y0);
  const end = (event: PointerEvent): void => {
    fingers.current.delete(event.pointerId);
    const from = pressed.current;
    pressed.current = undefined;
    latest.current.draw(undefined);
    if (from !== undefined && event.type === "pointerup") latest.current.enlarge(from, pixelOf(event));
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType === "mouse") {
        if (event.button !== 0) return;
        pressed.current = pixelOf(event);
        event.currentTarget.setPointerCapture(event.pointerId);
        return;
      }
      fingers.current.set(event.pointerId, pixelOf(event));
      if (fingers.current.size === 1) latest.current.read(pixelOf(event), fingerReach);
    },
    onPointerMove: (event: PointerEvent) => {
      const at = pixelOf(event);
      if (event.pointerType === "mouse") {
        const from = pressed.current;
        if (from === undefined) latest.current.read(at, mouseReach);
        else if (apart([from, at]) > still) latest.current.draw([from, at]);
        return;
      }
      if (!fingers.current.has(event.pointerId)) return;
      const before = [...fingers.current.values()];
      fingers.current.set(event.pointerId, at);
      const now = [...fingers.current.values()];
      if (now.length === 1) latest.current.read(at, fingerReach);
      else if (now.length === 2 && apart(before as [Pixel, Pixel]) > 0) latest.current.scale([(now[0]![0] + now[1]![0]) / 2, (now[0]![1] + now[1]![1]) / 2], apart(now as [Pixel, Pixel]) / apart(before as [Pixel, Pixel]));
    },
    onPointerUp: end,
    onPointerCancel: end,
    onPointerLeave: (event: PointerEvent) => { if (event.pointerType === "mouse" && pressed.current === undefined) latest.current.leave(); },
  };
}
