// SPDX-License-Identifier: MIT
// One thread for all players of a process; it exists while there is a player. It does the work that the
// audio thread must not do and that hosts do not reliably request (program changes, freeing of replaced
// models). It polls each player about 30 times a second while there is work and for two seconds after,
// otherwise ten times a second.
#pragma once

namespace partials {

class Housekept {
 public:
  virtual bool housekeep() = 0;  // never called concurrently; returns true if there was work

 protected:
  ~Housekept() = default;
};

void add_housekept(Housekept& player);
// after it returns, housekeep() is not running and will not be called again
void remove_housekept(Housekept& player);
// Statics that are made after this call end before the thread does.
void make_housekeeper();

}  // namespace partials
