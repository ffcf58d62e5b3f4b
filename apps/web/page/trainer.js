// SPDX-License-Identifier: MIT
// The text of the trainer's Worker, which tools/page puts into the file; empty in a page that does not train.
export const TRAINER = document.getElementById('trainer').textContent.trim() && atob(document.getElementById('trainer').textContent.trim());
