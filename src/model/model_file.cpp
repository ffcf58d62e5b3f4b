// SPDX-License-Identifier: MIT
#include "model/model_file.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "graph/plan.h"
#include "model/checksum.h"
#include "model/golden.h"
#include "model/graph_json.h"
#include "model/json_depth.h"
#include "model/json_fields.h"
#include "model/model_header.h"
#include "model/safetensors.h"

namespace partials {
namespace {

using nlohmann::json;

constexpr int kOldestReader = 1;  // it also plays format 2, but ignores its checksum
constexpr size_t kMaxGoldenFrames = 100000;
constexpr const char* kGolden = "golden.";
constexpr const char* kTraining = "training";

std::string hash_of(const std::vector<float>& weights) {
  return sha256_hex(
      std::string(reinterpret_cast<const char*>(weights.data()), weights.size() * sizeof(float)));
}

Error damaged_golden(const std::string& file) {
  return Error{"The model '" + file + "' has a damaged golden example; get it again from where it came.",
               ErrorCode::damaged};
}

// An intact file, with a graph that this version cannot play.
Error unplayable(const std::string& file, const Error& why) {
  return Error{"The model '" + file + "' cannot be played: " + why.text, ErrorCode::unsupported};
}

Result<void> take_weights(const Safetensors& s, const std::string& file, Model& m) {
  m.weights.assign(m.table.size, 0.f);
  for (const WeightEntry& e : m.table.entries) {
    const auto it = s.tensors.find(e.name);
    if (it == s.tensors.end())
      return Error{"The model '" + file + "' lacks the weights '" + e.name +
                       "' that its graph needs; get it again from where it came.",
                   ErrorCode::damaged};
    if (it->second.shape != std::vector<int>{e.rows, e.cols})
      return Error{"The model '" + file + "' has weights '" + e.name + "' of the wrong shape, expected " +
                       std::to_string(e.rows) + " x " + std::to_string(e.cols) +
                       "; get it again from where it came.",
                   ErrorCode::damaged};
    std::copy(it->second.values.begin(), it->second.values.end(),
              m.weights.begin() + static_cast<int64_t>(e.offset));
  }
  for (auto& [name, t] : s.tensors)
    if (name.rfind(kGolden, 0) != 0 && !m.table.find(name))
      return Error{"The model '" + file + "' has weights '" + name +
                       "' that its graph does not have; get it again from where it came.",
                   ErrorCode::damaged};
  return {};
}

// The golden tracks, each checked against the graph's input or output of the same name.
Result<void> take_golden(const Safetensors& s, const std::string& file, Model& m) {
  Golden& g = m.golden;
  size_t frames = 0;
  bool first = true;
  for (const GraphInput& in : m.graph.inputs) {
    const auto it = s.tensors.find(kGolden + in.id);
    if (it == s.tensors.end()) continue;
    const size_t rows = it->second.values.size() / static_cast<size_t>(std::max(1, in.channels));
    if (in.rate == Rate::frame && !first && rows != frames) return damaged_golden(file);
    if (in.rate == Rate::frame) {
      frames = rows;
      first = false;
    }
    g.inputs[in.id] = it->second.values;
  }
  for (const auto& [id, source] : m.graph.outputs)
    if (const auto it = s.tensors.find(kGolden + id); it != s.tensors.end())
      g.outputs[id] = it->second.values;
  const bool rate_fits = g.rate_hz == 0 || (g.rate_hz >= 8000 && g.rate_hz <= 384000);
  if (frames > kMaxGoldenFrames || !rate_fits || g.outputs.empty()) return damaged_golden(file);
  return {};
}

Result<void> prove(const FamilyFormat& format, const std::string& file, Reading reading, Model& m) {
  auto played = play_golden(m, format);
  if (!played) return unplayable(file, played.error());
  Tracks& outputs = played.value();
  std::erase_if(outputs, [&](const auto& track) { return !m.golden.outputs.count(track.first); });
  if (golden_difference_db(m.golden.outputs, outputs) <= kGoldenLimitDb) return {};
  const auto finite = [](const auto& track) {
    return std::all_of(track.second.begin(), track.second.end(), [](float x) { return std::isfinite(x); });
  };
  if (reading != Reading::changed || !std::all_of(outputs.begin(), outputs.end(), finite))
    return Error{"Self-test failed: the model '" + file +
                     "' does not reproduce its reference output on this machine, so it was not loaded; " +
                     "update Partials, or get the file again.",
                 ErrorCode::unsupported};
  m.golden.outputs = std::move(outputs);
  return {};
}

Result<Graph> take_graph(const Metadata& metadata, const std::string& file) {
  const auto text = metadata.find("graph");
  return graph_from_json(text == metadata.end() ? "" : text->second, file);
}

}  // namespace

std::string write_model(const Model& m, const FamilyFormat& format) {
  Safetensors s;
  for (const WeightEntry& e : m.table.entries) {
    const auto from = m.weights.begin() + static_cast<int64_t>(e.offset);
    s.tensors[e.name] = {{e.rows, e.cols}, {from, from + static_cast<int64_t>(e.size())}};
  }
  for (const Tracks* tracks : {&m.golden.inputs, &m.golden.outputs})
    for (const auto& [id, values] : *tracks)
      s.tensors[kGolden + id] = {{static_cast<int>(values.size())}, values};
  json own{{"format", kModelFormat},
           {"minimum_reader", kOldestReader},
           {"required_features", json::array()},
           {"weights_sha256", hash_of(m.weights)},
           {"golden_rate_hz", m.golden.rate_hz},
           {"golden_seed", m.golden.seed}};
  if (!m.family.empty()) own["family"] = m.family;
  s.metadata["partials"] = own.dump();
  s.metadata["graph"] = json_from_graph(m.graph);
  format.write(m, s.metadata);
  s.metadata["card"] = json_from_card(m.card);
  if (!m.training.empty()) s.metadata[kTraining] = m.training;
  s.metadata[kChecksumKey] = std::string(kChecksumDigits, '0');
  std::string bytes = bytes_from_safetensors(s);
  renew_checksum(bytes);
  return bytes;
}

Result<Model> read_model(const std::string& bytes, const std::string& file, FindFormat find,
                         Reading reading) {
  const bool changed = reading == Reading::changed;
  const Checksum checksum = checksum_of(bytes);
  if (checksum == Checksum::differs && !changed) return changed_since_saved(file);
  auto parsed = safetensors_from_bytes(bytes, file);
  if (!parsed) return parsed.error();
  const Safetensors& s = parsed.value();
  if (auto r = check_version(s.metadata, file); !r) return r.error();
  const auto expected = has_checksum(s.metadata, file);
  if (!changed && (!expected || expected.value() != (checksum == Checksum::fits)))
    return changed_since_saved(file);
  Model m;
  m.has_checksum = checksum == Checksum::fits;
  m.family = family_of(s.metadata);
  const FamilyFormat* format = find(m.family);
  if (!format) return unknown_family(file, m.family);
  auto graph = take_graph(s.metadata, file);
  if (!graph) return graph.error();
  m.graph = std::move(graph).value();
  const auto plan = Plan<float>::compile(
      m.graph, {.rate_hz = static_cast<int>(m.graph.reference_rate_hz), .max_samples = 64});
  if (!plan) return unplayable(file, plan.error());
  if (auto r = format->check(m.graph); !r) return unplayable(file, r.error());
  m.table = plan.value().weights();
  if (auto r = take_weights(s, file, m); !r) return r.error();
  const json own = json::parse(s.metadata.at("partials"), nullptr, false);
  if (!changed && own.value("weights_sha256", json()) != hash_of(m.weights))
    return Error{
        "The weights in '" + file + "' are not the ones it was saved with; get it again from where it came.",
        ErrorCode::damaged};
  auto part = format->read(s.metadata, file);
  if (!part) return part.error();
  m.part = std::move(part).value();
  const auto card_text = s.metadata.find("card");
  auto card = card_from_json(card_text == s.metadata.end() ? "" : card_text->second, file);
  if (!card) return card.error();
  m.card = std::move(card).value();
  if (const auto made = s.metadata.find(kTraining); made != s.metadata.end()) {
    if (too_deep(made->second) || !json_from_text(made->second).is_object())
      return Error{"The model '" + file +
                       "' has a damaged entry 'training': it is not JSON in braces; get it " +
                       "again from where it came.",
                   ErrorCode::damaged};
    m.training = made->second;
  }
  m.golden.rate_hz =
      own.value("golden_rate_hz", json()).is_number_integer() ? own["golden_rate_hz"].get<int>() : 0;
  m.golden.seed =
      own.value("golden_seed", json()).is_number_unsigned() ? own["golden_seed"].get<uint64_t>() : 0;
  if (auto r = take_golden(s, file, m); !r) return r.error();
  if (auto r = prove(*format, file, reading, m); !r) return r.error();
  return m;
}

}  // namespace partials
