import { darkCounterparts, inks } from "./palette.ts";

/** Rules that give every colour of the charts its dark counterpart: the SVGs stand in the page, so its style sheet reaches them. */
const darkCharts = (): string => darkCounterparts.flatMap(([light, dark]) => [`svg [fill="${light}"]{fill:${dark}}`, `svg [stroke="${light}"]{stroke:${dark}}`]).join("\n");

/** The whole style sheet of a report: a column to read, two charts side by side where there is room, cards on a telephone, A4 when printed. */
export const styleSheet = (): string => `
:root{color-scheme:light dark;--ink:${inks.ink[0]};--quiet:${inks.quiet[0]};--grid:${inks.grid[0]};--page:#f4f6f8;--surface:${inks.surface[0]};--link:#005f96;--yes:#00694c;--no:#a84a00;--no-soft:#fdf1e7;--verdict:#e6f1f8}
*{box-sizing:border-box}
html{font:16px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans","Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:var(--ink);background:var(--page);-webkit-text-size-adjust:100%}
body{max-width:1100px;margin:0 auto;padding:24px 16px 64px;overflow-wrap:break-word}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 4px}
h2{font-size:1.25rem;line-height:1.3;margin:0 0 8px}
h3{font-size:1.05rem;margin:20px 0 4px}
p{margin:6px 0;max-width:76ch}
section,.verdict{background:var(--surface);border:1px solid var(--grid);border-radius:8px;padding:18px 20px;margin:16px 0}
.verdict{border-left:8px solid var(--yes);font-size:1.08rem}
.verdict.roughly,.verdict.unknown{border-left-color:#e69f00}
.verdict.badly,.verdict.unfinished{border-left-color:#d55e00}
.verdict h2{font-size:1.4rem}
.help,.about,.meta{color:var(--quiet);font-size:.875rem}
.about{font-weight:400}
a{color:var(--link)}
code{font:0.9em ui-monospace,"SF Mono",Consolas,"Liberation Mono",monospace}
.hash{overflow-wrap:anywhere;font-size:.8rem}
table{border-collapse:collapse;width:100%;font-size:.95rem}
th,td{padding:7px 10px;text-align:left;vertical-align:top;border-bottom:1px solid var(--grid)}
thead th{font-size:.82rem;color:var(--quiet);vertical-align:bottom}
th.number,td.number{text-align:right;font-variant-numeric:tabular-nums}
td.number{white-space:nowrap}
tr.rule>*{border-top:2px solid var(--quiet)}
tr.open{background:var(--no-soft)}
.value{font-weight:700;font-size:1.05rem}
.symbol{font-size:1.1rem;margin-right:6px}
tbody th .about{display:inline-block}
.yes{color:var(--yes);font-weight:600;white-space:nowrap}
.no{color:var(--no);font-weight:600;white-space:nowrap}
.note{display:block;font-size:.875rem;max-width:96ch}
tr:has(+.why)>*{border-bottom:0;padding-bottom:0}
.scroll{overflow-x:auto}
.specimens{list-style:none;padding:0;margin:6px 0;columns:2 300px}
.specimens li{break-inside:avoid}
.swatch{width:28px;height:12px;vertical-align:middle;margin-right:4px}
figure{margin:10px 0 0;min-width:0}
figure>svg{display:block;width:100%;height:auto}
figcaption{font-weight:600}
sub{line-height:0}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,430px),1fr));gap:4px 24px}
.beside{display:grid;grid-template-columns:minmax(0,460px) minmax(0,1fr);gap:8px 28px;align-items:start}
.pairs{overflow-x:auto}.pairs figure>svg{width:auto;max-width:max(100%,760px);height:auto}
.small-multiples{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,230px),1fr));gap:6px 22px;margin-bottom:12px}
dt{font-weight:600}dd{margin:0 0 10px}
.facts{display:grid;grid-template-columns:minmax(110px,190px) minmax(0,1fr);gap:4px 18px}
.facts dd{margin:0}
ul{padding-left:22px}
details{margin:10px 0}summary{cursor:pointer;font-weight:600;padding:4px 0}
pre{overflow-x:auto;background:var(--page);border:1px solid var(--grid);border-radius:6px;padding:12px;font:.82rem/1.45 ui-monospace,"SF Mono",Consolas,"Liberation Mono",monospace}
@media(max-width:700px){
body{padding:14px 8px 40px}section,.verdict{padding:14px 12px}
.beside,.facts{grid-template-columns:minmax(0,1fr)}.facts dd{margin-bottom:8px}
.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.cards,.cards tbody{display:block}
.cards tr{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;padding:10px 8px;border-bottom:1px solid var(--grid)}
.cards th,.cards td{border:0;padding:0}.cards th{grid-column:1/-1}
.cards td,.cards td.number{display:contents;text-align:left}
.cards td.none{display:none}.cards .note{grid-column:1/-1;max-width:none}
.small-multiples{gap:14px}.small-multiples figure{max-width:300px}
.cards td::before{content:attr(data-label);color:var(--quiet);font-size:.875rem;font-weight:400}
}
@media screen and (prefers-color-scheme:dark){
:root{--ink:${inks.ink[1]};--quiet:${inks.quiet[1]};--grid:${inks.grid[1]};--page:#11161c;--surface:${inks.surface[1]};--link:#7cc4f0;--yes:#5fdcb8;--no:#ffa76b;--no-soft:#2c221b}
${darkCharts()}
}
@media print{
@page{size:A4;margin:14mm 12mm}
:root{color-scheme:light;--page:#fff}
html{font-size:9.5pt;background:#fff}
body{max-width:none;padding:0}
section{border-width:0 0 1px;border-radius:0;padding:8px 0;margin:6px 0}
.verdict{padding:8px 12px;border-radius:0;margin:6px 0}
th,td{padding:4px 7px}
h2,h3,figcaption,h2+p{break-after:avoid}
figure,tr,.verdict,li,dd,.help{break-inside:avoid}
thead{display:table-header-group}
.pair{grid-template-columns:1fr 1fr}
.small-multiples{grid-template-columns:repeat(4,1fr)}
.small-multiples.wide{grid-template-columns:repeat(3,1fr)}
.scroll,.pairs{overflow:visible}.pairs figure>svg{max-width:100%}
pre{white-space:pre-wrap;border:0;padding:0}
details::details-content{content-visibility:visible;display:block;block-size:auto}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
