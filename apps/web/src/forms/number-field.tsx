import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useState } from "react";
import { shownNumber, typedNumber } from "../display/typed-number.ts";

export interface NumberFieldProps extends Omit<TextInputProps, "value" | "onChange" | "error"> {
  /** Undefined where nothing is given. */
  readonly value: number | undefined;
  /** Called when the person is done with it, with what is a number and another than before. */
  readonly onDone: (value: number) => void;
}

/** A number of any size, small ones as powers of ten: what is typed counts when the person leaves the field or presses Enter; what is no number is marked and changes nothing. */
export function NumberField({ value, onDone, ...input }: NumberFieldProps) {
  const [text, setText] = useState<string>();
  useEffect(() => setText(undefined), [value]);
  const shown = value === undefined ? "" : shownNumber(value);
  const typed = text === undefined ? undefined : typedNumber(text);
  const wrong = text !== undefined && text.trim() !== "" && typed === undefined;
  const done = (): void => {
    if (wrong) return;
    setText(undefined);
    if (typed !== undefined && text !== shown) onDone(typed);
  };
  return (
    <TextInput {...input} inputMode="decimal" value={text ?? shown} error={wrong} onChange={({ currentTarget }) => setText(currentTarget.value)} onBlur={done}
      onKeyDown={({ key }) => { if (key === "Enter") done(); if (key === "Escape") setText(undefined); }} />
  );
}
