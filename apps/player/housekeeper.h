// SPDX-License-Identifier: MIT
// One thread for all players of a process, alive while there are any: it does what neither the audio thread may do nor a host
// promises to ask for (program changes, freeing of replaced models). 200 instances share it.
#pragma once

namespace partials {

class Tended {
 public:
  virtual void tend() = 0;  // some 30 times a second, never twice at once

 protected:
  ~Tended() = default;
};

void begin_tending(Tended& player);
void end_tending(Tended& player);  // returns when tend() is not running and will not run again

}  // namespace partials
