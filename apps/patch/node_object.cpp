// SPDX-License-Identifier: MIT
#include "patch/node_object.h"

#include <algorithm>
#include <cmath>

namespace partials::patch {
namespace {

NodeWord node_word(Words words) {
  NodeWord out{as_written(words.subspan(0, 1))};
  if (words.size() < 2) return out;
  const Word& value = words[1];
  out.text = as_written(words.subspan(1, 1));
  out.number = value.number;
  out.kind = value.is_number     ? NodeWord::Kind::number
             : value.text == "~" ? NodeWord::Kind::signal
                                 : NodeWord::Kind::text;
  return out;
}

}  // namespace

Result<NodeObject> NodeObject::make(Words words) {
  const std::string id = words.empty() || words[0].is_number ? "" : std::string(words[0].text);
  std::vector<NodeWord> pairs;
  for (size_t i = 1; i < words.size(); i += 2) pairs.push_back(node_word(words.subspan(i)));
  auto node = node_signals(
      id, pairs, "partials inspect --processors lists them, as in: partials.node~ lowpass cutoff_hz 800.");
  if (!node) return node.error();
  NodeObject object;
  object.node_ = std::move(node).value();
  if (auto r = object.compile(48000, 64); !r) return r.error();
  if (object.signals_->outlets() > kMostOutlets)
    return Error{"The processor '" + id + "' has " + std::to_string(object.signals_->outlets()) +
                 " output channels with these settings; an object shows at most " +
                 std::to_string(kMostOutlets) + "."};
  return object;
}

Result<void> NodeObject::compile(int rate_hz, int block) {
  auto made = node_.compile(rate_hz, block);
  if (!made) return made.error();
  signals_ = std::move(made).value();
  rate_hz_ = rate_hz;
  block_ = block;
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
    for (const GraphPort& port : node_.in)
      if (port.kind == PortKind::constant) inputs += (inputs.empty() ? "" : ", ") + port.id;
    return Error{"The message '" + std::string(selector) + " " + as_written(words) +
                 "' sets no input here; inputs that messages set: " + (inputs.empty() ? "none" : inputs) +
                 "."};
  }
  node_.constants[std::string(selector)] = values;
  return {};
}

}  // namespace partials::patch
