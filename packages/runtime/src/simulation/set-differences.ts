/** A test as a set's file describes it. */
interface DescribedTest { readonly id: string; readonly protocol: string; readonly conditions: Readonly<Record<string, number>>; readonly axis: readonly number[] }

/**
 * In which ways a set of simulations is of another study than the one at hand, from what their files say of themselves. For people: parts of a sentence.
 * @param here What the file of this study's set would say.
 */
export function differences(here: Readonly<Record<string, string>>, there: Readonly<Record<string, string>>): readonly string[] {
  const differs = (key: string): boolean => here[`inversa.${key}`] !== there[`inversa.${key}`];
  const of = (values: typeof here, key: string): string => values[`inversa.${key}`] ?? "unknown";
  const both = (what: string, key: string): string => `${what} ${of(there, key)} there, ${of(here, key)} here`;
  if (differs("model")) return [both("model", "model")];
  const found = [
    ...(differs("plugin") ? [both("made with", "plugin")] : []),
    ...(["seed", "samples", "design"] as const).filter(differs).map((key) => both(key, key)),
    ...(differs("stream") ? ["it holds test cases, no training set"] : []),
    ...(differs("tests") ? [otherTests(here["inversa.tests"], there["inversa.tests"])] : []),
    ...(differs("priors") ? [otherEntries("priors", here["inversa.priors"], there["inversa.priors"])] : []),
    ...(differs("states") ? ["other states of specimens are estimated"] : []),
    ...(differs("correlations") ? ["other correlations of the priors"] : []),
    ...(differs("fixed") ? [otherEntries("fixed parameters", here["inversa.fixed"], there["inversa.fixed"])] : []),
    ...(differs("options") ? ["other options of the model"] : []),
    ...(differs("compared") ? ["other responses are compared, or other points of them"] : []),
    ...(differs("afterStop") ? [both("afterStop", "afterStop")] : []),
  ];
  if (found.length > 0) return found;
  return [differs("answers") ? "the model answers otherwise for the same study, so its equations were changed" : "it was made by another version of Inversa"];
}

function otherTests(here = "[]", there = "[]"): string {
  const [ours, theirs] = [here, there].map((text) => JSON.parse(text) as readonly DescribedTest[]) as [readonly DescribedTest[], readonly DescribedTest[]];
  const ids = (tests: readonly DescribedTest[]): string => tests.map(({ id }) => id).join(", ");
  if (ids(ours) !== ids(theirs)) return `tests ${ids(theirs)} there, ${ids(ours)} here`;
  const changed = ours.filter((test, i) => JSON.stringify(test) !== JSON.stringify(theirs[i]));
  return `other conditions or points of ${ids(changed)}`;
}

function otherEntries(what: string, here = "{}", there = "{}"): string {
  const [ours, theirs] = [here, there].map((text) => JSON.parse(text) as Readonly<Record<string, unknown>>) as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter((name) => JSON.stringify(ours[name]) !== JSON.stringify(theirs[name]));
  return names.length > 0 ? `other ${what} (${names.join(", ")})` : `${what} in another order`;
}
