// SPDX-License-Identifier: MIT
// The style sheet of a report: light and dark by the reader's setting, one column that fits a phone, figures
// in equal columns.
#include "report/report_page.h"

namespace partials {

std::string_view report_style() {
  return R"css(
:root{--paper:#fdfcfa;--ink:#1d2126;--soft:#5b6470;--line:#dfdcd6;--card:#fff;--accent:#1c6ab0;--grid:#e4e1db;--mark:#fff4d6}
@media (prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#e8e6e1;--soft:#9aa3ad;--line:#2d333b;--card:#1b1f25;--accent:#6fb3ee;--grid:#2b3138;--mark:#3a3117}}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{scroll-behavior:smooth}
h1,h3,.kicker,.verdict{overflow-wrap:anywhere}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
header,main,footer,nav{max-width:1120px;margin:0 auto;padding:0 24px}
h1,h2,h3{line-height:1.2;font-weight:650;letter-spacing:-.01em;text-wrap:balance}
h1{font-size:2.1rem;margin:.1em 0 .5em}
h2{font-size:1.5rem;margin:2.6em 0 .6em;padding-top:.6em;border-top:1px solid var(--line)}
h3{font-size:1.1rem;margin:1.4em 0 .5em}
h3 small{font-weight:400;color:var(--soft)}
p{max-width:74ch}
a{color:var(--accent)}
.kicker{margin:2.6em 0 0;color:var(--soft);font-size:.85rem;letter-spacing:.06em;text-transform:uppercase}
.verdict{font-size:1.15rem}
.skip{position:absolute;left:-999px}
.skip:focus{left:12px;top:12px;background:var(--card);padding:8px 12px;z-index:9}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
nav{position:sticky;top:0;z-index:5;display:flex;flex-wrap:wrap;gap:4px 22px;padding-top:12px;padding-bottom:12px;background:var(--paper);box-shadow:inset 0 -1px var(--line);clip-path:inset(0 24px);margin-top:1.6em}
nav a{text-decoration:none;font-size:.95rem}
nav a:hover{text-decoration:underline}
section{scroll-margin-top:52px}
.bars{display:grid;gap:7px;margin:1.4em 0 0;max-width:820px}
.bar{display:grid;grid-template-columns:13.5em 1fr 5.2em;gap:14px;align-items:center;font-size:.93rem}
.bar .track{height:14px;background:var(--grid);border-radius:7px;overflow:hidden}
.bar .track span{display:block;height:100%;border-radius:7px}
.bar .value{text-align:right;font-variant-numeric:tabular-nums}
.bar.own{font-weight:650}
.scroll{overflow-x:auto;margin:1.2em 0}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem;min-width:100%}
caption{text-align:left;color:var(--soft);padding-bottom:.5em}
th,td{padding:.42em .8em;text-align:right;border-bottom:1px solid var(--line);vertical-align:bottom}
th:first-child{text-align:left}
td.text,th.text,.result td,.result th{text-align:left}
thead th{font-weight:600;color:var(--soft);font-size:.84rem;line-height:1.25}
tbody th{font-weight:500}
tfoot th,tfoot td{border-bottom:0;font-weight:600}
tfoot tr:first-child>*{border-top:2px solid var(--line)}
td.best{font-weight:700}
em.seen,.remark{background:var(--mark);border-radius:5px}
em.seen{font-style:normal;font-size:.8rem;padding:1px 6px}
.remark{padding:.6em .9em;max-width:none}
details{border:1px solid var(--line);border-radius:8px;padding:.7em 1em;background:var(--card)}
summary{cursor:pointer;font-weight:600}
dt{font-weight:600;margin-top:.8em}
dd{margin:.1em 0 0;max-width:80ch;color:var(--soft)}
.recording{margin:0 0 2.6em}
.recording:focus{outline:0}
.players{display:grid;grid-template-columns:repeat(auto-fill,minmax(300px,1fr));gap:18px}
.player{margin:0;background:var(--card);border:1px solid var(--line);border-radius:10px;overflow:hidden}
.player.playing{border-color:var(--accent);box-shadow:0 0 0 1px var(--accent)}
figcaption{display:grid;grid-template-columns:auto minmax(0,1fr) auto;overflow-wrap:anywhere;align-items:baseline;gap:0 .55em;padding:.5em .8em;font-size:.92rem;line-height:1.4}
figcaption .note{grid-column:2/-1}
.note{color:var(--soft);font-size:.86rem}
.dot{width:.7em;height:.7em;border-radius:50%;flex:none}
.spectrogram{position:relative;line-height:0;cursor:crosshair}
.spectrogram img{width:100%;height:auto;display:block}
.spectrogram i{position:absolute;left:6px;transform:translateY(50%);font:500 10px/1 system-ui,sans-serif;color:#fff;opacity:.75;text-shadow:0 0 3px #000;pointer-events:none}
.head{position:absolute;top:0;bottom:0;left:0;width:1.5px;background:#fff;opacity:0;pointer-events:none}
.playing .head{opacity:.9}
audio{display:block;width:calc(100% - 16px);height:36px;margin:8px}
kbd{font:600 .74rem ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;border:1px solid var(--line);border-bottom-width:2px;border-radius:4px;padding:0 5px;color:var(--soft)}
.switch{display:inline-flex;gap:.5em;align-items:center;margin:.2em 0 .4em}
.curves{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:14px 24px;margin-top:14px}
svg{max-width:100%;height:auto;color:var(--ink)}
svg text:not([fill]){fill:currentColor}
svg path[stroke="#ddd"]{stroke:var(--grid)}
select{min-width:0;overflow:hidden;text-overflow:ellipsis}
button,select,input:not([type=checkbox]){font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:7px;padding:.45em .8em;min-height:2.7rem;max-width:100%}
button{cursor:pointer;font-weight:600}
button:hover:not(:disabled){border-color:var(--accent)}
button:disabled{opacity:.45;cursor:default}
button[type=submit]{background:var(--accent);border-color:var(--accent);color:var(--paper)}
button.quiet{border-color:transparent;background:none;font-weight:400;color:var(--soft)}
button.on{border-color:var(--accent);box-shadow:0 0 0 1px var(--accent)}
form{display:flex;flex-wrap:wrap;gap:12px 20px;align-items:end}
form label{min-width:0;max-width:100%;display:grid;grid-template-columns:minmax(0,1fr);gap:3px;font-size:.88rem;color:var(--soft)}
.abx{display:flex;flex-wrap:wrap;gap:10px;margin:12px 0}
.abx button{min-width:8.5em;padding:.7em 1em}
.result{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.4em 1.2em 1.1em;margin-top:1.2em}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:24px}
.card{display:grid;grid-template-columns:max-content 1fr;gap:.35em 1.2em;margin:0;font-size:.94rem}
.card dt,.card dd{margin:0}
.card dt{color:var(--soft);font-weight:500}
.card dd{color:var(--ink);overflow-wrap:anywhere}
footer{color:var(--soft);font-size:.88rem;margin-top:3em;padding-bottom:3em}
@media (max-width:640px){nav{flex-wrap:nowrap;overflow-x:auto;white-space:nowrap}.bar{grid-template-columns:1fr 5em}.bar .who{grid-column:1/-1}h1{font-size:1.6rem}.card{grid-template-columns:1fr}.card dd{margin-bottom:.6em}}
@media print{nav,#blind,.switch,audio{display:none}}
)css";
}

}  // namespace partials
