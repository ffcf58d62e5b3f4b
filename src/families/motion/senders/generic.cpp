// SPDX-License-Identifier: MIT
// Any other message with numbers: /a/b with one number is the channel a.b, with several numbers a.b.1, a.b.2
// and so on, in the sender's units. Faders send only when they move, so silence is not a drop-out. Commands
// of this program and of Wekinator are not channels.
#include "families/motion/senders/sender.h"

namespace partials::motion {
namespace {

constexpr size_t kMostNumbers = 64;  // per message, so that one message cannot fill the table

bool ours(std::string_view address) noexcept {
  for (const std::string_view root : {"/partials/", "/wekinator/", "/wek/"})
    if (address.substr(0, root.size()) == root) return true;
  return false;
}

size_t count_numbers(const osc::Message& m) noexcept {
  size_t count = 0;
  for (size_t i = 0; i < m.n; ++i) count += m.arguments[i].is_number();
  return count;
}

BodyName dotted(const Path& path) noexcept {
  BodyName name;
  for (size_t i = 0; i < path.size(); ++i) name << (i ? "." : "") << path[i];
  return name;
}

bool take(const osc::Message& m, Arrival& to) noexcept {
  const Path path(m.address);
  const size_t count = count_numbers(m);
  if (ours(m.address) || path.size() == 0 || count == 0 || count > kMostNumbers) return false;
  const BodyName name = dotted(path);
  int nth = 0;
  for (size_t i = 0; i < m.n; ++i) {
    if (!m.arguments[i].is_number()) continue;
    BodyName one = name;
    if (count > 1) one << "." << ++nth;
    to.number(one, m.arguments[i].number, Unit::none, true);
  }
  return true;
}

}  // namespace

extern const Sender generic_sender;
const Sender generic_sender{"osc", "other OSC", 0, take};

}  // namespace partials::motion
