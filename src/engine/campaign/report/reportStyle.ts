/** Style of the HTML report: calm, printable, light and dark. One red means fault, as in the lab. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--ink:#1c2024;--faint:#5f6872;--line:#d9dee3;--page:#fff;--empty:#eef0f2;--bar:#8b98a5;--fault:#c62828}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--faint:#a0a9b2;--line:#353b41;--page:#16191c;--empty:#24282c;--bar:#73808c;--fault:#ff6b5e}}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:960px;margin:0 auto;padding:24px 20px 60px}
h1{font-size:24px;margin:0 0 8px}h2{font-size:17px;margin:32px 0 8px}h3{font-size:15px;margin:20px 0 6px}
p{margin:4px 0;max-width:75ch}.warning{border-left:3px solid var(--fault);padding-left:10px}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:8px 0}
th,td{padding:3px 12px 3px 0;text-align:left;vertical-align:top;font-weight:400;border-bottom:1px solid var(--line)}
thead th{color:var(--faint)}section{overflow-x:auto}.facts td{overflow-wrap:anywhere}.facts{width:100%}code,pre{font:13px/1.4 ui-monospace,monospace}
pre{white-space:pre-wrap}summary{cursor:pointer;color:var(--faint)}
td{white-space:nowrap}.facts td{white-space:normal}svg{width:100%;min-width:600px;max-width:900px;height:auto;display:block;font:13px system-ui,sans-serif}
svg text{fill:var(--ink)}svg .pic-soft{fill:var(--faint)}.faint{color:var(--faint)}
.pic-bar,.pic-golden{fill:var(--bar)}.pic-fault{fill:var(--fault)}.pic-due{fill:var(--fault);fill-opacity:.45;stroke:var(--fault);stroke-dasharray:3 2}.pic-masked,.pic-empty{fill:var(--empty)}.pic-grid{stroke:var(--line);fill:none}.pic-whisker{stroke:var(--ink);stroke-width:1.2;fill:none}.pic-line{stroke:var(--fault);stroke-width:1.5;fill:none}.pic-band{fill:var(--fault);fill-opacity:.18}
.wide{overflow-x:auto}.heat td{padding:2px 5px;text-align:right;font-size:12px;background:color-mix(in srgb,var(--fault) calc(var(--shade,0)*100%),var(--page))}
.heat th{font-size:12px;padding:2px 6px 2px 0}.heat thead th{text-align:right}.heat td.dark{color:#fff}
caption{text-align:left;color:var(--faint);font-size:13px}
@media print{details{display:block}}`;
