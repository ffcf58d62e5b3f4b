// SPDX-License-Identifier: MIT
// MIDI inputs of this computer, by Web MIDI: every channel message goes to the player as it is, so MPE, bends, pedals and controllers
// are the player's. A program change is for the page, which has the models.
export class Midi {
  // send(status, data1, data2), program(number), changed(names of the inputs), trouble(sentence)
  constructor(how) { Object.assign(this, how, {access: null}); }

  async start() {
    if (!navigator.requestMIDIAccess) return this.trouble('This browser gives a page no MIDI; open the page in Chromium or Firefox, or play by the keys.');
    try {
      this.access = await navigator.requestMIDIAccess({sysex: false});
    } catch {
      return this.trouble('The browser was not allowed to use MIDI; allow it beside the address, then press MIDI again.');
    }
    this.access.onstatechange = () => this.connect();
    this.connect();
    if (!this.names.length) this.trouble('No MIDI input is connected; connect a keyboard, and it plays at once.');
  }
  connect() {
    const before = this.names || [], inputs = [...this.access.inputs.values()].filter(i => i.state !== 'disconnected');
    for (const input of inputs) input.onmidimessage = ({data}) => this.take(data);
    this.names = inputs.map(i => i.name || 'MIDI input');
    this.changed(this.names);
    const gone = before.filter(name => !this.names.includes(name));
    if (gone.length) {
      this.ended();
      this.trouble(`${gone[0]} was unplugged; connect it again, and it plays at once.`);
    }
  }
  take(data) {
    const [status, data1 = 0, data2 = 0] = data;
    if (status < 0x80 || status >= 0xf0) return;
    if ((status & 0xf0) === 0xc0) return this.program(data1);
    this.send(status, data1, data2);
  }
}
