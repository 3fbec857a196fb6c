import { printable } from "./html.ts";

/** Text as a CSS string inside a style element: whatever could end either is written as a number. */
const cssString = (text: string): string => `"${[...printable(text)].map((character) => (/[\p{L}\p{N} .,:()+-]/u.test(character) ? character : `\\${character.codePointAt(0)!.toString(16)} `)).join("")}"`;

/** What the calibration report adds to the report's style sheet: running titles, page numbers, a first page, an appendix that begins on a page of its own. */
export const printStyle = (title: string, footer: string): string => `
@page{size:A4;margin:20mm 15mm 18mm;
@top-left{content:${cssString(title)};font:8pt system-ui,sans-serif;color:#555;width:75%}
@top-right{content:"Calibration report";font:8pt system-ui,sans-serif;color:#555}
@bottom-left{content:${cssString(footer)};font:8pt system-ui,sans-serif;color:#555;width:75%}
@bottom-right{content:counter(page) " / " counter(pages);font:8pt system-ui,sans-serif;color:#555}
}
@page:first{@top-left{content:""}@top-right{content:""}}
.kind{font-size:.8rem;letter-spacing:.12em;text-transform:uppercase;color:var(--quiet);margin:0}
.facts.first{margin:10px 0 4px;grid-template-columns:130px minmax(0,1fr)}
h2.appendix{font-size:1.6rem;border-bottom:2px solid var(--ink);padding-bottom:4px;margin-top:36px}
table.compact{font-size:.85rem}
table.compact th,table.compact td{padding:3px 7px}
.tables{columns:2 300px;column-gap:28px}
.test{margin-bottom:16px}
.why{display:none}
@media screen{body{max-width:900px}}
@media print{
:root{color-scheme:light}
h1{font-size:18pt}
h2.appendix{break-before:page;margin-top:0}
table.compact{font-size:8pt}
table.compact th,table.compact td{padding:1.5px 5px}
.help,.about,.meta,.note{font-size:8pt}
.verdict a,.verdict a:visited{color:inherit;text-decoration:none}
.pair{break-inside:avoid}
.specimens{break-after:avoid}
table+.help,.scroll+.help{break-before:avoid}
.verdict a[href="#open"]::after{content:": see What was not determined"}
section>p:last-child{break-after:auto}
.test thead th{border-bottom-color:var(--quiet)}
}
`;
