/** The inspector's own part of its style: docked on the right, a sheet at the bottom on phones. */
export const INSPECTOR_STYLE = `
:host{all:initial;color-scheme:light dark;position:fixed;z-index:2147483647;inset:0 0 0 auto;width:380px;
display:block;color:var(--text);font:14px/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums}
section{display:flex;flex-direction:column;height:100%;background:var(--back);border-inline-start:1px solid var(--line)}
header{display:flex;gap:8px;align-items:center;padding:8px 12px}
header h2{flex:1}
[role=tablist]{display:flex;border-bottom:1px solid var(--line);padding:0 4px}
[role=tab]{flex:1;min-height:36px;padding:4px;border:0;border-bottom:3px solid transparent;border-radius:0;color:var(--quiet)}
[role=tab][aria-selected=true]{border-color:var(--accent);color:var(--text);font-weight:600}
[role=tabpanel]{flex:1;overflow:auto;padding:12px}
.spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.body{display:grid;gap:8px;align-content:start;overflow-wrap:anywhere}
details{border:1px solid var(--line);border-radius:6px}
summary{display:flex;justify-content:space-between;gap:8px;min-height:32px;padding:4px 12px;cursor:pointer}
summary::before{content:"▸"}
details[open]>summary::before{content:"▾"}
summary>:first-of-type{flex:1}
details>:not(summary){margin:4px 12px 8px}
.state{padding:0 8px;border:1px solid var(--line);border-radius:6px;color:var(--quiet)}
.state.in{border-color:var(--accent);color:var(--accent);font-weight:600}
.tree,.list{list-style:none;display:grid;gap:4px}
.tree .tree{padding-inline-start:16px;margin-top:4px;border-inline-start:1px solid var(--line)}
.list li{padding:8px 12px;border:1px solid var(--line);border-radius:6px}
.mark{font-weight:700;color:var(--danger)}
.mark.holds{color:var(--accent)}
.mark.yet,.warn{color:var(--warn)}
pre{margin:0;padding:8px;max-height:240px;overflow:auto;background:var(--shade);border-radius:6px;
font:12px/1.5 ui-monospace,monospace;white-space:pre-wrap}
dl{display:grid;grid-template-columns:auto 1fr;gap:0 12px}
dt{color:var(--quiet)}
table{border-collapse:collapse;width:100%}
th,td{padding:4px 8px 4px 0;text-align:start;font-weight:400;border-bottom:1px solid var(--line)}
.changed>*{color:var(--warn);font-weight:600}
@media (max-width:600px){:host{inset:auto 0 0 0;width:auto;height:60vh}
section{border:0;border-top:1px solid var(--line)}}
`;
