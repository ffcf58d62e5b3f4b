// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "commands.h"
#include "families/model_loading.h"
#include "support/tiny_model.h"

namespace partials::hosting {

Result<std::unique_ptr<ModelOnDisk>> ModelOnDisk::find(const std::string& name) {
  auto found = std::make_unique<ModelOnDisk>();
  found->path_ = name;
  if (name.ends_with(".partials")) return found;
  if (!graph_template(name))
    return Error{
        "'" + name +
        "' is neither a .partials file nor a preset; presets are small, standard, struck and reference."};
  Model model = test::tiny_model(1, name);
  if (auto made = make_instrument_golden(model, std::vector<float>(50, 440.f), std::vector<float>(50, -20.f));
      !made)
    return made.error();
  found->path_ =
      (std::filesystem::temp_directory_path() / ("partials_host_" + std::to_string(getpid()) + ".partials"))
          .string();
  if (auto saved = save_model(model, found->path_); !saved) return saved.error();
  found->made_ = true;
  return found;
}

ModelOnDisk::~ModelOnDisk() {
  if (made_) std::remove(path_.c_str());
}

Result<std::unique_ptr<Hosted>> ready(const std::string& plugin, PlayerKind kind,
                                      const std::string& model_path, double rate_hz, int max_block) {
  auto opened = open_plugin(plugin, kind);
  if (!opened) return opened.error();
  auto p = std::move(opened).value();
  if (auto loaded = p->load_model(model_path); !loaded) return loaded.error();
  if (auto active = p->activate(rate_hz, max_block); !active) return active.error();
  return p;
}

}  // namespace partials::hosting
