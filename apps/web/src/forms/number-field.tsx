import { TextInput, type TextInputProps } from "@mantine/core";
import { useTypedNumber } from "./use-typed-number.ts";

export interface NumberFieldProps extends Omit<TextInputProps, "value" | "onChange" | "error"> {
  /** Undefined where nothing is given. */
  readonly value: number | undefined;
  /** Called when the person is done with it, with what is a number and another than before. */
  readonly onDone: (value: number) => void;
}

/** A number of any size, small ones as powers of ten: what is typed counts when the person leaves the field or presses Enter; what is no number is marked and changes nothing. */
export function NumberField({ value, onDone, ...input }: NumberFieldProps) {
  const { text, wrong, edit, done, drop } = useTypedNumber(value, () => true, (given) => { if (given !== undefined) onDone(given); });
  return (
    <TextInput {...input} inputMode="decimal" value={text} error={wrong} onChange={({ currentTarget }) => edit(currentTarget.value)} onBlur={done}
      onKeyDown={({ key }) => { if (key === "Enter") done(); if (key === "Escape") drop(); }} />
  );
}
