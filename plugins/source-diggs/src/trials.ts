import type { SourceFile } from "@inversa/core";
import { unreadable } from "@inversa/tables";
import { childrenOf, descend, parseXml, walk, type Element } from "./tree.ts";

/** One specimen of a triaxial test. */
export interface Trial {
  /** The test's name or id, with the trial's number where there are several. */
  readonly id: string;
  readonly element: Element;
  /** `triaxialTestType`; empty where it is not stated. */
  readonly type: string;
  readonly consolidation: Element | undefined;
  readonly shear: Element | undefined;
  readonly specimen: Element | undefined;
  /** Id of the sample that the specimen is of; empty where it is not stated. */
  readonly sample: string;
}

/** A DIGGS file as far as it is read here. */
export interface DiggsFile {
  readonly name: string;
  readonly trials: readonly Trial[];
  readonly warnings: readonly string[];
}

/** Editions whose triaxial elements are known; they share names, and differ in namespaces. */
const known = ["2.5.a", "2.6", "3"];

/**
 * The trials of all triaxial tests of a DIGGS file.
 * @throws InputError `data-unreadable` for what is no DIGGS.
 */
export function trialsOf(source: SourceFile): DiggsFile {
  const root = parseXml(source);
  const edition = /diggsml\.org\/schemas?\/([^/]+)/.exec(root.space)?.[1];
  if (edition === undefined || !/^diggs$/i.test(root.name)) throw unreadable(`${source.name}, line ${root.line}`, `its root is <${root.name}>${root.space === "" ? "" : ` of ${root.space}`}`, "<Diggs> of http://diggsml.org/schemas/2.6");
  const byId = new Map<string, Element>();
  const tests: { readonly procedure: Element; readonly name: string }[] = [];
  for (const { element, around } of walk(root)) {
    const { id } = element.attributes;
    if (id !== undefined) byId.set(id, element);
    if (element.name !== "TriaxialTest") continue;
    const test = around.findLast(({ name }) => name === "Test");
    tests.push({ procedure: element, name: descend(test, "name")?.text || test?.attributes["id"] || id || `line ${element.line}` });
  }
  const counts = tests.reduce((n, { name }) => n.set(name, (n.get(name) ?? 0) + 1), new Map<string, number>());
  return {
    name: source.name,
    trials: tests.flatMap(({ procedure, name }) => trialsIn(procedure, counts.get(name) === 1 ? name : `${name} (line ${procedure.line})`, byId)),
    warnings: known.includes(edition) ? [] : [`it follows DIGGS ${edition}; its triaxial tests are read as those of ${known.join(", ")}`],
  };
}

function trialsIn(procedure: Element, name: string, byId: ReadonlyMap<string, Element>): readonly Trial[] {
  const trials = childrenOf(procedure, "trial").flatMap((property) => childrenOf(property, "TriaxialTestTrial"));
  const own = childrenOf(procedure, "specimen").flatMap(({ children }) => children);
  return trials.map((element, k): Trial => {
    const wanted = refOf(descend(element, "specimenRef"));
    const specimen = wanted === "" ? (own.length === trials.length ? own[k] : undefined) : byId.get(wanted);
    return {
      id: trials.length > 1 ? `${name} trial ${k + 1}` : name,
      element, specimen,
      type: descend(procedure, "triaxialTestType")?.text ?? "",
      consolidation: descend(element, "consolidationStage", "TriaxialTestConsolidationStage"),
      shear: descend(element, "shearStage", "TriaxialTestShearStage"),
      sample: refOf(specimen && descend(specimen, "sampleRef")),
    };
  });
}

/** The id that a reference within the file points at. */
const refOf = (element: Element | undefined): string => (element?.attributes["href"] ?? "").replace(/^#/, "");
