// SPDX-License-Identifier: MIT
// clap.params: the table of play/parameters.h. The macros of an instrument can be modulated note by note.
#include <cstdio>

#include "extensions.h"
#include "instance.h"
#include "shown.h"

namespace partials::clap {
namespace {

void copy(char* to, size_t size, const std::string& text) noexcept {
  std::snprintf(to, size, "%s", text.c_str());
}

clap_param_info_flags flags_of(const Instance& instance, int index) {
  const Parameter& p = kParameters[static_cast<size_t>(index)];
  clap_param_info_flags flags = 0;
  if (p.stepped) flags |= CLAP_PARAM_IS_STEPPED;
  if (index == kBypass) flags |= CLAP_PARAM_IS_BYPASS;
  // these two require a rebuild of the player
  if (index != kLowestNote && index != kQuality) flags |= CLAP_PARAM_IS_AUTOMATABLE;
  if (instance.unused(index)) flags |= CLAP_PARAM_IS_HIDDEN;
  if (is_macro(index)) flags |= CLAP_PARAM_IS_MODULATABLE;
  if (is_macro(index) && instance.instrument())
    flags |= CLAP_PARAM_IS_MODULATABLE_PER_NOTE_ID | CLAP_PARAM_IS_MODULATABLE_PER_KEY |
             CLAP_PARAM_IS_MODULATABLE_PER_CHANNEL;
  return flags;
}

bool info(const Instance& instance, uint32_t place, clap_param_info_t& to) {
  if (place >= shown(instance.kind()).size()) return false;
  const int index = shown(instance.kind())[place];
  const Parameter& p = kParameters[static_cast<size_t>(index)];
  to = {};
  to.id = static_cast<clap_id>(index);
  to.flags = flags_of(instance, index);
  copy(to.name, sizeof to.name, p.name);
  copy(to.module, sizeof to.module, is_macro(index) ? "Macros" : "");
  to.min_value = static_cast<double>(p.min);
  to.max_value = static_cast<double>(p.max);
  to.default_value = static_cast<double>(p.initial);
  return true;
}

const clap_plugin_params_t kParams = {
    [](const clap_plugin_t* p) -> uint32_t {
      return static_cast<uint32_t>(shown(Instance::of(p).kind()).size());
    },
    [](const clap_plugin_t* p, uint32_t place, clap_param_info_t* to) {
      return guarded(false, [&] { return info(Instance::of(p), place, *to); });
    },
    [](const clap_plugin_t* p, clap_id id, double* value) {
      if (!has_parameter(Instance::of(p).kind(), id)) return false;
      *value = static_cast<double>(Instance::of(p).player().value(static_cast<int>(id)));
      return true;
    },
    [](const clap_plugin_t* p, clap_id id, double value, char* text, uint32_t size) {
      if (!has_parameter(Instance::of(p).kind(), id)) return false;
      return guarded(false, [&] {
        copy(text, size, text_of(static_cast<int>(id), static_cast<float>(value)));
        return true;
      });
    },
    [](const clap_plugin_t* p, clap_id id, const char* text, double* value) {
      if (!has_parameter(Instance::of(p).kind(), id)) return false;
      return guarded(false, [&] {
        const auto v = value_of(static_cast<int>(id), text);
        if (v) *value = static_cast<double>(*v);
        return v.has_value();
      });
    },
    [](const clap_plugin_t* p, const clap_input_events_t* in, const clap_output_events_t* out) {
      Instance::of(p).flush(in, out);
    },
};

}  // namespace

const void* parameter_extension() noexcept { return &kParams; }

}  // namespace partials::clap
