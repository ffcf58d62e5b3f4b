// SPDX-License-Identifier: MIT
// The script of a report: plays one sound at a time, switches without losing the position, and runs the blind
// A/B/X test. The test reads its sounds from the players; the p value is the probability of at least this
// many correct answers by guessing, sum of C(n, i) / 2^n from i = k.
#include "report/report_page.h"

namespace partials {
namespace {

constexpr std::string_view kPlayers = R"js(
'use strict';
const $=(s,e=document)=>e.querySelector(s),$$=(s,e=document)=>[...e.querySelectorAll(s)];
let last=null;
const keepPlace=()=>$('#keep-place').checked;
for(const audio of $$('figure audio')){
  const figure=audio.closest('figure'),head=$('.head',figure),picture=$('.spectrogram',figure);
  const follow=()=>{if(audio.duration)head.style.left=100*audio.currentTime/audio.duration+'%';if(!audio.paused)requestAnimationFrame(follow)};
  audio.addEventListener('play',()=>{
    if(last&&last!==audio){
      if(keepPlace()&&last.closest('article')===audio.closest('article')&&!last.ended)audio.currentTime=Math.min(last.currentTime,audio.duration||1e9);
      last.pause();
    }
    last=audio;figure.classList.add('playing');follow();
  });
  for(const end of['pause','ended'])audio.addEventListener(end,()=>figure.classList.remove('playing'));
  picture.addEventListener('click',e=>{const b=picture.getBoundingClientRect();audio.currentTime=(e.clientX-b.left)/b.width*(audio.duration||0);audio.play()});
}
const typing=e=>/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)&&e.target.type!=='checkbox';
const nearest=()=>last?last.closest('article'):$$('article.recording').find(a=>a.getBoundingClientRect().bottom>120);
document.addEventListener('keydown',e=>{
  if(typing(e)||e.ctrlKey||e.metaKey||e.altKey||blind.running)return;
  if(e.key==='0'&&last)last.pause();
  if(!/^[1-9]$/.test(e.key))return;
  const focused=e.target.closest&&e.target.closest('article.recording'),article=focused||nearest();
  const audio=article&&$$('audio',article)[e.key-1];
  if(audio){audio.play();e.preventDefault()}
});
)js";

constexpr std::string_view kBlind = R"js(
const blind={running:false,trials:[],at:0,source:null,context:null,buffers:new Map()};
const storeKey='partials-abx:'+document.title;
const random=n=>{const limit=Math.floor(4294967296/n)*n,v=new Uint32Array(1);do crypto.getRandomValues(v);while(v[0]>=limit);return v[0]%n};
const shuffled=a=>{for(let i=a.length-1;i>0;--i){const j=random(i+1);[a[i],a[j]]=[a[j],a[i]]}return a};
const past=()=>{try{return JSON.parse(localStorage.getItem(storeKey))||[]}catch{return blind.kept||[]}};
const remember=r=>{const all=[...past(),r];blind.kept=all;try{localStorage.setItem(storeKey,JSON.stringify(all))}catch{}};
const chanceOf=(k,n)=>{let term=Math.pow(.5,n),sum=0;for(let i=0;i<=n;++i){if(i>=k)sum+=term;term*=(n-i)/(i+1)}return Math.min(1,sum)};
const audioOf=(article,kind)=>{const f=$$('figure.player',article).find(f=>f.dataset.kind===kind);return f&&$('audio',f)};
function sidesOf(value){const[a,b]=value.includes(':')?value.split(':'):['recording',value];return[a,b]}
async function bufferOf(audio){
  if(!blind.buffers.has(audio)){
    const text=atob(audio.src.slice(audio.src.indexOf(',')+1)),bytes=new Uint8Array(text.length);
    for(let i=0;i<text.length;++i)bytes[i]=text.charCodeAt(i);
    blind.buffers.set(audio,await blind.context.decodeAudioData(bytes.buffer));
  }
  return blind.buffers.get(audio);
}
const rms=b=>{const x=b.getChannelData(0);let s=0;for(const v of x)s+=v*v;return Math.sqrt(s/x.length)||1e-9};
function stopBlind(){if(blind.source){try{blind.source.stop()}catch{}blind.source=null}$$('[data-play]').forEach(b=>b.classList.remove('on'))}
async function playBlind(side){
  stopBlind();
  if(!side||!blind.running)return;
  const t=blind.trials[blind.at],which=side==='X'?t.x:side,serial=blind.serial=(blind.serial||0)+1;
  const pair=await Promise.all([bufferOf(t.audio.A),bufferOf(t.audio.B)]);
  if(serial!==blind.serial||!blind.running)return;
  const own=pair[which==='A'?0:1],level=Math.min(...pair.map(rms)),source=blind.context.createBufferSource(),gain=blind.context.createGain();
  gain.gain.value=level/rms(own);source.buffer=own;source.connect(gain).connect(blind.context.destination);source.start();
  blind.source=source;source.onended=()=>{if(blind.source===source)stopBlind()};
  $(`[data-play="${side}"]`).classList.add('on');t.heard.add(side);
  if(t.heard.size===3||(t.heard.has('X')&&t.heard.size>1))$$('[data-answer]').forEach(b=>b.disabled=false);
}
function showTrial(){
  stopBlind();const t=blind.trials[blind.at];
  $('#blind-progress').textContent=`Trial ${blind.at+1} of ${blind.trials.length} · ${t.recording}. Hear X and at least one of A and B, then answer.`;
  $$('[data-answer]').forEach(b=>b.disabled=true);
}
function answerBlind(side){
  const t=blind.trials[blind.at];if($('[data-answer]').disabled)return;
  t.answer=side;t.answered_at=new Date().toISOString();
  if(++blind.at<blind.trials.length)return showTrial();
  finishBlind();
}
function closeBlind(){stopBlind();blind.running=false;$('#blind-trial').hidden=true;$('#blind-setup').hidden=false}
function finishBlind(){
  const trials=blind.trials.map(({recording,A,B,x,answer,answered_at})=>({recording,A,B,x,answer,right:x===answer,answered_at}));
  const right=trials.filter(t=>t.right).length,result={report:document.title,listener:$('#blind-name').value,compared:blind.pair,trials,right,count:trials.length,p_value:chanceOf(right,trials.length),finished_at:new Date().toISOString()};
  closeBlind();remember(result);showResult(result);showPast();
}
function element(tag,text,parent){const e=document.createElement(tag);if(text!=null)e.textContent=text;if(parent)parent.append(e);return e}
function showResult(r){
  const box=$('#blind-result');box.replaceChildren();box.className='result';
  element('h3',`${r.right} of ${r.count} right`,box);
  const p=r.p_value<.0005?'below 0.0005':r.p_value.toFixed(3);
  element('p',`Someone who only guesses does as well with probability p = ${p}. `+(r.p_value<.05?'You hear a difference.':'This test shows no difference that you hear; that is not proof that there is none.'),box);
  const table=element('table',null,element('div',null,box));table.parentNode.className='scroll';
  const head=element('tr',null,element('thead',null,table));for(const h of['trial','recording','A was','B was','X was','your answer',''])element('th',h,head).scope='col';
  const body=element('tbody',null,table);
  r.trials.forEach((t,i)=>{const row=element('tr',null,body);for(const v of[i+1,t.recording,t.A,t.B,t.x,t.answer,t.right?'right':'wrong'])element('td',v,row)});
  save(box,[r]);
}
function save(box,results){
  const b=element('button','Save answers as JSON',box);b.type='button';
  b.onclick=()=>{const a=document.createElement('a');a.href=URL.createObjectURL(new Blob([JSON.stringify(results,null,2)],{type:'application/json'}));a.download='abx-answers.json';a.click();setTimeout(()=>URL.revokeObjectURL(a.href),1e3)};
}
function showPast(){
  const all=past(),box=$('#blind-past');box.replaceChildren();
  if(!all.length)return;
  element('h3','Tests kept in this browser',box);const list=element('ul',null,box);
  for(const r of all)element('li',`${r.finished_at.slice(0,16).replace('T',' ')} · ${r.listener||'no name'} · ${r.compared} · ${r.right} of ${r.count}, p = ${r.p_value.toFixed(3)}`,list);
  save(box,all);
}
if($('#blind-setup')){  // not every report has the blind test
$('#blind-setup').addEventListener('submit',e=>{
  e.preventDefault();if(last)last.pause();
  const[a,b]=sidesOf($('#blind-pair').value),articles=$$('article.recording').filter(x=>audioOf(x,a)&&audioOf(x,b));
  if(!articles.length){$('#blind-result').textContent='No recording on this page has both sounds.';return}
  blind.context=blind.context||new AudioContext();blind.context.resume();
  const count=+$('#blind-count').value,order=[];while(order.length<count)order.push(...shuffled([...articles]));
  blind.trials=order.slice(0,count).map(article=>{
    const[A,B]=random(2)?[a,b]:[b,a];
    return{recording:article.dataset.name,A,B,x:random(2)?'A':'B',audio:{A:audioOf(article,A),B:audioOf(article,B)},heard:new Set()};
  });
  blind.at=0;blind.running=true;blind.pair=a+' / '+b;$('#blind-result').replaceChildren();$('#blind-result').className='';
  $('#blind-setup').hidden=true;$('#blind-trial').hidden=false;showTrial();$('[data-play=A]').focus();
});
$$('[data-play]').forEach(b=>b.onclick=()=>playBlind(b.dataset.play));
$$('[data-answer]').forEach(b=>b.onclick=()=>answerBlind(b.dataset.answer));
$('#blind-cancel').onclick=closeBlind;
document.addEventListener('keydown',e=>{
  if(!blind.running||e.ctrlKey||e.metaKey||e.altKey)return;
  const k=e.key.toLowerCase();
  if('abx'.includes(k)&&k.length===1)playBlind(k.toUpperCase());else if(k==='s')stopBlind();else if(k==='1')answerBlind('A');else if(k==='2')answerBlind('B');
});
showPast();
}
)js";

}  // namespace

std::string_view report_script() {
  static const std::string both = std::string(kPlayers) + std::string(kBlind);
  return both;
}

}  // namespace partials
