// SPDX-License-Identifier: MIT
#include "graph/model_file.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "base/denormals.h"
#include "base/file.h"
#include "base/sha256.h"
#include "graph/checksum.h"
#include "graph/graph_json.h"
#include "graph/metadata.h"
#include "graph/model_check.h"
#include "graph/model_header.h"
#include "graph/plan.h"
#include "graph/safetensors.h"
#include "graph/strike_inputs.h"

namespace partials {

using nlohmann::json;
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(AnalyserSettings, min_hz, max_hz, pitch_hop_s, loudness_window_s)

// Each field of a note with its name: take(name, value).
template <class Note, class Take>
static void each_field(Note& n, Take take) {
  take("pitch_midi", n.pitch_midi), take("sustain_db", n.sustain_db), take("attack_db", n.attack_db), take("attack_cents", n.attack_cents);
  take("drift_db_per_s", n.drift_db_per_s), take("wander_db", n.wander_db), take("wander_s", n.wander_s), take("wander_cents", n.wander_cents);
  take("wander_cents_s", n.wander_cents_s), take("vibrato_hz", n.vibrato_hz), take("vibrato_cents", n.vibrato_cents);
  take("vibrato_db", n.vibrato_db), take("vibrato_onset_s", n.vibrato_onset_s), take("release_db", n.release_db);
}
static void to_json(json& j, const NoteShape& n) {
  each_field(n, [&](const char* name, const auto& value) { j[name] = value; });
  if (!n.decay_db.empty()) j["decay_db"] = n.decay_db;  // struck notes only, as files from before it
}
static void from_json(const json& j, NoteShape& n) {
  each_field(n, [&](const char* name, auto& value) { j.at(name).get_to(value); });
  if (j.contains("decay_db")) j["decay_db"].get_to(n.decay_db);
}
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(NoteBook, notes, legato_s)

namespace {

constexpr int kOldestReader = 1;  // which plays format 2 as well, but does not look at its checksum
constexpr double kGoldenLimitDb = -60;  // instruction sets and compilers differ by far less

// Plays controls through a plan of width 1, frame by frame, as the engine does.
Result<std::vector<float>> play(const Model& m, const Golden& g) {
  auto plan = Plan<float>::compile(m.graph, {.rate_hz = g.rate_hz, .width = 1, .max_samples = 4096});
  if (!plan) return plan.error();
  Plan<float>& p = plan.value();
  float *f0 = p.input("f0_hz"), *loudness = p.input("loudness_db");
  const float* audio = p.output("audio");
  if (!f0 || !loudness || !audio) return Error{"The graph has not the inputs f0_hz and loudness_db and the output audio."};
  const FlushDenormals guard;
  p.set_weights(m.weights.data(), p.pack(m.weights.data()));
  p.set_lane_seeds(&g.seed);
  StrikeInputs strokes;
  strokes.prepare(p);
  std::vector<float> out;
  for (size_t n = 0; n < g.f0_hz.size(); ++n) {
    *f0 = g.f0_hz[n], *loudness = g.loudness_db[n];
    strokes.next(g.loudness_db[n]);
    const Call call = next_call(p.clock(), p.clock().start(static_cast<int64_t>(n)), p.clock().length(static_cast<int64_t>(n)));
    p.run(call);
    out.insert(out.end(), audio, audio + call.samples);
  }
  return out;
}

std::string hash_of(const std::vector<float>& weights) {
  return sha256_hex(std::string(reinterpret_cast<const char*>(weights.data()), weights.size() * sizeof(float)));
}

Result<void> take_weights(const Safetensors& s, const std::string& file, Model& m) {
  m.weights.assign(m.table.size, 0.f);
  size_t taken = 0;
  for (const WeightEntry& e : m.table.entries) {
    const auto it = s.tensors.find(e.name);
    if (it == s.tensors.end())
      return Error{"The model '" + file + "' lacks the weights '" + e.name + "' that its graph needs; get it again from where it came."};
    if (it->second.shape != std::vector<int>{e.rows, e.cols})
      return Error{"The model '" + file + "' has weights '" + e.name + "' of the wrong shape, expected " + std::to_string(e.rows) + " x " +
                   std::to_string(e.cols) + "; get it again from where it came."};
    std::copy(it->second.values.begin(), it->second.values.end(), m.weights.begin() + static_cast<int64_t>(e.offset));
    ++taken;
  }
  for (auto& [name, t] : s.tensors)
    if (name.rfind("golden.", 0) != 0 && !m.table.find(name))
      return Error{"The model '" + file + "' has weights '" + name + "' that its graph does not know; get it again from where it came."};
  return {};
}

// changed: the sound may be another than the golden example's; it becomes the golden example.
Result<void> prove(const Safetensors& s, const std::string& file, bool changed, Model& m) {
  auto take = [&](const char* name) {
    const auto it = s.tensors.find(name);
    return it == s.tensors.end() ? std::vector<float>() : it->second.values;
  };
  m.golden.f0_hz = take("golden.f0_hz"), m.golden.loudness_db = take("golden.loudness_db"), m.golden.audio = take("golden.audio");
  if (m.golden.f0_hz.size() != m.golden.loudness_db.size() || m.golden.f0_hz.size() > 100000 || m.golden.rate_hz < 8000 || m.golden.rate_hz > 384000)
    return Error{"The model '" + file + "' has a damaged golden example; get it again from where it came."};
  auto played = play(m, m.golden);
  if (!played) return Error{"The model '" + file + "' cannot be played: " + played.error().text};
  double signal = 1e-12, rest = 0;
  if (played.value().size() != m.golden.audio.size()) rest = 1;
  for (size_t i = 0; i < std::min(played.value().size(), m.golden.audio.size()); ++i) {
    const double d = played.value()[i] - m.golden.audio[i];
    signal += static_cast<double>(m.golden.audio[i]) * m.golden.audio[i];
    rest += d * d;
  }
  if (10 * std::log10(rest / signal + 1e-30) <= kGoldenLimitDb) return {};
  const auto& audio = played.value();
  if (!changed || !std::all_of(audio.begin(), audio.end(), [](float x) { return std::isfinite(x); }))
    return Error{"The model '" + file + "' does not sound here as where it was made, so it is not loaded; update Partials, or get the file again."};
  m.golden.audio = std::move(played).value();
  return {};
}

}  // namespace

Result<void> make_golden(Model& m, const std::vector<float>& f0_hz, const std::vector<float>& loudness_db) {
  m.golden = {static_cast<int>(m.graph.reference_rate_hz), 1, f0_hz, loudness_db, {}};
  auto audio = play(m, m.golden);
  if (!audio) return audio.error();
  m.golden.audio = std::move(audio).value();
  return {};
}

std::string bytes_from_model(const Model& m) {
  Safetensors s;
  for (const WeightEntry& e : m.table.entries) {
    const auto from = m.weights.begin() + static_cast<int64_t>(e.offset);
    s.tensors[e.name] = {{e.rows, e.cols}, {from, from + static_cast<int64_t>(e.size())}};
  }
  for (auto [name, v] : {std::pair{"golden.f0_hz", &m.golden.f0_hz}, {"golden.loudness_db", &m.golden.loudness_db}, {"golden.audio", &m.golden.audio}})
    s.tensors[name] = {{static_cast<int>(v->size())}, *v};
  s.metadata["partials"] = json{{"format", kModelFormat}, {"minimum_reader", kOldestReader}, {"required_features", json::array()}, {"weights_sha256", hash_of(m.weights)},
                                {"golden_rate_hz", m.golden.rate_hz}, {"golden_seed", m.golden.seed}}.dump();
  s.metadata["graph"] = json_from_graph(m.graph);
  s.metadata["analyser"] = json(m.analyser).dump();
  s.metadata["known_range"] = json(m.known).dump();
  s.metadata["notes"] = json(m.notes).dump();
  s.metadata["card"] = json_from_card(m.card);
  s.metadata[kChecksumKey] = std::string(kChecksumDigits, '0');
  std::string bytes = bytes_from_safetensors(s);
  renew_checksum(bytes);
  return bytes;
}

namespace {

Result<Model> read_model(const std::string& bytes, const std::string& file, bool changed) {
  const Checksum checksum = checksum_of(bytes);
  if (checksum == Checksum::differs && !changed) return changed_since_saved(file);
  auto parsed = safetensors_from_bytes(bytes, file);
  if (!parsed) return parsed.error();
  const Safetensors& s = parsed.value();
  if (auto r = check_version(s, file); !r) return r.error();
  const auto expected = has_checksum(s, file);
  if (!changed && (!expected || expected.value() != (checksum == Checksum::fits))) return changed_since_saved(file);
  const auto text = s.metadata.find("graph");
  auto graph = graph_from_json(text == s.metadata.end() ? "" : text->second, file);
  if (!graph) return graph.error();
  Model m;
  m.has_checksum = checksum == Checksum::fits;
  m.graph = std::move(graph).value();
  const auto plan = Plan<float>::compile(m.graph, {.rate_hz = static_cast<int>(m.graph.reference_rate_hz), .max_samples = 64});
  if (!plan) return Error{"The model '" + file + "' cannot be played: " + plan.error().text};
  m.table = plan.value().weights();
  if (auto r = take_weights(s, file, m); !r) return r.error();
  std::string error;
  const json own = json::parse(s.metadata.at("partials"), nullptr, false);
  if (!changed && own.value("weights_sha256", json()) != hash_of(m.weights))
    return Error{"The weights in '" + file + "' are not the ones it was saved with; get it again from where it came."};
  m.golden.rate_hz = own.value("golden_rate_hz", json()).is_number_integer() ? own["golden_rate_hz"].get<int>() : 0;
  m.golden.seed = own.value("golden_seed", json()).is_number_unsigned() ? own["golden_seed"].get<uint64_t>() : 0;
  m.analyser = read_metadata<AnalyserSettings>(s, "analyser", file, error);
  m.known = read_metadata<KnownRange>(s, "known_range", file, error);
  m.notes = read_metadata<NoteBook>(s, "notes", file, error);
  if (!error.empty()) return Error{error};
  if (auto r = check_numbers(m, file); !r) return r.error();
  const auto card_text = s.metadata.find("card");
  auto card = card_from_json(card_text == s.metadata.end() ? "" : card_text->second, file);
  if (!card) return card.error();
  m.card = std::move(card).value();
  if (auto r = prove(s, file, changed, m); !r) return r.error();
  return m;
}

}  // namespace

Result<Model> model_from_bytes(const std::string& bytes, const std::string& file) { return read_model(bytes, file, false); }
Result<Model> model_from_changed_bytes(const std::string& bytes, const std::string& file) { return read_model(bytes, file, true); }

Result<Model> load_model(const std::string& path) {
  auto bytes = read_file(path, size_t{1} << 30);
  if (!bytes) return bytes.error();
  return model_from_bytes(bytes.value(), path);
}

Result<void> save_model(const Model& model, const std::string& path) {
  const std::string bytes = bytes_from_model(model);
  if (const auto back = model_from_bytes(bytes, path); !back) return Error{"The model was not written, because nothing could load it: " + back.error().text};
  return atomic_write(path, bytes);
}

}  // namespace partials
