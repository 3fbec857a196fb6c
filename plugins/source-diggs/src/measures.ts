import { inUnit, plainNumber, quoted, unreadable } from "@inversa/tables";
import { descend, type Element } from "./tree.ts";

/** Symbols of the Energistics dictionary, which DIGGS uses, that are no spelling of a laboratory. */
const energistics: Readonly<Record<string, string>> = { Euc: "1", "in/in": "1", "cm/cm": "1", "ft/ft": "1", "tonfUS/ft2": "[tsf]", "kipf/ft2": "[ksf]", "lbf/ft2": "[psf]" };

/**
 * The number below an element in the unit asked for; undefined where the element is not there or empty.
 * @throws InputError `data-unreadable` with line and element for text, or a unit of another kind or none.
 */
export function measure(file: string, parent: Element | undefined, name: string, unit: string): number | undefined {
  const element = descend(parent, name);
  if (!element || element.text === "") return undefined;
  const where = `${file}, line ${element.line}, ${name}`;
  const number = plainNumber(element.text);
  if (number === undefined) throw unreadable(where, `${quoted(element.text)} is not a number`, "a number with a decimal point");
  const written = element.attributes["uom"] ?? "";
  const value = inUnit(number, energistics[written] ?? written, unit);
  if (value === undefined) throw unreadable(where, written === "" ? "its attribute uom is missing" : `its uom is ${quoted(written)}`, `a unit like ${unit}`);
  return value;
}
