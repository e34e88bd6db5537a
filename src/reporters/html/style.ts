/** The page's looks: light and dark by the reader's own setting, and a version for paper. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1c2330; --soft: #566072; --line: #d5dae3; --panel: #f4f6f9;
  --good: #1a7f45; --warning: #8a5a00; --bad: #b3261e; --bad-0: #f4f6f9; --bad-1: #fde8e6; --bad-2: #f9c4bf; --bad-3: #f29b93; --bad-4: #e8756b;
  --mark: #ffe58a; --link: #1f5fa8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181f; --ink: #e6e9ef; --soft: #a3adbd; --line: #343c4a; --panel: #1d232d;
    --good: #5fd08f; --warning: #f0b64a; --bad: #ff8a80; --bad-0: #1d232d; --bad-1: #40201f; --bad-2: #612725; --bad-3: #84302c; --bad-4: #a43b35;
    --mark: #6b5600; --link: #8ab8f5;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 1.7rem; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.25rem; }
.soft { color: var(--soft); }
.verdict { margin: 1.25rem 0; padding: 1rem 1.25rem; border-left: .5rem solid var(--tone); background: var(--panel); }
.verdict strong { color: var(--tone); font-size: 1.5rem; }
.pass { --tone: var(--good); } .fail { --tone: var(--bad); } .inconclusive { --tone: var(--warning); }
.notice { margin: .5rem 0; padding: .5rem .9rem; border-left: .25rem solid var(--warning); background: var(--panel); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 600; } thead th { color: var(--soft); } .number { text-align: right; } td.number { white-space: nowrap; }
meter { width: 9rem; height: .9rem; }
.heat td { text-align: center; white-space: nowrap; } .heat thead th { text-align: center; }
.h0 { background: var(--bad-0); } .h1 { background: var(--bad-1); } .h2 { background: var(--bad-2); } .h3 { background: var(--bad-3); } .h4 { background: var(--bad-4); }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 0 0 1rem; }
label { display: grid; gap: .2rem; color: var(--soft); font-size: .85rem; }
select, input { font: inherit; padding: .35rem .5rem; color: var(--ink); background: var(--paper); border: 1px solid var(--soft); border-radius: .25rem; max-width: 18rem; }
button { font: inherit; padding: .4rem 1rem; color: var(--ink); background: var(--panel); border: 1px solid var(--soft); border-radius: .25rem; cursor: pointer; }
:focus-visible { outline: .2rem solid var(--link); outline-offset: .1rem; }
ol.cases { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
ol.cases > li { border-bottom: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 3.5rem; }
summary { padding: .5rem .25rem; cursor: pointer; overflow-wrap: anywhere; }
summary code { color: var(--soft); font-size: .85rem; }
.tag { display: inline-block; min-width: 5.5rem; font-weight: 600; color: var(--tone); } .unscored { --tone: var(--soft); }
.case { padding: 0 0 1rem 1rem; }
.turn { margin: .5rem 0; padding: .5rem .75rem; border-left: .25rem solid var(--line); background: var(--panel); }
.turn.answer { border-left-color: var(--link); }
.turn h3, .turn h4 { margin: 0; font-size: .8rem; font-weight: 600; color: var(--soft); }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: .9rem/1.45 ui-monospace, monospace; }
bdi { unicode-bidi: isolate; }
mark { background: var(--mark); color: inherit; }
svg.trend { width: 100%; max-width: 48rem; height: auto; } .trend polyline { fill: none; stroke: var(--link); stroke-width: 2; } .trend line { stroke: var(--line); } .trend .range { stroke: var(--soft); stroke-width: 2; } .trend circle { fill: var(--tone); } .trend text { fill: var(--soft); font-size: .7rem; }
@media print {
  body { max-width: none; padding: 0; } form, #more { display: none; }
  ol.cases > li { break-inside: avoid; content-visibility: visible; }
}
`
