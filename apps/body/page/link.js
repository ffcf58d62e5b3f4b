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

// Sends one command after those before it, for the program must hear them in their order; resolves to its answer, or rejects with an
// Error that is a sentence for people.
let before = Promise.resolve();
export function command(what, fields = {}) {
  const answer = before.then(() => post(what, fields));
  before = answer.catch(() => {});
  return answer;
}

async function post(what, fields) {
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

// For values that come faster than they can go: the newest goes when the one before has arrived, at most 30 a second. send(value)
// answers with a Promise.
export function throttled(send) {
  let waiting = null, busy = false;
  const go = async () => {
    busy = true;
    while (waiting) {
      const value = waiting;
      waiting = null;
      await Promise.all([send(...value), new Promise(done => setTimeout(done, 34))]);
    }
    busy = false;
  };
  return (...value) => {
    waiting = value;
    if (!busy) go();
  };
}
