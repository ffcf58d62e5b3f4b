// SPDX-License-Identifier: MIT
#include "patch/node_object.h"

#include <algorithm>
#include <cmath>

#include "graph/registry.h"

namespace partials::patch {
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

Result<double> setting_value(const Control& c, const Word& word) {
  if (word.is_number && word.number >= c.min && word.number <= c.max) return word.number;
  for (int i = 0; c.choices && c.min + i <= c.max; ++i)
    if (!word.is_number && word.text == c.choices[i]) return c.min + i;
  return Error{"The setting '" + std::string(c.id) + "' cannot be '" + as_written({&word, 1}) + "'; choose " +
               as_written(std::vector<Word>{c.min}) + " to " + as_written(std::vector<Word>{c.max}) + "."};
}

}  // namespace

Result<NodeObject> NodeObject::make(Words words) {
  const std::string id = words.empty() || words[0].is_number ? "" : std::string(words[0].text);
  const KernelSet* set = find_processor(id, best_isa());
  if (!set)
    return Error{"There is no processor '" + id +
                 "'; partials inspect --processors lists them, as in: partials.node~ lowpass cutoff_hz 800."};
  NodeObject object;
  object.graph_.nodes.push_back({kNode, id, {}, {}, Scope::voice});
  if (auto r = object.read_words(words.subspan(1), *set); !r) return r.error();
  if (auto r = object.compile(48000, 64); !r) return r.error();
  if (object.signals_->outlets() > kMostOutlets)
    return Error{"The processor '" + id + "' has " + std::to_string(object.signals_->outlets()) +
                 " output channels with these settings; an object shows at most " +
                 std::to_string(kMostOutlets) + "."};
  return object;
}

// Settings first, because ports depend on them.
Result<void> NodeObject::read_words(Words words, const KernelSet& set) {
  Node& node = graph_.nodes[0];
  for (size_t i = 0; i + 1 < words.size(); i += 2)
    if (const Control* c = words[i].is_number ? nullptr : setting_of(set, words[i].text)) {
      const auto value = setting_value(*c, words[i + 1]);
      if (!value) return value.error();
      node.settings[c->id] = value.value();
    }
  const Spec spec = spec_of(set, node);
  std::vector<bool> named(static_cast<size_t>(spec.n_in), false), signal = named;
  for (size_t i = 0; i < words.size(); i += 2) {
    const std::string name = as_written(words.subspan(i, 1));
    if (setting_of(set, name) && i + 1 < words.size()) continue;
    int port = 0;
    while (port < spec.n_in && name != spec.in[port].id) ++port;
    const bool tilde = i + 1 < words.size() && !words[i + 1].is_number && words[i + 1].text == "~";
    const bool number = i + 1 < words.size() && words[i + 1].is_number && std::isfinite(words[i + 1].number);
    if (port == spec.n_in || !(tilde || number))
      return Error{"The processor '" + node.processor + "' cannot take '" + name +
                   "' with this value; write pairs of a name and a number, or '~' for a signal inlet, of: " +
                   names(spec, set) + "."};
    named[static_cast<size_t>(port)] = true;
    signal[static_cast<size_t>(port)] = tilde;
    if (number) constants_[name] = {static_cast<float>(words[i + 1].number)};
  }
  for (int i = 0; i < spec.n_in; ++i) {
    const Port& port = spec.in[i];
    const auto at = static_cast<size_t>(i);
    if (named[at] || !port.optional) add_input(port, (named[at] ? signal[at] : true) && port.channels <= 1);
  }
  for (int i = 0; i < spec.n_out; ++i) {
    graph_.outputs[spec.out[i].id] = kNode + std::string(".") + spec.out[i].id;
    out_.push_back({spec.out[i].id, PortKind::signal});
  }
  return {};
}

void NodeObject::add_input(const Port& port, bool as_signal) {
  const Rate rate = port.any_rate && as_signal ? Rate::sample : port.rate;
  graph_.inputs.push_back({port.id, rate, std::max(1, port.channels), 0});
  graph_.nodes[0].in[port.id] = std::string("in.") + port.id;
  in_.push_back({port.id, as_signal ? PortKind::signal : PortKind::constant});
}

Result<void> NodeObject::compile(int rate_hz, int block) {
  auto made = GraphSignals::make(graph_, in_, out_, rate_hz, block);
  if (!made) return made.error();
  signals_ = std::move(made).value();
  rate_hz_ = rate_hz;
  block_ = block;
  for (const auto& [id, values] : constants_) (void)signals_->set(id, values);
  return {};
}

Result<void> NodeObject::prepare(double rate_hz, int block) {
  const auto rate = static_cast<int>(std::lround(rate_hz));
  if (rate == rate_hz_ && block <= block_) return {};
  return compile(rate, std::max(block, block_));
}

void NodeObject::perform(const float* const* in, float* const* out, int n) noexcept PARTIALS_NONBLOCKING {
  signals_->perform(in, out, n);
}

Result<void> NodeObject::message(std::string_view selector, Words words) {
  std::vector<float> values;
  for (const Word& word : words)
    values.push_back(word.is_number ? static_cast<float>(word.number) : std::nanf(""));
  const bool finite = std::all_of(values.begin(), values.end(), [](float x) { return std::isfinite(x); });
  if (selector == "reset" && words.empty()) {
    signals_->reset_soon();
    return {};
  }
  if (values.empty() || !finite || !signals_->set(selector, values)) {
    std::string inputs;
    for (const GraphPort& port : in_)
      if (port.kind == PortKind::constant) inputs += (inputs.empty() ? "" : ", ") + port.id;
    return Error{"The message '" + std::string(selector) + " " + as_written(words) +
                 "' sets no input here; inputs that messages set: " + (inputs.empty() ? "none" : inputs) +
                 "."};
  }
  constants_[std::string(selector)] = values;
  return {};
}

}  // namespace partials::patch
