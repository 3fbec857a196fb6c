import { useEffect, useState } from "react";
import { shownNumber, typedNumber } from "../display/typed-number.ts";

/** What an input of a number shows and does. */
export interface TypedNumber {
  readonly text: string;
  /** What stands there is no number, or not one that is allowed. */
  readonly wrong: boolean;
  edit(text: string): void;
  /** The person is done with it: tells what is another than before; what is wrong stays and changes nothing. */
  done(): void;
  /** Back to the value. */
  drop(): void;
}

/** A number as it is typed: it counts when the person is done with it. Undefined stands for an empty input. */
export function useTypedNumber(value: number | undefined, allowed: (given: number | undefined) => boolean, onDone: (given: number | undefined) => void): TypedNumber {
  const [text, setText] = useState<string>();
  useEffect(() => setText(undefined), [value]);
  const shown = value === undefined ? "" : shownNumber(value);
  const isEmpty = text?.trim() === "";
  const given = text === undefined ? undefined : typedNumber(text);
  const wrong = text !== undefined && !((isEmpty || given !== undefined) && allowed(given));
  return {
    text: text ?? shown, wrong, edit: setText, drop: () => setText(undefined),
    done: () => {
      if (text === undefined || wrong) return;
      if (isEmpty || text !== shown) onDone(given);
      setText(undefined);
    },
  };
}
