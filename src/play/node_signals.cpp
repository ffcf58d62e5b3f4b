// SPDX-License-Identifier: MIT
#include "play/node_signals.h"

#include <algorithm>
#include <cmath>

#include "base/plain_number.h"
#include "graph/registry.h"

namespace partials {
namespace {

constexpr const char* kNode = "node";

// Ports and defaults of a processor whose wires are not known yet.
Spec spec_of(const KernelSet& set, const Node& node) {
  Setup setup;
  for (int i = 0; i < set.info.n_settings; ++i) {
    const Control& c = set.info.settings[i];
    setup.settings.ids[setup.settings.n] = c.id;
    const auto given = node.settings.find(c.id);
    setup.settings.values[setup.settings.n++] = given == node.settings.end() ? c.initial : given->second;
  }
  setup.clock.rate_hz = 48000;
  for (int i = 0; i < kMaxPorts; ++i) setup.in_channels[i] = 1;
  Spec spec;
  set.describe(setup, spec);
  return spec;
}

std::string names(const Spec& spec, const KernelSet& set) {
  std::string all;
  const auto add = [&all](const char* name) { all += (all.empty() ? "" : ", ") + std::string(name); };
  for (int i = 0; i < set.info.n_settings; ++i) add(set.info.settings[i].id);
  for (int i = 0; i < spec.n_in; ++i) add(spec.in[i].id);
  return all.empty() ? "none" : all;
}

const Control* setting_of(const KernelSet& set, std::string_view id) {
  for (int i = 0; i < set.info.n_settings; ++i)
    if (id == set.info.settings[i].id) return &set.info.settings[i];
  return nullptr;
}

Result<double> setting_value(const Control& c, const NodeWord& word) {
  const bool number = word.kind == NodeWord::Kind::number;
  if (number && word.number >= c.min && word.number <= c.max) return word.number;
  for (int i = 0; c.choices && c.min + i <= c.max; ++i)
    if (!number && word.text == c.choices[i]) return c.min + i;
  return Error{"The setting '" + std::string(c.id) + "' cannot be '" + word.text + "'; choose " +
               plain_number(c.min) + " to " + plain_number(c.max) + "."};
}

void add_input(NodeSignals& s, const Port& port, bool as_signal) {
  const Rate rate = port.any_rate && as_signal ? Rate::sample : port.rate;
  s.graph.inputs.push_back({port.id, rate, std::max(1, port.channels), 0});
  s.graph.nodes[0].in[port.id] = std::string("in.") + port.id;
  s.in.push_back({port.id, as_signal ? PortKind::signal : PortKind::constant});
}

Result<void> take_settings(Node& node, const std::vector<NodeWord>& words, const KernelSet& set) {
  for (const NodeWord& word : words)
    if (const Control* c = setting_of(set, word.name); c && word.kind != NodeWord::Kind::missing) {
      const auto value = setting_value(*c, word);
      if (!value) return value.error();
      node.settings[c->id] = value.value();
    }
  return {};
}

Result<void> take_inputs(NodeSignals& s, const std::vector<NodeWord>& words, const KernelSet& set) {
  const Node& node = s.graph.nodes[0];
  const Spec spec = spec_of(set, node);
  std::vector<bool> named(static_cast<size_t>(spec.n_in), false), signal = named;
  for (const NodeWord& word : words) {
    if (setting_of(set, word.name) && word.kind != NodeWord::Kind::missing) continue;
    int port = 0;
    while (port < spec.n_in && word.name != spec.in[port].id) ++port;
    const bool tilde = word.kind == NodeWord::Kind::signal;
    const bool number = word.kind == NodeWord::Kind::number && std::isfinite(word.number);
    if (port == spec.n_in || !(tilde || number))
      return Error{"The processor '" + node.processor + "' cannot take '" + word.name +
                   "' with this value; write pairs of a name and a number, or '~' for a signal inlet, of: " +
                   names(spec, set) + "."};
    named[static_cast<size_t>(port)] = true;
    signal[static_cast<size_t>(port)] = tilde;
    if (number) s.constants[word.name] = {static_cast<float>(word.number)};
  }
  for (int i = 0; i < spec.n_in; ++i) {
    const Port& port = spec.in[i];
    const auto at = static_cast<size_t>(i);
    if (named[at] || !port.optional)
      add_input(s, port, (named[at] ? signal[at] : true) && port.channels <= 1);
  }
  for (int i = 0; i < spec.n_out; ++i) {
    s.graph.outputs[spec.out[i].id] = kNode + std::string(".") + spec.out[i].id;
    s.out.push_back({spec.out[i].id, PortKind::signal});
  }
  return {};
}

}  // namespace

// Settings first, because ports depend on them.
Result<NodeSignals> node_signals(const std::string& processor, const std::vector<NodeWord>& words,
                                 std::string_view how_to) {
  const KernelSet* set = find_processor(processor, best_isa());
  if (!set) return Error{"There is no processor '" + processor + "'; " + std::string(how_to)};
  NodeSignals s;
  s.graph.nodes.push_back({kNode, processor, {}, {}, Scope::voice});
  if (auto r = take_settings(s.graph.nodes[0], words, *set); !r) return r.error();
  if (auto r = take_inputs(s, words, *set); !r) return r.error();
  return s;
}

Result<std::unique_ptr<GraphSignals>> NodeSignals::compile(int rate_hz, int block) const {
  auto made = GraphSignals::make(graph, in, out, rate_hz, block);
  if (!made) return made;
  for (const auto& [id, values] : constants) (void)made.value()->set(id, values);
  return made;
}

}  // namespace partials
