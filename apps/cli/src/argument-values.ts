import { InputError } from "@inversa/core";

const refuse = (flag: string, value: string, expected: string): never => {
  throw new InputError("argument-invalid", { where: flag, what: `"${value}" cannot be used`, expected });
};

/** A whole number in an inclusive range. */
export const wholeNumber = (flag: string, min: number, max: number) => (value: string): number => {
  const number = /^\d+$/.test(value.trim()) ? Number(value) : Number.NaN;
  return number >= min && number <= max ? number : refuse(flag, value, `a whole number from ${min} to ${max}`);
};

/** A number above zero. */
export const positive = (flag: string) => (value: string): number => {
  const number = value.trim() === "" ? Number.NaN : Number(value);
  return number > 0 && number < Number.POSITIVE_INFINITY ? number : refuse(flag, value, "a number above 0");
};

/** Collects a repeatable flag. */
export const repeated = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Collects `name=value` pairs with numbers. */
export const assignment = (flag: string) => (text: string, before: Readonly<Record<string, number>> = {}): Readonly<Record<string, number>> => {
  const at = text.indexOf("=");
  const name = text.slice(0, at).trim();
  const value = text.slice(at + 1).trim();
  if (at < 1 || value === "" || !Number.isFinite(Number(value))) return refuse(flag, text, "name=number, for example confiningPressure=100");
  return { ...before, [name]: Number(value) };
};

/** Collects `name=value` pairs of settings: numbers, true and false, lists and objects as JSON; anything else is text. */
export const setting = (flag: string) => (text: string, before: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => {
  const at = text.indexOf("=");
  if (at < 1) return refuse(flag, text, "name=value, for example protocol=drained-triaxial");
  return { ...before, [text.slice(0, at).trim()]: jsonOrText(text.slice(at + 1).trim()) };
};

function jsonOrText(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Two names with a comma between them. */
export const pairOfNames = (flag: string) => (text: string): readonly [string, string] => {
  const names = text.split(",").map((name) => name.trim()).filter(Boolean);
  return names.length === 2 ? [names[0]!, names[1]!] : refuse(flag, text, "two names with a comma between them, for example deviatorStress,volumetricStrain");
};

/** `K/N`, one of N parts counted from 1. */
export const oneOf = (flag: string) => (text: string): { readonly number: number; readonly of: number } => {
  const [, number, of] = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(text) ?? refuse(flag, text, "K/N, for example 3/64; where a variable stands for K or N (SLURM_ARRAY_TASK_ID), it may be empty");
  if (Number(number) === 0) return refuse(flag, text, "K from 1 to N: parts count from 1; where an array counts from 0 (JOB_COMPLETION_INDEX), add 1");
  return Number(number) <= Number(of) ? { number: Number(number), of: Number(of) } : refuse(flag, text, `K from 1 to ${of}`);
};
