// SPDX-License-Identifier: MIT
// One sentence for the person at the page: what is wrong and what to do. It stays until it is closed or replaced.
const $ = id => document.getElementById(id);

export function notice(sentence) {
  $('notice').hidden = !sentence;
  $('notice-text').textContent = sentence || '';
}
export function openNotices() {
  $('notice-close').onclick = () => notice('');
}
// What is said at the foot: what goes on, and help on what the pointer is over.
export function tell(words) { $('tell').textContent = words; }
