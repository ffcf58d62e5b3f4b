// SPDX-License-Identifier: MIT
// State: "PARTIALS" and a version byte, the length of a JSON text (4 bytes, little-endian), the text, and the
// bytes of the model file, if any. Parameters are stored by id, so that they survive additions to the table.
#include "host/session.h"

#include <cstring>
#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "families/model_loading.h"
#include "host/settings_json.h"
#include "system/file.h"
#include "system/paths.h"

namespace partials {
namespace {

using nlohmann::json;
constexpr char kMagic[] = "PARTIALS\x01";
constexpr size_t kHead = 9 + 4;

Error damaged(const std::string& what) {
  return Error{"The saved state of Partials is damaged (" + what +
                   "), so nothing was changed; load a preset or a model instead.",
               ErrorCode::damaged};
}

json json_from_preset(const PresetInUse& preset) {
  json j = json_from_settings(preset.settings);
  j["name"] = preset.name;
  j["path"] = preset.path;
  return j;
}

// Null if the project was saved without one.
std::shared_ptr<const PresetInUse> preset_from(const json& j) {
  auto preset = std::make_shared<PresetInUse>();
  if (!j.is_object() || !read_settings(j, preset->settings).empty()) return nullptr;
  preset->name = text_at(j, "name");
  preset->path = text_at(j, "path");
  return preset->name.empty() ? nullptr : preset;
}

void apply_to_controls(Engine& engine, const PlayerSettings& s) {
  for (int i = 0; i < kParameterCount; ++i) engine.set_value(i, s.values[static_cast<size_t>(i)]);
  for (int c = 0; c < 128; ++c) engine.set_learned(c, s.learned[static_cast<size_t>(c)]);
}

}  // namespace

Result<void> Session::remember(Result<void> r) {
  message_ = r ? "" : r.error().text;
  return r;
}

Result<void> Session::load_file(const std::string& path) {
  fresh_ = false;
  auto bytes = read_file(path, kMaxHostedModelBytes);
  if (!bytes) return remember(bytes.error());
  return load_bytes(std::move(bytes).value(), file_name(path), full_path(path));
}

Result<void> Session::load_bytes(std::string bytes, const std::string& name, const std::string& path) {
  fresh_ = false;
  return is_preset_text(bytes) ? load_preset(bytes, name, path) : load_model(std::move(bytes), name, path);
}

Result<void> Session::load_model(std::string bytes, const std::string& name, const std::string& path) {
  auto model = model_from_bytes(bytes, name);
  if (!model) return remember(model.error());
  auto shared = std::make_shared<const Model>(std::move(model).value());
  const bool keep = shared->card.redistribute;
  ModelReference reference{shared->card.name.empty() ? name : shared->card.name, path, sha256_hex(bytes)};
  auto counter = std::make_shared<NoteCounter>();
  counter->count(counting_);
  if (auto loaded = engine_.load(std::move(shared), counter); !loaded) return remember(loaded);
  if (!counting_) counters_.clear();  // nobody takes their counts
  counters_.push_back({reference, std::move(counter)});
  // it was for another sound; a newer training of this one keeps it
  if (reference.name != model_.name) engine_.spectral_edit().rest();
  model_ = std::move(reference);
  preset_.reset();
  bytes_ = keep ? std::move(bytes) : std::string();
  return remember({});
}

Result<void> Session::load_preset(std::string_view text, const std::string& name, const std::string& path) {
  if (text.size() > kMaxPresetBytes)
    return remember(Error{"'" + name + "' has " + std::to_string(text.size()) + " bytes, more than the " +
                          std::to_string(kMaxPresetBytes) + " of a preset; name a preset or a model."});
  const auto preset = preset_from_text(text, name);
  if (!preset) return remember(preset.error());
  const Preset& p = preset.value();
  if (auto there = bring_model(p); !there) return remember(there);
  apply_preset(engine_, p.settings);
  preset_ = std::make_shared<const PresetInUse>(PresetInUse{p.name, path, p.settings});
  return remember({});
}

// The model of a preset, unless it is already loaded.
Result<void> Session::bring_model(const Preset& preset) {
  const ModelReference& wanted = preset.model;
  if (engine_.model() && model_.sha256 == wanted.sha256) return {};
  const auto path = model_of_preset(preset);
  if (!path && !built_in_.empty() && sha256_hex(built_in_) == wanted.sha256)
    return load_model(std::string(built_in_), built_in_name_, "");
  if (!path) return path.error();
  auto bytes = read_file(path.value(), kMaxHostedModelBytes);
  if (!bytes) return bytes.error();
  return load_model(std::move(bytes).value(), file_name(path.value()), full_path(path.value()));
}

bool Session::load_first(std::string_view bytes, const std::string& name) {
  return fresh_ && load_bytes(std::string(bytes), name, "").ok();
}

void Session::count_played(bool on) {
  if (std::exchange(counting_, on) == on) return;
  NoteTally old;
  for (const Counter& c : counters_) {
    if (on) (void)c.counter->take(old);  // what was not taken when counting ended is forgotten
    c.counter->count(on);
  }
}

std::vector<Session::Counted> Session::take_counts() {
  std::vector<Counted> out;
  for (auto it = counters_.begin(); it != counters_.end();) {
    const bool over = it + 1 != counters_.end() && it->counter.use_count() == 1;  // its sounds are freed
    Counted c{it->model, {}};
    if (it->counter->take(c.tally) && counting_) out.push_back(std::move(c));
    it = over ? counters_.erase(it) : it + 1;
  }
  return out;
}

Session::Wish Session::take_wish() {
  if (!engine_.wants_model()) return {};
  const int program = engine_.take_program(), steps = engine_.take_steps();
  const bool listed = !programs_.empty();
  if (program < 0)
    return {listed ? path_beside(programs_, preset_ ? preset_->path : model_.path, steps)
                   : model_beside(model_.path, steps),
            ""};
  const auto files = listed ? programs_ : model_files();
  if (static_cast<size_t>(program) < files.size()) return {files[static_cast<size_t>(program)], ""};
  const char* const there = listed ? " models on the list; choose a lower one."
                                   : " models in the model folders; put more there, or choose a lower one.";
  return {"", "Program " + std::to_string(program + 1) + " does not exist, because there are only " +
                  std::to_string(files.size()) + there};
}

void Session::unload() {
  fresh_ = false;
  engine_.unload();
  model_ = {};
  preset_.reset();
  bytes_.clear();
  message_.clear();
}

std::string Session::save() const {
  json j = json_from_settings(settings_of(engine_));
  j["model"] = {{"name", model_.name}, {"path", model_.path}, {"sha256", model_.sha256}};
  if (preset_) j["preset"] = json_from_preset(*preset_);
  const std::string text = j.dump(-1, ' ', false, json::error_handler_t::replace);
  std::string out(kMagic, 9);
  for (int i = 0; i < 4; ++i) out += static_cast<char>(text.size() >> (8 * i));
  return out + text + bytes_;
}

Result<void> Session::restore(std::string_view state) {
  fresh_ = false;
  if (state.size() < kHead || std::memcmp(state.data(), kMagic, 9) != 0)
    return remember(damaged("it has no valid header"));
  size_t length = 0;
  for (size_t i = 0; i < 4; ++i)
    length |= static_cast<size_t>(static_cast<unsigned char>(state[9 + i])) << (8 * i);
  if (length > state.size() - kHead) return remember(damaged("it is cut off"));
  const json j = json::parse(state.substr(kHead, length), nullptr, false);
  if (!j.is_object() || !j.contains("parameters")) return remember(damaged("its text cannot be read"));
  PlayerSettings settings;
  if (const std::string wrong = read_settings(j, settings); !wrong.empty()) return remember(damaged(wrong));
  apply_to_controls(engine_, settings);
  const json m = j.value("model", json::object());
  const ModelReference wanted =
      m.is_object() ? ModelReference{text_at(m, "name"), text_at(m, "path"), text_at(m, "sha256")}
                    : ModelReference{};
  const auto restored = restore_model(wanted, state.substr(kHead + length));
  apply_spectral_edit(
      engine_.spectral_edit(),
      settings);  // after the model, because loading one discards the spectral edit of another
  preset_ = preset_from(j.value("preset", json()));
  return restored;
}

Result<void> Session::restore_model(const ModelReference& wanted, std::string_view embedded) {
  if (wanted.sha256.empty()) {
    unload();
    return remember({});
  }
  if (!embedded.empty() && sha256_hex(embedded) == wanted.sha256)
    if (load_model(std::string(embedded), wanted.name, wanted.path)) return {};
  if (const std::string path = find_model(wanted.sha256, wanted.path); !path.empty()) return load_file(path);
  unload();
  model_ = wanted;  // so that saving the project again loses nothing
  return remember(
      Error{"The model '" + wanted.name + "' of this project is not on this machine (looked for " +
                (wanted.path.empty() ? "its contents" : wanted.path) +
                " and in the model folders), so it stays silent; put the file there or load another model.",
            ErrorCode::missing});
}

}  // namespace partials
