// SPDX-License-Identifier: MIT
// Model files and their presets as CLAP presets: a host finds them in their folders and shows them in its
// own browser, for both plug-ins. A host may request hundreds of files at once, so only the header of a
// model is read.
#include <cstring>
#include <filesystem>

#include "clap_presets.h"
#include "extensions.h"
#include "host/session.h"
#include "model/model_header.h"

namespace partials::clap {
namespace {

const clap_preset_discovery_provider_descriptor_t kDescriptor = {CLAP_VERSION_INIT, "org.partials.models",
                                                                 "Partials models", "Partials"};

struct Provider {
  clap_preset_discovery_provider_t table;
  const clap_preset_discovery_indexer_t* indexer;
};

bool declare_folders(const clap_preset_discovery_indexer_t& to, const std::vector<std::string>& folders,
                     const char* name) {
  for (const std::string& folder : folders) {
    std::error_code none;
    if (!std::filesystem::is_directory(folder, none)) continue;
    const clap_preset_discovery_location_t location = {CLAP_PRESET_DISCOVERY_IS_USER_CONTENT, name,
                                                       CLAP_PRESET_DISCOVERY_LOCATION_FILE, folder.c_str()};
    if (!to.declare_location(&to, &location)) return false;
  }
  return true;
}

bool declare(const clap_preset_discovery_indexer_t& to) {
  const clap_preset_discovery_filetype_t model = {"Partials model", "A trained model of a sound", "partials"};
  const clap_preset_discovery_filetype_t preset = {"Partials preset", "Saved settings of a model",
                                                   kPresetEnding + 1};
  return to.declare_filetype(&to, &model) && to.declare_filetype(&to, &preset) &&
         declare_folders(to, model_folders(), "Partials models") &&
         declare_folders(to, preset_folders(), "Partials presets");
}

// The title as a window shows it: "Violin" or "Violin – Soft evening"; the file's name if it cannot be
// read.
std::string name_of(const std::filesystem::path& file) {
  if (is_preset_path(file.string())) {
    const auto preset = read_preset(file.string());
    return preset ? preset.value().model.name + " – " + preset.value().name : file.stem().string();
  }
  const auto header = read_model_header(file.string());
  return header && !header.value().card.name.empty() ? header.value().card.name : file.stem().string();
}

bool describe(uint32_t kind, const char* path, const clap_preset_discovery_metadata_receiver_t& to) {
  const std::filesystem::path file(path ? path : "");
  if (kind != CLAP_PRESET_DISCOVERY_LOCATION_FILE ||
      (file.extension() != ".partials" && !is_preset_path(file.string())))
    return false;
  if (!to.begin_preset(&to, name_of(file).c_str(), nullptr)) return true;
  for (const char* id : {"org.partials.instrument", "org.partials.effect"}) {
    const clap_universal_plugin_id_t plugin = {"clap", id};
    to.add_plugin_id(&to, &plugin);
  }
  return true;
}

const clap_preset_discovery_provider_t* create(const clap_preset_discovery_factory_t*,
                                               const clap_preset_discovery_indexer_t* indexer,
                                               const char* id) {
  if (!indexer || std::strcmp(id, kDescriptor.id) != 0) return nullptr;
  return guarded<const clap_preset_discovery_provider_t*>(nullptr, [&] {
    auto* p = new Provider{
        {&kDescriptor, nullptr,
         [](const clap_preset_discovery_provider* me) {
           return guarded(false,
                          [&] { return declare(*static_cast<Provider*>(me->provider_data)->indexer); });
         },
         [](const clap_preset_discovery_provider* me) { delete static_cast<Provider*>(me->provider_data); },
         [](const clap_preset_discovery_provider*, uint32_t kind, const char* path,
            const clap_preset_discovery_metadata_receiver_t* to) {
           return guarded(false, [&] { return describe(kind, path, *to); });
         },
         [](const clap_preset_discovery_provider*, const char*) -> const void* { return nullptr; }},
        indexer};
    p->table.provider_data = p;
    return &p->table;
  });
}

const clap_preset_discovery_factory_t kFactory = {
    [](const clap_preset_discovery_factory_t*) -> uint32_t { return 1; },
    [](const clap_preset_discovery_factory_t*, uint32_t i)
        -> const clap_preset_discovery_provider_descriptor_t* { return i == 0 ? &kDescriptor : nullptr; },
    create,
};

}  // namespace

const void* preset_factory(const char* id) noexcept {
  const bool mine = std::strcmp(id, CLAP_PRESET_DISCOVERY_FACTORY_ID) == 0 ||
                    std::strcmp(id, CLAP_PRESET_DISCOVERY_FACTORY_ID_COMPAT) == 0;
  return mine ? &kFactory : nullptr;
}

}  // namespace partials::clap
