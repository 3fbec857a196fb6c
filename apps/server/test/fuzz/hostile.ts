import fc from "fast-check";

/** Texts that have broken servers. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "", " ", "\u0000", "a\u0000b", "\ud800", "\u202egnp.exe", "é".normalize("NFD"), "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "then", "../../etc/passwd", "..\\..\\windows\\win.ini", "C:\\", "/dev/zero", "file:///etc/passwd",
    "%00", "%2e%2e%2f", "';drop table runs;--", "\" or 1=1", "$1", "${7*7}", "{{7*7}}", "<script>alert(1)</script>", "=1+1", "+1", "-1", "@SUM(A1)", "NaN", "Infinity", "1e999", "-0", "null", "undefined", "true",
    "CON", "NUL.csv", "\r\nset-cookie: a=b", "*", "?", "#", "&", "\u{1f4a9}", "x".repeat(300), "长".repeat(100), "a/b", "soil/../soil", "00000000-0000-0000-0000-000000000000",
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
);

const deep = (depth: number): unknown => { let value: unknown = 1; for (let n = 0; n < depth; n++) value = n % 2 === 0 ? [value] : { a: value }; return value; };

/** A value of any kind, as it would not be expected. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  { weight: 3, arbitrary: fc.constantFrom(null, true, 0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e21, 1e308, -1e-308, [], {}, [[]], [null], { __proto__: null }, deep(60)) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Bodies that are no JSON, or JSON that no serialiser would write. */
export const hostileBody: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "", " ", "{", "[", "nul", "{\"a\":}", "{\"a\":1,\"a\":2}", "{\"__proto__\":{\"a\":1}}", "{\"constructor\":{\"prototype\":{\"a\":1}}}", "\ufeff{}", "NaN", "[1e999]", "{\"study\":1e999}", "'a'", "//", "{\"a\":\"\u0000\"}", "\"\\ud800\"",
    "[".repeat(5000), "[".repeat(5000) + "]".repeat(5000), "{\"a\":".repeat(3000) + "1" + "}".repeat(3000), `"${"x".repeat(100_000)}"`, `[${"0,".repeat(50_000)}0]`,
  ),
  fc.string({ unit: "binary", maxLength: 50 }),
);

/** Names of uploads. */
export const fileName: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), fc.constantFrom(".csv", ".xlsx", ".txt", ".dat", ".ags", ".xml", ".ndax", ".mpr", "")).map(([name, ending]) => name + ending) },
  { weight: 2, arbitrary: hostileText },
  { weight: 1, arbitrary: hostileText.map((text) => `${text}.csv`) },
  { weight: 1, arbitrary: fc.constantFrom("CON.csv", "aux", "LPT1.xlsx", "a:b.csv", "a.csv.", "a.csv ", ".csv", "..", "...", "~$lab.xlsx", "desktop.ini", "a\u202evsc.exe", "x".repeat(254) + ".csv", "\u200b.csv", "a\tb.csv", "a\"b.csv", "a;b.csv", "ａ.csv", "../up.csv", "/abs.csv", "\\\\host\\share.csv", "a/../../b.csv") },
);
