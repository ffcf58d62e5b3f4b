// SPDX-License-Identifier: MIT
// State: "PARTIALS" and a version byte, the length of a JSON text (4 bytes, little-endian), the text, and the bytes of the model
// file, if any. Parameters stand by id, so that they survive whatever is added to the table.
#include "engine/session.h"

#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/sha256.h"
#include "graph/model_file.h"

namespace partials {
namespace {

using nlohmann::json;
constexpr char kMagic[] = "PARTIALS\x01";
constexpr size_t kHead = 9 + 4;
constexpr uint64_t kMostModelBytes = 256u << 20;

Error damaged(const std::string& what) {
  return Error{"The saved state of Partials is damaged (" + what + "), so nothing was changed; load a preset or a model instead."};
}

bool read_values(const json& j, Values& values) {
  if (!j.is_object()) return false;
  for (auto& [id, value] : j.items()) {
    if (!value.is_number()) return false;
    if (const int index = parameter_index(id); index >= 0) values[static_cast<size_t>(index)] = clamped(index, value.get<float>());
  }
  return true;
}

bool read_learned(const json& j, std::array<int, 128>& learned) {
  if (!j.is_object()) return false;
  for (auto& [id, controller] : j.items()) {
    if (!controller.is_number_integer() || controller < 0 || controller > 127) return false;
    learned[controller.get<size_t>()] = parameter_index(id);
  }
  return true;
}

// Gains by hand, without the resting ones at the end.
json gains_text(const Shape& shape, Part part) {
  json list = json::array();
  for (int i = 0; i < kMostShaped; ++i) list.push_back(shape.db(part, i));
  while (!list.empty() && list.back() == 0.f) list.erase(list.size() - 1);
  return list;
}

bool read_gains(const json& j, const char* key, std::array<float, kMostShaped>& db) {
  if (!j.contains(key)) return true;
  if (!j[key].is_array() || j[key].size() > db.size()) return false;
  for (size_t i = 0; i < j[key].size(); ++i) {
    if (!j[key][i].is_number()) return false;
    db[i] = j[key][i].get<float>();
  }
  return true;
}

std::string text_at(const json& j, const char* key) { return j.contains(key) && j[key].is_string() ? j[key].get<std::string>() : std::string(); }

}  // namespace

Result<void> Session::remember(Result<void> r) {
  message_ = r ? "" : r.error().text;
  return r;
}

Result<void> Session::load_file(const std::string& path) {
  fresh_ = false;
  auto bytes = read_file(path, kMostModelBytes);
  if (!bytes) return remember(bytes.error());
  std::error_code failed;
  const auto full = std::filesystem::absolute(path, failed);
  return load_bytes(std::move(bytes).value(), std::filesystem::path(path).filename().string(), failed ? path : full.string());
}

Result<void> Session::load_bytes(std::string bytes, const std::string& name, const std::string& path) {
  fresh_ = false;
  auto model = model_from_bytes(bytes, name);
  if (!model) return remember(model.error());
  auto shared = std::make_shared<const Model>(std::move(model).value());
  const bool keep = shared->card.redistribute;
  ModelReference reference{shared->card.name.empty() ? name : shared->card.name, path, sha256_hex(bytes)};
  if (auto loaded = engine_.load(std::move(shared)); !loaded) return remember(loaded);
  if (reference.name != model_.name) engine_.shape().rest();  // it was for another sound; a newer training of this one keeps it
  model_ = std::move(reference);
  bytes_ = keep ? std::move(bytes) : std::string();
  return remember({});
}

bool Session::load_first(std::string_view bytes, const std::string& name) {
  return fresh_ && load_bytes(std::string(bytes), name, "").ok();
}

Session::Wish Session::take_wish() {
  if (!engine_.wants_model()) return {};
  const int program = engine_.take_program(), steps = engine_.take_steps();
  if (program < 0) return {model_beside(model_.path, steps), ""};
  const auto files = model_files();
  if (static_cast<size_t>(program) < files.size()) return {files[static_cast<size_t>(program)], ""};
  return {"", "Program " + std::to_string(program + 1) + " was asked for, but there are " + std::to_string(files.size()) +
                  " models in the model folders; put more there, or choose a lower one."};
}

void Session::unload() {
  fresh_ = false;
  engine_.unload();
  model_ = {}, bytes_.clear(), message_.clear();
}

std::string Session::save() const {
  json values = json::object(), learned = json::object();
  for (int i = 0; i < kParameterCount; ++i) values[kParameters[static_cast<size_t>(i)].id] = engine_.value(i);
  for (int c = 0; c < 128; ++c)
    if (const int index = engine_.learned(c); index >= 0 && index < kParameterCount) learned[kParameters[static_cast<size_t>(index)].id] = c;
  const json shape = {{"partials", gains_text(engine_.shape(), Part::partials)}, {"noise", gains_text(engine_.shape(), Part::noise)}};
  const json j = {{"parameters", values},
                  {"shape", shape},
                  {"learned", learned},
                  {"model", {{"name", model_.name}, {"path", model_.path}, {"sha256", model_.sha256}}}};
  const std::string text = j.dump(-1, ' ', false, json::error_handler_t::replace);
  std::string out(kMagic, 9);
  for (int i = 0; i < 4; ++i) out += static_cast<char>(text.size() >> (8 * i));
  return out + text + bytes_;
}

Result<void> Session::restore(std::string_view state) {
  fresh_ = false;
  if (state.size() < kHead || std::memcmp(state.data(), kMagic, 9) != 0) return remember(damaged("it does not begin as one"));
  size_t length = 0;
  for (size_t i = 0; i < 4; ++i) length |= static_cast<size_t>(static_cast<unsigned char>(state[9 + i])) << (8 * i);
  if (length > state.size() - kHead) return remember(damaged("it is cut short"));
  const json j = json::parse(state.substr(kHead, length), nullptr, false);
  if (!j.is_object() || !j.contains("parameters")) return remember(damaged("its text cannot be read"));
  Values values = initial_values();
  std::array<int, 128> learned;
  learned.fill(-1);
  if (!read_values(j["parameters"], values) || (j.contains("learned") && !read_learned(j["learned"], learned)))
    return remember(damaged("a parameter has no number"));
  std::array<float, kMostShaped> partials_db{}, noise_db{};
  const json shape = j.value("shape", json::object());
  if (!shape.is_object() || !read_gains(shape, "partials", partials_db) || !read_gains(shape, "noise", noise_db))
    return remember(damaged("a gain of a partial or noise band has no number"));
  for (int i = 0; i < kParameterCount; ++i) engine_.set_value(i, values[static_cast<size_t>(i)]);
  for (int c = 0; c < 128; ++c) engine_.set_learned(c, learned[static_cast<size_t>(c)]);
  const json m = j.value("model", json::object());
  const auto restored = restore_model({text_at(m, "name"), text_at(m, "path"), text_at(m, "sha256")}, state.substr(kHead + length));
  for (int i = 0; i < kMostShaped; ++i) {
    engine_.shape().set_db(Part::partials, i, partials_db[static_cast<size_t>(i)]);
    engine_.shape().set_db(Part::noise, i, noise_db[static_cast<size_t>(i)]);
  }
  return restored;
}

Result<void> Session::restore_model(const ModelReference& wanted, std::string_view embedded) {
  if (wanted.sha256.empty()) return unload(), remember({});
  if (!embedded.empty() && sha256_hex(embedded) == wanted.sha256)
    if (load_bytes(std::string(embedded), wanted.name, wanted.path)) return {};
  if (const std::string path = find_model(wanted.sha256, wanted.path); !path.empty()) return load_file(path);
  unload();
  model_ = wanted;  // so that saving the project again loses nothing
  return remember(Error{"The model '" + wanted.name + "' of this project is not on this machine (looked for " +
                        (wanted.path.empty() ? "its contents" : wanted.path) +
                        " and in the model folders), so it stays silent; put the file there or load another model."});
}

}  // namespace partials
