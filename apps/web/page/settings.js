// SPDX-License-Identifier: MIT
// All other parameters of the player, from its table: a slider or a switch each.
const LEFT_OUT = ['output', 'previous_model', 'next_model', 'midi_out', 'mpe', 'bypass'];

export function settings(parent, sound) {
  const kind = sound.kind ? 'effect' : 'instrument';
  const rows = sound.table.filter(p => p[kind] && !p.id.startsWith('macro') && !LEFT_OUT.includes(p.id)).map(p => {
    const label = document.createElement('label'), name = document.createElement('span'), input = document.createElement('input'), text = document.createElement('output');
    name.textContent = p.name;
    label.title = p.help;
    const show = () => { text.textContent = sound.text(p.id); };
    if (p.toggle) {
      Object.assign(input, {type: 'checkbox', checked: sound.value(p.id) > 0.5, onchange: () => sound.set(p.id, input.checked ? 1 : 0)});
    } else {
      Object.assign(input, {type: 'range', min: p.low, max: p.high, step: p.stepped ? 1 : (p.high - p.low) / 500});
      input.value = sound.value(p.id);
      const late = sound.rebuilds(p.id);  // takes a moment: once it is let go
      input.oninput = () => {
        if (late) sound.values[p.id] = Number(input.value);
        else sound.set(p.id, Number(input.value));
        show();
      };
      if (late) input.onchange = () => sound.set(p.id, Number(input.value));
      label.ondblclick = () => {
        input.value = p.initial;
        sound.set(p.id, p.initial);
        show();
      };
    }
    label.addEventListener('change', show);
    show();
    label.append(name, input, text);
    return label;
  });
  parent.replaceChildren(...rows);
}
