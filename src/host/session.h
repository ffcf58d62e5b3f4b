// SPDX-License-Identifier: MIT
// What every host app shares around an engine: loading a model or preset file, saying why there is none, and
// the state that a project keeps. The state holds parameters, learned controllers and the model itself; where
// the model's card forbids passing it on, its hash and path instead, and then restoring looks for that very
// file. Another model is never put in its place.
//   [main-thread], or any one thread at a time that is not the audio thread.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "families/families.h"
#include "host/preset.h"

namespace partials {

struct PresetInUse {
  std::string name, path;
  PlayerSettings settings;  // as it was saved: what a player has changed since is found by comparing
};

class Session {
 public:
  explicit Session(PlayerKind kind) : engine_(kind, sound_maker()) {}

  Engine& engine() { return engine_; }
  const Engine& engine() const { return engine_; }

  // A model, or a preset (preset.h): its model is found by its hash, and is left alone where it plays
  // already. Where these fail, what sounded goes on sounding, and message() says why.
  Result<void> load_file(const std::string& path);
  Result<void> load_bytes(std::string bytes, const std::string& name, const std::string& path);
  // The sound of a fresh instance: loads where nothing has been asked for yet. After any load, unload or
  // restore, also one that failed, it does nothing, so that it never stands in for a project's own model.
  bool load_first(std::string_view bytes, const std::string& name);  // whether it was loaded
  // A model that is there without a file, for presets of it; the bytes stay where they are.
  void set_built_in(std::string_view bytes, const std::string& name) {
    built_in_ = bytes;
    built_in_name_ = name;
  }
  void unload();

  std::string save() const;
  // All or nothing for parameters; a model that cannot be found leaves silence and a message().
  Result<void> restore(std::string_view state);

  // What a program change or the parameters next and previous model have asked for since the last call: a
  // path to load, or a sentence why there is none; both empty: nothing. Programs count the model files by
  // name.
  struct Wish {
    std::string path, trouble;
  };
  Wish take_wish();

  const ModelReference& model() const { return model_; }
  // The preset that was loaded last for this model; null: none.
  const std::shared_ptr<const PresetInUse>& preset() const { return preset_; }
  const std::string& message() const { return message_; }  // one sentence for the window; empty: all is well

 private:
  Result<void> remember(Result<void> r);
  Result<void> load_model(std::string bytes, const std::string& name, const std::string& path);
  Result<void> load_preset(std::string_view text, const std::string& name, const std::string& path);
  Result<void> bring_model(const Preset& preset);
  Result<void> restore_model(const ModelReference& wanted, std::string_view embedded);

  Engine engine_;
  ModelReference model_;
  std::shared_ptr<const PresetInUse> preset_;
  std::string bytes_;  // of the model file, kept for the project where its card allows it
  std::string message_, built_in_name_;
  std::string_view built_in_;
  bool fresh_ = true;  // nothing has been asked for yet
};

// Folders in which models are looked for: PARTIALS_MODEL_PATH, then XDG data folders' partials/models, then
// share/partials/models of the installation that this code is part of, wherever that was unpacked. Absolute,
// in order, each once.
std::vector<std::string> model_folders();
// The factory set of the repository that this program was built from, where it stands in its build tree; ""
// elsewhere.
std::string factory_of_build_tree();
// Every *.partials file in a folder and three levels below, by name; in all model folders.
std::vector<std::string> model_files_in(const std::string& folder);
std::vector<std::string> model_files();
// The file so many steps after (before: negative) `path` in that order, round and round; the first, or for a
// step back the last, where `path` is not among them; "" where there are none.
std::string model_beside(const std::string& path, int steps);
// The file with these bytes, first at `path`, then in the folders; "" where there is none.
std::string find_model(const std::string& sha256, const std::string& path);
// The file of the model that a preset is for; else the sentence that says which one is missing.
Result<std::string> model_of_preset(const Preset& preset);

}  // namespace partials
