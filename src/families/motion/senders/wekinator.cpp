// SPDX-License-Identifier: MIT
// Inputs of Wekinator (github.com/fiebrink1/wekinator): /wek/inputs with one number per input, and
// /wek/inputs/bundle if it contains numbers. Wekinator's own bundle message names a file on the disk; that is
// refused. The units are the sender's.
#include "families/motion/senders/sender.h"

namespace partials::motion {
namespace {

bool take(const osc::Message& m, Arrival& to) noexcept {
  if ((m.address != "/wek/inputs" && m.address != "/wek/inputs/bundle") || m.n == 0 || !numbers(m, 0, m.n))
    return false;
  for (size_t i = 0; i < m.n; ++i)
    to.number(BodyName() << "input" << static_cast<int>(i + 1), m.arguments[i].number);
  return true;
}

}  // namespace

extern const Sender wekinator_sender;
const Sender wekinator_sender{"wekinator", "Wekinator inputs", 6448, take};

}  // namespace partials::motion
