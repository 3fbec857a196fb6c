/** A symbol as equations print it: `K_b` and `K_{ur}` get a subscript, `E_{50}^{ref}` a superscript as well. */
export function Symbol({ symbol }: { readonly symbol: string }) {
  const parts = [...symbol.matchAll(/([_^])(?:\{([^}]*)\}|([^_^{}\s']+))|[^_^]+/g)].map(([whole, mark, braced, bare]) => ({ mark, text: mark === undefined ? whole : (braced ?? bare ?? "") }));
  return <span className="symbol">{parts.map(({ mark, text }) => (mark === "_" ? <sub key={mark + text}>{text}</sub> : mark === "^" ? <sup key={mark + text}>{text}</sup> : <i key={text}>{text}</i>))}</span>;
}
