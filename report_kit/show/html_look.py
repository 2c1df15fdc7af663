"""How the page of a review looks and what its keys do: the only style and the only script it may run."""

from __future__ import annotations

import base64
import hashlib

# The minus is a box of its own: else it would be struck through and not be seen.
STYLE = """
:root{--ink:#1b1b1b;--soft:#595959;--page:#fff;--bar:#f4f4f1;--line:#c9c9c4;--link:#0b4f9e;--del:#fde3e1;--del-ink:#8c1710;
--ins:#dff3e2;--ins-ink:#0c5a22;--here:#fff3c4;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--ink:#e8e8e4;--soft:#b0b0aa;--page:#191a1b;--bar:#242627;--line:#4b4e50;
--link:#8ab8f2;--del:#4a1f1c;--del-ink:#ffb9b2;--ins:#17402a;--ins-ink:#a6ebb8;--here:#4a4114}}
*{box-sizing:border-box}
html{scroll-padding-top:4.5rem}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.7 "Noto Sans CJK SC","Source Han Sans SC",
"PingFang SC","Microsoft YaHei",sans-serif;overflow-wrap:anywhere}
a{color:var(--link)}
a:focus,summary:focus,.change:focus{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999em}
.skip:focus{left:.5rem;top:.5rem;padding:.5rem 1rem;background:var(--page);z-index:3}
header,nav,main{max-width:80rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.5rem;line-height:1.4;margin:1.2rem 0 .4rem}
h2{font-size:1.25rem;margin:2rem 0 .6rem;border-bottom:2px solid var(--line)}
h3{font-size:1.05rem;margin:1.4rem 0 .4rem}
p{margin:.3rem 0}
.remark{border-left:.3rem solid var(--line);padding-left:.7rem}
.soft,.id,.about{color:var(--soft);font-size:.875rem}
.id{font-family:ui-monospace,Consolas,monospace}
.tag{border:1px solid currentColor;border-radius:.2rem;padding:0 .3rem;font-size:.8125rem;white-space:nowrap}
.view{position:fixed;top:0;left:0;opacity:0}
.bar{position:sticky;top:0;z-index:2;background:var(--bar);border-bottom:1px solid var(--line);margin-top:.8rem}
.bar>div{max-width:80rem;margin:0 auto;padding:.5rem 1rem;display:flex;flex-wrap:wrap;gap:.3rem .6rem;
align-items:center}
.bar label{border:1px solid var(--line);border-radius:.3rem;padding:.1rem .7rem;cursor:pointer;background:var(--page)}
#view-inline:checked~.bar label[for=view-inline],#view-side:checked~.bar label[for=view-side]{background:var(--ink);
color:var(--page);font-weight:bold}
#view-inline:focus~.bar label[for=view-inline],#view-side:focus~.bar label[for=view-side]{
outline:3px solid var(--link);outline-offset:2px}
.keys{margin-left:auto}
kbd{border:1px solid var(--line);border-radius:.2rem;padding:0 .3rem}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid var(--line);padding:.35rem .5rem;text-align:left;vertical-align:top}
thead th,.group th{background:var(--bar)}
tbody th{font-weight:normal}
.name{font-weight:bold}
.value{white-space:pre-wrap;min-width:7em}
.d1{padding-left:1.6rem}.d2{padding-left:2.8rem}.d3{padding-left:4rem}.d4{padding-left:5.2rem}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;list-style:none;padding:0}
td ul{margin:0;padding-left:1.1rem}
.change{scroll-margin-top:4.5rem}
.change:target,tr.change:target>*{background:var(--here)}
.text{border:1px solid var(--line);border-radius:.3rem;padding:.5rem .8rem;margin:.6rem 0}
.passage{white-space:pre-wrap;unicode-bidi:isolate}
del{background:var(--del);color:var(--del-ink);text-decoration:line-through 2px}
ins{background:var(--ins);color:var(--ins-ink);text-decoration:underline 2px;text-underline-offset:.2em}
del::before{content:"\\2212";display:inline-block;margin-right:.1em;font-weight:bold}
ins::before{content:"+\\2060";font-weight:bold}
sup{line-height:1}
sup::before{content:"\\2060"}
.side{display:none}
.side>div{min-width:0;padding:.2rem .6rem;border-left:.2rem solid var(--line)}
#view-side:checked~main .side{display:grid;grid-template-columns:1fr 1fr;gap:.8rem}
#view-side:checked~main .inline{display:none}
.causes{margin:.3rem 0;padding-left:1.5rem}
@media screen and (max-width:48rem){.keys{display:none}
#view-side:checked~main .side{grid-template-columns:1fr}
.facts thead{position:absolute;left:-999em}
.facts,.facts tbody,.facts tr,.facts th,.facts td{display:block;border:0;padding:.1rem 0}
.facts tr{border:1px solid var(--line);border-radius:.3rem;padding:.5rem .8rem;margin:.6rem 0}
.facts td[data-label]::before{content:attr(data-label) "\\ff1a";color:var(--soft)}
.facts td ul{display:inline-block;vertical-align:top}
.facts .d1{border-left:.3rem solid var(--line);padding-left:.6rem}.facts .d2{border-left:.6rem solid var(--line);
padding-left:.6rem}.facts .d3,.facts .d4{border-left:.9rem solid var(--line);padding-left:.6rem}}
@media print{:root{--ink:#000;--soft:#333;--page:#fff;--bar:#eee;--line:#888;--link:#000;--del:#fff;--del-ink:#000;
--ins:#fff;--ins-ink:#000;--here:#fff}
@page{margin:15mm}
html{font-size:9pt}
header,main{padding:0}
.value{min-width:5em}
.skip,.bar,.view,nav{display:none}
a{text-decoration:none}
thead{display:table-header-group}
tr,.text,li{break-inside:avoid}
h2,h3,.group{break-after:avoid}
ins{font-weight:bold}}
"""

SCRIPT = """
(function(){
"use strict";
var all=[].slice.call(document.querySelectorAll(".change"));
function open(e){for(;e;e=e.parentElement){if(e.tagName==="DETAILS"){e.open=true;}}}
function here(){
for(var e=document.activeElement;e;e=e.parentElement){var i=all.indexOf(e);if(i>=0){return i;}}
return all.indexOf(document.getElementById(location.hash.slice(1)));}
function step(by){
var i=here();
if(i<0){i=by>0?-1:0;}
var e=all[(i+by+all.length)%all.length];
if(e){open(e);e.focus({preventScroll:true});e.scrollIntoView({block:"center"});}}
document.addEventListener("keydown",function(k){
if(k.ctrlKey||k.altKey||k.metaKey||k.isComposing){return;}
if(k.key==="n"){step(1);}else if(k.key==="p"){step(-1);}
else if(k.key==="v"){
var side=document.getElementById("view-side");
(side.checked?document.getElementById("view-inline"):side).checked=true;
var i=here();if(i>=0){all[i].scrollIntoView({block:"center"});}}});
function arrived(){
var e=document.getElementById(location.hash.slice(1));
if(e){open(e);if(e.tabIndex===-1){e.focus({preventScroll:true});}e.scrollIntoView();}}
window.addEventListener("hashchange",arrived);
window.addEventListener("beforeprint",function(){
[].forEach.call(document.querySelectorAll("details"),function(e){e.open=true;});});
[].forEach.call(document.querySelectorAll(".keys"),function(e){e.hidden=false;});
if(location.hash){arrived();}
})();
"""


def _hash(content: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() + "'"


POLICY = (
    f"default-src 'none'; style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)}; base-uri 'none'; form-action 'none'"
)
"""What a browser may do with the page: nothing is loaded, nothing sent, nothing run but the above."""
