// SPDX-License-Identifier: MIT
// Loads a .clap file and plays it through the plain C interface.
#include <dlfcn.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "clap_events.h"
#include "clap_host.h"
#include "entry.h"
#include "ext/audio-ports.h"
#include "ext/latency.h"
#include "ext/note-ports.h"
#include "ext/params.h"
#include "ext/state.h"
#include "hosted.h"
#include "plugin-factory.h"

namespace partials::hosting {
namespace {

class Library {
 public:
  explicit Library(const std::string& path) : handle_(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) {
    entry_ = handle_ ? static_cast<const clap_plugin_entry_t*>(dlsym(handle_, "clap_entry")) : nullptr;
    if (entry_ && !entry_->init(path.c_str())) entry_ = nullptr;
  }
  ~Library() {
    if (entry_) entry_->deinit();
    if (handle_) dlclose(handle_);
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  const clap_plugin_factory_t* factory() const {
    return entry_ ? static_cast<const clap_plugin_factory_t*>(entry_->get_factory(CLAP_PLUGIN_FACTORY_ID))
                  : nullptr;
  }

 private:
  void* handle_;
  const clap_plugin_entry_t* entry_;
};

class ClapHosted final : public Hosted {
 public:
  ClapHosted(std::unique_ptr<Library> library, const char* id) : library_(std::move(library)) {
    host_.log = &log_;
    plugin_ = library_->factory()->create_plugin(library_->factory(), &host_.host, id);
    if (!plugin_ || !plugin_->init(plugin_)) return;
    take(params_, CLAP_EXT_PARAMS);
    take(state_, CLAP_EXT_STATE);
    take(latency_, CLAP_EXT_LATENCY);
    take(tail_, CLAP_EXT_TAIL);
    take(presets_, CLAP_EXT_PRESET_LOAD);
    sent_.reserve(1 << 16);
  }
  ~ClapHosted() override {
    deactivate();
    if (plugin_) plugin_->destroy(plugin_);
  }
  bool ready() const { return plugin_ && params_ && state_ && latency_ && tail_ && presets_; }

  // all
  Abilities abilities() const override {
    return {true, true, true, true, true, true, true, true, true, true};
  }
  Result<void> activate(double rate_hz, int max_block) override {
    deactivate();
    rate_hz_ = rate_hz;
    host_.restart = false;
    if (!plugin_->activate(plugin_, rate_hz, 1, static_cast<uint32_t>(max_block)))
      return Error{"The plug-in refused " + std::to_string(rate_hz) + " Hz: " + log_};
    ClapHost::in_audio = true;
    active_ = plugin_->start_processing(plugin_);
    ClapHost::in_audio = false;
    return {};
  }
  void deactivate() override {
    if (!std::exchange(active_, false)) return;
    ClapHost::in_audio = true;
    plugin_->stop_processing(plugin_);
    ClapHost::in_audio = false;
    plugin_->deactivate(plugin_);
  }
  void reset() override {
    ClapHost::in_audio = true;
    plugin_->reset(plugin_);
    ClapHost::in_audio = false;
  }
  int latency_samples() const override { return static_cast<int>(latency_->get(plugin_)); }
  double tail_s() const override { return tail_->get(plugin_) / rate_hz_; }

  double value(int index) const override {
    double v = std::nan("");
    params_->get_value(plugin_, static_cast<clap_id>(index), &v);
    return v;
  }
  std::string text(int index, double value) const override {
    char text[256] = "";
    return params_->value_to_text(plugin_, static_cast<clap_id>(index), value, text, sizeof text) ? text : "";
  }
  bool value_of_text(int index, const std::string& text, double& value) const override {
    return params_->text_to_value(plugin_, static_cast<clap_id>(index), text.c_str(), &value);
  }

  std::string name() const override { return plugin_->desc->name; }
  std::string title(int index) const override;
  void set(int index, double value) override {
    Event e;
    e.kind = EventKind::parameter;
    e.index = index;
    e.value = static_cast<float>(value);
    flush({e});
  }
  void flush(const std::vector<Event>& changes) override;
  void disturb() override { disturbed_ = true; }
  double latency_shown() const override { return latency_samples(); }
  bool titles_told() const override { return host_.titles; }

  std::string save() override;
  bool restore(std::string_view state) override;
  Result<void> load_model(const std::string& path) override {
    host_.refused.clear();
    if (!presets_->from_location(plugin_, CLAP_PRESET_DISCOVERY_LOCATION_FILE, path.c_str(), nullptr))
      return Error{log_};
    (void)save();  // the plug-in loads a path shortly afterwards, or when its state is read
    idle();
    return host_.refused.empty() ? Result<void>() : Error{host_.refused};
  }
  void idle() override {
    if (host_.callback.exchange(false)) plugin_->on_main_thread(plugin_);
    log_ += std::exchange(host_.wrong, "");
  }
  bool restart_asked() const override { return host_.restart; }

 protected:
  void bring(const Block& block) override {
    sent_.clear();
    if (std::exchange(disturbed_, false)) sent_.insert(sent_.end(), {unknown_parameter(), foreign_event()});
    for (const Event& e : block.events) sent_.push_back(clap_from(e));
  }
  void run(const Block& block) override;

 private:
  template <class T>
  void take(const T*& table, const char* id) {
    table = static_cast<const T*>(plugin_->get_extension(plugin_, id));
  }

  std::unique_ptr<Library> library_;
  ClapHost host_;
  const clap_plugin_t* plugin_ = nullptr;
  const clap_plugin_params_t* params_ = nullptr;
  const clap_plugin_state_t* state_ = nullptr;
  const clap_plugin_latency_t* latency_ = nullptr;
  const clap_plugin_tail_t* tail_ = nullptr;
  const clap_plugin_preset_load_t* presets_ = nullptr;
  clap_input_events_t sent_list();
  clap_output_events_t got_list();

  std::vector<ClapEvent> sent_;
  bool disturbed_ = false;
  double rate_hz_ = 48000;
  bool active_ = false;
  int64_t steady_ = 0;
};

clap_input_events_t ClapHosted::sent_list() {
  return {&sent_,
          [](const clap_input_events_t* l) {
            return static_cast<uint32_t>(static_cast<std::vector<ClapEvent>*>(l->ctx)->size());
          },
          [](const clap_input_events_t* l, uint32_t i) -> const clap_event_header_t* {
            return &(*static_cast<std::vector<ClapEvent>*>(l->ctx))[i].header;
          }};
}

clap_output_events_t ClapHosted::got_list() {
  return {&out_events_, [](const clap_output_events_t* l, const clap_event_header_t* h) {
            auto& list = *static_cast<std::vector<Event>*>(l->ctx);
            Event e;
            if (list.size() == list.capacity()) return false;
            if (event_from(*h, e)) list.push_back(e);
            return true;
          }};
}

std::string ClapHosted::title(int index) const {
  clap_param_info_t info;
  for (uint32_t i = 0; i < params_->count(plugin_); ++i)
    if (params_->get_info(plugin_, i, &info) && info.id == static_cast<clap_id>(index))
      return info.flags & CLAP_PARAM_IS_HIDDEN ? "" : info.name;
  return "";
}

void ClapHosted::flush(const std::vector<Event>& changes) {
  bring({.events = changes});
  const clap_input_events_t sent = sent_list();
  const clap_output_events_t got = got_list();
  ClapHost::in_audio = active_;
  params_->flush(plugin_, &sent, &got);
  ClapHost::in_audio = false;
}

void ClapHosted::run(const Block& block) {
  clap_audio_buffer_t in{}, out{};
  in.data32 = const_cast<float**>(block.in);
  in.channel_count = static_cast<uint32_t>(block.in_channels);
  out.data32 = const_cast<float**>(block.out);
  out.channel_count = static_cast<uint32_t>(block.out_channels);
  const clap_input_events_t sent = sent_list();
  const clap_output_events_t got = got_list();
  const clap_process_t p = {
      steady_, static_cast<uint32_t>(block.frames), nullptr, block.in_channels ? &in : nullptr,
      &out,    block.in_channels ? 1u : 0u,         1,       &sent,
      &got};
  ClapHost::in_audio = true;
  plugin_->process(plugin_, &p);
  ClapHost::in_audio = false;
  steady_ += block.frames;
}

// In small, uneven portions, as some hosts do.
std::string ClapHosted::save() {
  std::string bytes;
  const clap_ostream_t out = {&bytes, [](const clap_ostream_t* s, const void* data, uint64_t n) -> int64_t {
                                const auto part = std::min<uint64_t>(n, 10007);
                                static_cast<std::string*>(s->ctx)->append(static_cast<const char*>(data),
                                                                          part);
                                return static_cast<int64_t>(part);
                              }};
  return state_->save(plugin_, &out) ? bytes : std::string();
}

bool ClapHosted::restore(std::string_view state) {
  const clap_istream_t in = {
      &state, [](const clap_istream_t* s, void* to, uint64_t n) -> int64_t {
        auto& left = *static_cast<std::string_view*>(s->ctx);
        const size_t part = std::min<size_t>({left.size(), static_cast<size_t>(n), 9973});
        std::memcpy(to, left.data(), part);
        left.remove_prefix(part);
        return static_cast<int64_t>(part);
      }};
  return state_->load(plugin_, &in);
}

}  // namespace

Result<std::unique_ptr<Hosted>> open_clap(const std::string& path, PlayerKind kind) {
  auto library = std::make_unique<Library>(path);
  const clap_plugin_factory_t* factory = library->factory();
  if (!factory) {
    const char* why = dlerror();
    return Error{"'" + path + "' cannot be loaded as a CLAP file (" +
                 (why ? why : "it has no plug-in factory") + "); build it with the target partials_clap."};
  }
  const char* wanted =
      kind == PlayerKind::instrument ? CLAP_PLUGIN_FEATURE_INSTRUMENT : CLAP_PLUGIN_FEATURE_AUDIO_EFFECT;
  for (uint32_t i = 0; i < factory->get_plugin_count(factory); ++i) {
    const clap_plugin_descriptor_t* d = factory->get_plugin_descriptor(factory, i);
    if (std::none_of(d->features, d->features + 1,
                     [&](const char* f) { return std::strcmp(f, wanted) == 0; }))
      continue;
    auto hosted = std::make_unique<ClapHosted>(std::move(library), d->id);
    if (!hosted->ready())
      return Error{"The plug-in '" + std::string(d->id) + "' in '" + path +
                   "' does not start or lacks parameters, state, latency, tail or preset loading."};
    return std::unique_ptr<Hosted>(std::move(hosted));
  }
  return no_such_kind(path, kind);
}

}  // namespace partials::hosting
