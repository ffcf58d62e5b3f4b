// SPDX-License-Identifier: MIT
// The line to the program: its description, its states as they come, commands to it. All addresses are relative, for the page's own
// address holds the token that the server asks for.

const SILENT_MS = 2000;  // without a state for so long, the program is taken to be gone

export async function readDescription() {
  const answer = await fetch('description');
  if (!answer.ok) throw new Error((await sentence(answer)));
  return answer.json();
}

async function sentence(answer) {
  try {
    return (await answer.json()).error || `The program answered ${answer.status}.`;
  } catch {
    return `The program answered ${answer.status}.`;
  }
}

// Sends one command; resolves to its answer, or throws an Error with a sentence for people.
export async function command(what, fields = {}) {
  let answer;
  try {
    answer = await fetch('command', {
      method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({do: what, ...fields}),
    });
  } catch {
    throw new Error('The program does not answer; start it again with "partials body show".');
  }
  if (!answer.ok) throw new Error(await sentence(answer));
  return answer.json();
}

// onState(state) for every state; onAlive(true or false) when the line comes or goes.
export function listen({onState, onAlive}) {
  let last = performance.now(), alive = null;
  const events = new EventSource('events');
  const tell = now => { if (alive !== now) onAlive(alive = now); };
  events.onmessage = e => {
    last = performance.now();
    tell(true);
    onState(JSON.parse(e.data));
  };
  setInterval(() => { if (performance.now() - last > SILENT_MS) tell(false); }, 500);
  return events;
}

// A sender of values that come faster than they can go: the newest goes, at most 30 a second.
export function throttled(send) {
  let waiting = null, timer = 0;
  return (...value) => {
    waiting = value;
    if (timer) return;
    send(...waiting);
    waiting = null;
    timer = setTimeout(() => {
      timer = 0;
      if (waiting) send(...waiting);
    }, 34);
  };
}
