// SPDX-License-Identifier: MIT
// One thread for all players of a process, alive while there are any: it does what neither the audio thread
// may do nor a host promises to ask for (program changes, freeing of replaced models). 200 instances share
// it. It looks some 30 times a second while there is something to do and for two seconds after, else ten
// times.
#pragma once

namespace partials {

class Tended {
 public:
  virtual bool tend() = 0;  // never twice at once; true: there was something to do

 protected:
  ~Tended() = default;
};

void begin_tending(Tended& player);
void end_tending(Tended& player);  // returns when tend() is not running and will not run again

}  // namespace partials
