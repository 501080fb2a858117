/** The panel's own part of its style. */
export const PANEL_STYLE = `
:host{display:block;max-width:65ch}
section,.body{display:grid;gap:12px}
.groups{list-style:none;display:grid;gap:8px}
.groups li{display:grid;gap:4px;padding:12px;border:1px solid var(--line);border-radius:6px;background:var(--back)}
table{justify-self:start;border-collapse:collapse;font-size:14px}
caption{text-align:start;color:var(--quiet)}
th,td{padding:2px 24px 2px 0;text-align:start;font-weight:400}
td{text-align:end;padding-inline-end:0}
.sure{padding:12px;border:1px solid var(--danger);border-radius:6px;background:var(--back);display:grid;gap:8px}
`;
