// SPDX-License-Identifier: MIT
// The entry point of partials.clap: the instrument and the effect.
#include "entry.h"

#include <cstring>
#include <iterator>

#include "base/version.h"
#include "extensions.h"
#include "instance.h"
#include "plugin-factory.h"

namespace partials::clap {
namespace {

const char* kInstrumentFeatures[] = {CLAP_PLUGIN_FEATURE_INSTRUMENT, CLAP_PLUGIN_FEATURE_SYNTHESIZER,
                                     CLAP_PLUGIN_FEATURE_STEREO, nullptr};
const char* kEffectFeatures[] = {CLAP_PLUGIN_FEATURE_AUDIO_EFFECT, CLAP_PLUGIN_FEATURE_STEREO, nullptr};

struct Kind {
  clap_plugin_descriptor_t descriptor;
  PlayerKind kind;
};
Kind kind(const char* id, const char* name, const char* description, const char** features, PlayerKind k) {
  return {{CLAP_VERSION_INIT, id, name, "Partials", "", "", "", library_version(), description, features}, k};
}
const Kind kKinds[] = {
    kind("org.partials.instrument", "Partials Instrument", "Plays a trained model from notes",
         kInstrumentFeatures, PlayerKind::instrument),
    kind("org.partials.effect", "Partials Effect",
         "Plays a trained model from the pitch and loudness of the input", kEffectFeatures,
         PlayerKind::effect),
};

const clap_plugin_t* create(const clap_plugin_factory_t*, const clap_host_t* host, const char* id) {
  if (!host || !clap_version_is_compatible(host->clap_version)) return nullptr;
  for (const Kind& k : kKinds)
    if (std::strcmp(id, k.descriptor.id) == 0)
      return guarded<const clap_plugin_t*>(
          nullptr, [&] { return (new Instance(host, &k.descriptor, k.kind))->plugin(); });
  return nullptr;
}

const clap_plugin_factory_t kFactory = {
    [](const clap_plugin_factory_t*) -> uint32_t { return std::size(kKinds); },
    [](const clap_plugin_factory_t*, uint32_t i) -> const clap_plugin_descriptor_t* {
      return i < std::size(kKinds) ? &kKinds[i].descriptor : nullptr;
    },
    create,
};

}  // namespace

Instance::Instance(const clap_host_t* host, const clap_plugin_descriptor_t* descriptor, PlayerKind kind)
    : host_(host), player_(kind, [this] { host_.callback(); }) {
  plugin_ = {
      descriptor,
      this,
      [](const clap_plugin_t* p) { return guarded(false, [&] { return of(p).init(); }); },
      [](const clap_plugin_t* p) { delete &of(p); },
      [](const clap_plugin_t* p, double rate, uint32_t, uint32_t most) {
        return guarded(false, [&] { return of(p).activate(rate, static_cast<int>(most)); });
      },
      [](const clap_plugin_t* p) {
        guarded(false, [&] {
          of(p).deactivate();
          return true;
        });
      },
      [](const clap_plugin_t*) { return true; },
      [](const clap_plugin_t*) {},
      [](const clap_plugin_t* p) { of(p).reset(); },
      [](const clap_plugin_t* p, const clap_process_t* process) { return of(p).process(*process); },
      [](const clap_plugin_t* p, const char* id) { return extension(p, id); },
      [](const clap_plugin_t* p) {
        guarded(false, [&] {
          of(p).on_main_thread();
          return true;
        });
      },
  };
}

}  // namespace partials::clap

extern "C" const clap_plugin_entry_t clap_entry = {
    CLAP_VERSION_INIT,
    [](const char*) { return true; },
    [] {},
    [](const char* id) -> const void* {
      return std::strcmp(id, CLAP_PLUGIN_FACTORY_ID) == 0 ? &partials::clap::kFactory
                                                          : partials::clap::preset_factory(id);
    },
};
