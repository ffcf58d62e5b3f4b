// SPDX-License-Identifier: MIT
// Shared by all host apps: loading a model or preset file, error messages, and the state that a project
// saves. The state holds parameters, learned controllers and the model itself; if the model's card forbids
// redistribution, it holds its hash and path instead, and restoring looks for exactly that file. It is never
// replaced by another model.
//   [main-thread], or any one thread at a time that is not the audio thread.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "families/families.h"
#include "host/played_counts.h"
#include "host/preset.h"

namespace partials {

struct PresetInUse {
  std::string name, path;
  PlayerSettings settings;  // as saved: later changes are found by comparison
};

class Session {
 public:
  explicit Session(PlayerKind kind) : engine_(kind, sound_maker()) {}

  Engine& engine() { return engine_; }
  const Engine& engine() const { return engine_; }

  // A model, or a preset (preset.h), whose model is found by its hash and not reloaded if it is already
  // playing. If these fail, the previous sound continues, and message() says why.
  Result<void> load_file(const std::string& path);
  Result<void> load_bytes(std::string bytes, const std::string& name, const std::string& path);
  // The initial sound of a new instance: loads only if nothing has been requested yet. After any load, unload
  // or restore, even a failed one, it does nothing, so that it never replaces a project's own model.
  bool load_first(std::string_view bytes, const std::string& name);  // whether it was loaded
  // A model in memory without a file, for its presets; the bytes are not copied.
  void set_built_in(std::string_view bytes, const std::string& name) {
    built_in_ = bytes;
    built_in_name_ = name;
  }
  void unload();

  std::string save() const;
  // Restores all parameters or none; a missing model leads to silence and a message().
  Result<void> restore(std::string_view state);

  // The model requested by a program change or by the parameters next and previous model since the last call:
  // a path to load, or an error; both empty: no request. Programs number the model files by name, or the
  // list that was set.
  struct Wish {
    std::string path, trouble;
  };
  Wish take_wish();
  // Models and presets that program changes and steps choose from, instead of the model folders.
  void set_programs(std::vector<std::string> paths) { programs_ = std::move(paths); }

  // Counting of notes outside the trained range (host/played_counts.h), off at first; and what was counted
  // since the last call, with that of models played before.
  void count_played(bool on);
  struct Counted {
    ModelReference model;
    NoteTally tally;
  };
  std::vector<Counted> take_counts();

  const ModelReference& model() const { return model_; }
  // The preset that was loaded last for this model; null: none.
  const std::shared_ptr<const PresetInUse>& preset() const { return preset_; }
  const std::string& message() const { return message_; }  // one sentence for the window; empty: no error

 private:
  Result<void> remember(Result<void> r);
  Result<void> load_model(std::string bytes, const std::string& name, const std::string& path);
  Result<void> load_preset(std::string_view text, const std::string& name, const std::string& path);
  Result<void> bring_model(const Preset& preset);
  Result<void> restore_model(const ModelReference& wanted, std::string_view embedded);

  struct Counter {
    ModelReference model;
    std::shared_ptr<NoteCounter> counter;
  };

  std::vector<Counter> counters_;  // the last one is that of the current model
  bool counting_ = false;
  Engine engine_;
  ModelReference model_;
  std::shared_ptr<const PresetInUse> preset_;
  std::string bytes_;  // of the model file, saved in the project if its card allows it
  std::string message_, built_in_name_;
  std::string_view built_in_;
  std::vector<std::string> programs_;  // empty: the model files
  bool fresh_ = true;                  // nothing has been requested yet
};

// Folders that are searched for models: PARTIALS_MODEL_PATH, then partials/models in the XDG data folders,
// then share/partials/models of the installation that contains this code, wherever that was unpacked.
// Absolute, in order, each once.
std::vector<std::string> model_folders();
// The factory set of the repository that this program was built from, if it runs in its build tree; ""
// otherwise.
std::string factory_of_build_tree();
// Every *.partials file in a folder and three levels below, by name; in all model folders.
std::vector<std::string> model_files_in(const std::string& folder);
std::vector<std::string> model_files();
// The file this many steps after (before: negative) `path` in that order, wrapping around; the first, or for
// a step back the last, if `path` is not among them; "" if there are none.
std::string model_beside(const std::string& path, int steps);
std::string path_beside(const std::vector<std::string>& paths, const std::string& path, int steps);
// The file with these bytes, searched first at `path`, then in the folders; "" if there is none.
std::string find_model(const std::string& sha256, const std::string& path);
// The file of a preset's model; otherwise an error that names the missing model.
Result<std::string> model_of_preset(const Preset& preset);

}  // namespace partials
