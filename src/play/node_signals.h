// SPDX-License-Identifier: MIT
// One processor alone as signals: a graph of one node whose inputs are signals, or constants that may change.
// [main-thread]
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "play/graph_signals.h"

namespace partials {

// A setting with its value, by number or by the name of a choice; or an input: a constant, or a signal.
struct NodeWord {
  enum class Kind { number, text, signal, missing };
  std::string name;
  Kind kind = Kind::missing;
  double number = 0;
  std::string text = "";  // the value as it was written, for messages
};

struct NodeSignals {
  Graph graph;
  std::vector<GraphPort> in, out;
  std::map<std::string, std::vector<float>, std::less<>> constants;  // values of inputs

  Result<std::unique_ptr<GraphSignals>> compile(int rate_hz, int block) const;
};

// Inputs that the processor cannot do without are signals in their order, or constants where they have many
// channels, unless a word says otherwise; other inputs exist only if a word names them. Every channel of an
// output is a signal. `how_to` ends the message about an unknown processor.
Result<NodeSignals> node_signals(const std::string& processor, const std::vector<NodeWord>& words,
                                 std::string_view how_to);

}  // namespace partials
