/** Colours, type and controls of everything that Inkling itself shows on a page. */
const BASE = `
:host{--back:light-dark(#fff,#1b1e25);--shade:light-dark(#f3f4f6,#262a33);
--line:light-dark(#c9ccd3,#454b58);--quiet:light-dark(#565b66,#a9afbb);--text:light-dark(#16181d,#eceef2);
--accent:light-dark(oklch(.45 .13 260),oklch(.78 .1 260));--on:light-dark(#fff,#12151b);
--warn:light-dark(oklch(.47 .11 70),oklch(.82 .13 80));--danger:light-dark(oklch(.5 .19 27),oklch(.75 .15 25));
color:var(--text);font:16px/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums;text-align:start}
*{box-sizing:border-box}
[hidden]{display:none!important}
h2,h3,p,ul,dl,dd{margin:0;padding:0}
h2{font-size:20px;line-height:1.3}
h3{font-size:16px}
button{min-height:32px;padding:4px 12px;border:1px solid var(--accent);border-radius:6px;
background:none;color:var(--accent);font:inherit;font-size:14px;cursor:pointer}
button:hover{background:var(--shade)}
button.main{background:var(--accent);color:var(--on)}
button.danger{border-color:var(--danger);color:var(--danger)}
button:disabled,[aria-disabled=true]{border-color:var(--line);color:var(--quiet);cursor:default}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.quiet{color:var(--quiet);font-size:14px}
.row{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
`;

/** Gives a shadow root the common style and its own, in a way that a strict policy allows. */
export function adoptStyle(root: ShadowRoot, own: string): void {
  const win = root.ownerDocument.defaultView as Window & typeof globalThis;
  const sheet = new win.CSSStyleSheet();
  sheet.replaceSync(BASE + own);
  root.adoptedStyleSheets = [sheet];
}
