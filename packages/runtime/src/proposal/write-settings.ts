import { isMap, isScalar, isSeq, parseDocument, type Node, type YAMLMap } from "yaml";

/** A value as it stands in a line of YAML; with quotes everywhere it is JSON too. */
export function inlineYaml(value: unknown, json = false): string {
  if (Array.isArray(value)) return `[${value.map((item) => inlineYaml(item, json)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => `${json ? JSON.stringify(key) : key}: ${inlineYaml(item, json)}`);
    return entries.length > 0 ? `{ ${entries.join(", ")} }` : "{}";
  }
  // Names of choices and estimators are plain words; anything else gets its quotes.
  return typeof value === "string" && !json && /^[a-z][\w/-]*$/i.test(value) && !/^(true|false|null|yes|no|on|off)$/i.test(value) ? value : JSON.stringify(value);
}

/**
 * The text of a study file with other settings for one of its estimators; every other letter, comments included, stays as it is.
 * @param index Of the estimator in the file's list; it is added at the end where the list has no such entry.
 * @param settings What differs from the defaults.
 */
export function withEstimatorSettings(text: string, index: number, id: string, settings: Readonly<Record<string, unknown>>): string {
  const document = parseDocument(text);
  const json = text.trimStart().startsWith("{");
  // What is a block ends with the line break before the next key.
  const replaced = (from: number, to: number, by: string): string => `${text.slice(0, from)}${by}${text.slice(from + text.slice(from, to).trimEnd().length)}`;
  const entry = inlineYaml({ id, settings }, json);
  const list = document.get("estimators");
  const existing = isSeq(list) ? (list.items[index] as Node | undefined) : undefined;
  if (isScalar(existing)) return replaced(existing.range![0], existing.range![1], entry);
  if (isMap(existing)) return withSettings(existing);
  if (isSeq(list) && list.items.length > 0) {
    const end = (list.items.at(-1) as Node).range![1];
    return replaced(end, end, list.flow ? `, ${entry}` : `\n${" ".repeat(columnOf(list.range![0]))}- ${entry}`);
  }
  if (json) {
    document.set("estimators", [{ id, settings }]);
    return `${JSON.stringify(document.toJS(), undefined, 2)}\n`;
  }
  return `${text.replace(/\n?$/, "\n")}estimators:\n  - ${entry}\n`;

  function withSettings(map: YAMLMap): string {
    const value = inlineYaml(settings, json);
    const there = map.get("settings", true) as Node | undefined;
    if (there?.range) return replaced(there.range[0], there.range[1], value);
    const named = map.items.find(({ key }) => isScalar(key) && key.value === "id")!;
    const end = (named.value as Node).range![1];
    return replaced(end, end, map.flow ? `, ${json ? `"settings"` : "settings"}: ${value}` : `\n${" ".repeat(columnOf((named.key as Node).range![0]))}settings: ${value}`);
  }

  function columnOf(offset: number): number {
    return offset - (text.lastIndexOf("\n", offset - 1) + 1);
  }
}
