// SPDX-License-Identifier: MIT
// Loads an LV2 bundle of ours and plays it through the plain C interface. Ports are in the order of
// apps/plugin/dpf/lv2_ttl.cpp. In LV2 parameters change at the beginning of a block, and everything else is
// MIDI. The rate of an instance is fixed, so activate creates a new instance and gives it the old one's
// state.
#include <dlfcn.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>

#include "hosted.h"
#include "lv2_description.h"
#include "shown.h"
#include "src/lv2/atom.h"
#include "src/lv2/buf-size.h"
#include "src/lv2/lv2.h"
#include "src/lv2/midi.h"
#include "src/lv2/options.h"
#include "src/lv2/parameters.h"
#include "src/lv2/state.h"
#include "src/lv2/urid.h"
#include "src/lv2/worker.h"

namespace partials::hosting {
namespace {

using Properties = std::map<std::string, std::string>;

class Uris {
 public:
  Uris()
      : feature{this,
                [](LV2_URID_Map_Handle me, const char* uri) { return static_cast<Uris*>(me)->id(uri); }} {}
  LV2_URID id(const std::string& uri) {
    const auto at = std::find(names_.begin(), names_.end(), uri);
    if (at == names_.end()) names_.push_back(uri);
    return static_cast<LV2_URID>(std::find(names_.begin(), names_.end(), uri) - names_.begin() + 1);
  }
  const std::string& name(LV2_URID id) const { return names_[id - 1]; }
  LV2_URID_Map feature;

 private:
  std::vector<std::string> names_;
};

class Lv2Hosted final : public Hosted {
 public:
  Lv2Hosted(void* library, const LV2_Descriptor* plugin, const std::string& folder, PlayerKind kind)
      : library_(library),
        plugin_(plugin),
        folder_(folder),
        description_(folder + "plugin.ttl"),
        kind_(kind),
        places_(shown(kind)),
        sequence_(uris_.id(LV2_ATOM__Sequence)),
        midi_(uris_.id(LV2_MIDI__MidiEvent)) {
    for (const int i : places_)
      ports_.push_back(i == kBypass ? 1 : kParameters[static_cast<size_t>(i)].initial);
    events_in_.resize(1 << 13);
    events_out_.resize(1 << 13);
    make(48000, 8192);
  }
  ~Lv2Hosted() override {
    end();
    dlclose(library_);
  }
  bool ready() const { return instance_ && state_; }

  Abilities abilities() const override {
    Abilities a;
    a.programs = true;
    return a;
  }
  Result<void> activate(double rate_hz, int max_block) override {
    const Properties kept = properties();
    end();
    make(rate_hz, max_block);
    if (!ready()) return Error{"The plug-in refused " + std::to_string(rate_hz) + " Hz."};
    give(kept);
    plugin_->activate(instance_);
    active_ = true;
    run_once();  // reports the latency
    return {};
  }
  void deactivate() override {
    if (std::exchange(active_, false)) plugin_->deactivate(instance_);
  }
  void reset() override {
    plugin_->deactivate(instance_);
    plugin_->activate(instance_);
  }
  int latency_samples() const override { return static_cast<int>(latency_); }
  double tail_s() const override { return 0; }

  double value(int index) const override {
    const int place = place_of(kind_, index);
    if (place < 0) return std::nan("");
    const double v = ports_[static_cast<size_t>(place)];
    return index == kBypass ? 1 - v : v;
  }
  std::string name() const override { return description_.name(); }
  std::string title(int index) const override {
    const Lv2Description::Port* port = description_.port(symbol_of(index));
    return port && !port->hidden ? port->name : "";
  }
  std::string text(int index, double value) const override {
    const Lv2Description::Port* port = description_.port(symbol_of(index));
    const auto at =
        port ? port->names.find(static_cast<float>(value)) : std::map<float, std::string>::const_iterator();
    return port && at != port->names.end() ? at->second : "";
  }
  bool value_of_text(int, const std::string&, double&) const override { return false; }

  void set(int index, double value) override { move(index, static_cast<float>(value)); }
  // A block of no samples needs an active instance; otherwise only the ports change.
  void flush(const std::vector<Event>& changes) override {
    for (const Event& e : changes) move(e.index, e.value);
    if (active_) run_once();
  }
  void disturb() override { disturbed_ = true; }
  double latency_shown() const override { return static_cast<double>(latency_); }
  bool titles_told() const override { return false; }

  // The host stores port values, the plug-in stores properties; a project contains both.
  std::string save() override {
    std::string out;
    for (size_t i = 0; i < ports_.size(); ++i) out += port_key(i) + '\0' + number(ports_[i]) + '\0';
    for (const auto& [key, text] : properties()) out += key + '\0' + text + '\0';
    return out;
  }
  bool restore(std::string_view state) override {
    Properties properties;
    for (size_t at = 0; at < state.size();) {
      const auto next = [&] {
        const std::string part(state.substr(at, state.find('\0', at) - at));
        at = std::min(state.size(), at + part.size() + 1);
        return part;
      };
      const std::string key = next();
      properties[key] = next();
    }
    for (size_t i = 0; i < ports_.size(); ++i)
      if (const auto kept = properties.find(port_key(i)); kept != properties.end())
        ports_[i] = std::strtof(kept->second.c_str(), nullptr);
    return give(properties);
  }
  Result<void> load_model(const std::string& path) override {
    give({{std::string(plugin_->URI) + "#model", path}});
    properties();  // the plug-in loads a path shortly afterwards, or when its state is read
    return {};
  }
  void idle() override {}
  bool restart_asked() const override { return false; }

 protected:
  void bring(const Block& block) override {
    write_head(events_in_, 0);
    if (std::exchange(disturbed_, false)) append(0, 0x90, 60, 100, uris_.id("urn:example:unknown"));
    for (const Event& e : block.events) {
      if (e.kind == EventKind::parameter) move(e.index, e.value);
      const bool note = e.kind == EventKind::note_on || e.kind == EventKind::note_off;
      if (e.kind == EventKind::midi) append(e.time, e.status, e.data1, e.data2);
      if (note)
        append(e.time, e.kind == EventKind::note_on ? 0x90 : 0x80, static_cast<uint8_t>(e.key),
               static_cast<uint8_t>(std::lround(127 * e.value)));
    }
    write_head(events_out_, static_cast<uint32_t>(events_out_.size() * 8 - sizeof(LV2_Atom)));
    uint32_t port = 0;
    if (kind_ == PlayerKind::effect)
      for (int c = 0; c < 2; ++c)
        connect(port++, block.in_channels > 0
                            ? const_cast<float*>(block.in[std::min(c, block.in_channels - 1)])
                            : silence_.data());
    for (int c = 0; c < 2; ++c) connect(port++, block.out[c]);
  }
  void run(const Block& block) override {
    plugin_->run(instance_, static_cast<uint32_t>(block.frames));
    const auto* sequence = reinterpret_cast<const LV2_Atom_Sequence*>(events_out_.data());
    const auto* bytes = reinterpret_cast<const uint8_t*>(&sequence->body);
    for (size_t at = sizeof(LV2_Atom_Sequence_Body); at + sizeof(LV2_Atom_Event) <= sequence->atom.size;) {
      const auto* e = reinterpret_cast<const LV2_Atom_Event*>(bytes + at);
      const auto* m = reinterpret_cast<const uint8_t*>(e + 1);
      if (e->body.type == midi_ && e->body.size == 3 && out_events_.size() < out_events_.capacity()) {
        Event heard;
        heard.time = static_cast<int32_t>(e->time.frames);
        heard.status = m[0];
        heard.data1 = m[1];
        heard.data2 = m[2];
        out_events_.push_back(heard);
      }
      at += sizeof(LV2_Atom_Event) + (e->body.size + 7) / 8 * 8;
    }
  }

 private:
  using Buffer = std::vector<uint64_t>;  // aligned as atoms must be

  void make(double rate_hz, int max_block) {
    const int32_t longest = max_block;
    silence_.assign(static_cast<size_t>(max_block), 0.f);
    const auto rate = static_cast<float>(rate_hz);
    const LV2_URID whole = uris_.id(LV2_ATOM__Int);
    const LV2_Options_Option options[] = {
        {LV2_OPTIONS_INSTANCE, 0, uris_.id(LV2_BUF_SIZE__maxBlockLength), sizeof longest, whole, &longest},
        {LV2_OPTIONS_INSTANCE, 0, uris_.id(LV2_PARAMETERS__sampleRate), sizeof rate,
         uris_.id(LV2_ATOM__Float), &rate},
        {LV2_OPTIONS_INSTANCE, 0, 0, 0, 0, nullptr}};
    // our data does not need it
    LV2_Worker_Schedule worker{
        this, [](LV2_Worker_Schedule_Handle, uint32_t, const void*) { return LV2_WORKER_ERR_NO_SPACE; }};
    const LV2_Feature map{LV2_URID__map, &uris_.feature},
        opts{LV2_OPTIONS__options, const_cast<LV2_Options_Option*>(options)},
        work{LV2_WORKER__schedule, &worker};
    const LV2_Feature* features[] = {&map, &opts, &work, nullptr};
    instance_ = plugin_->instantiate(plugin_, rate_hz, folder_.c_str(), features);
    if (!instance_) return;
    state_ = static_cast<const LV2_State_Interface*>(plugin_->extension_data(LV2_STATE__interface));
    uint32_t port = kind_ == PlayerKind::effect ? 4 : 2;
    connect(port++, events_in_.data());
    connect(port++, events_out_.data());
    if (kind_ == PlayerKind::effect) connect(port++, &latency_);
    for (float& value : ports_) connect(port++, &value);
  }
  void end() {
    deactivate();
    if (instance_) plugin_->cleanup(std::exchange(instance_, nullptr));
  }
  void run_once() {
    float nothing[1] = {}, left[1], right[1];
    const float* in[] = {nothing, nothing};
    float* out[] = {left, right};
    Block block{in, 2, out, 2, 0, {}};
    bring(block);
    plugin_->run(instance_, 0);
  }

  std::string port_key(size_t place) const {
    return std::string("port ") + kParameters[static_cast<size_t>(places_[place])].id;
  }
  static std::string number(float value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", static_cast<double>(value));
    return text;
  }
  void connect(uint32_t port, void* to) { plugin_->connect_port(instance_, port, to); }
  static std::string symbol_of(int index) {
    return index == kBypass ? "lv2_enabled" : kParameters[static_cast<size_t>(index)].id;
  }
  void move(int index, float value) {
    if (const int place = place_of(kind_, index); place >= 0)
      ports_[static_cast<size_t>(place)] = index == kBypass ? 1 - value : clamped(index, value);
  }
  void write_head(Buffer& to, uint32_t room) {
    auto* sequence = reinterpret_cast<LV2_Atom_Sequence*>(to.data());
    *sequence = {{room ? room : static_cast<uint32_t>(sizeof(LV2_Atom_Sequence_Body)), sequence_}, {0, 0}};
  }
  void append(int32_t time, uint8_t status, uint8_t data1, uint8_t data2, LV2_URID type = 0) {
    struct Message {
      LV2_Atom_Event head;
      uint8_t bytes[8];
    } m{};
    m.head.time.frames = time;
    m.head.body = {(status & 0xe0) == 0xc0 ? 2u : 3u, type ? type : midi_};
    m.bytes[0] = status;
    m.bytes[1] = data1;
    m.bytes[2] = data2;
    auto& atom = *reinterpret_cast<LV2_Atom*>(events_in_.data());
    if (sizeof atom + atom.size + sizeof m > events_in_.size() * 8) return;
    std::memcpy(reinterpret_cast<uint8_t*>(events_in_.data()) + sizeof atom + atom.size, &m, sizeof m);
    atom.size += sizeof m;
  }

  Properties properties() {
    struct Sink {
      Properties found;
      Uris* uris;
    } sink{{}, &uris_};
    state_->save(
        instance_,
        [](LV2_State_Handle h, uint32_t key, const void* value, size_t, uint32_t, uint32_t) {
          auto& s = *static_cast<Sink*>(h);
          s.found[s.uris->name(key)] = static_cast<const char*>(value);
          return LV2_STATE_SUCCESS;
        },
        &sink, 0, nullptr);
    return sink.found;
  }
  bool give(const Properties& properties) {
    struct Source {
      const Properties* all;
      Uris* uris;
    } source{&properties, &uris_};
    return state_->restore(
               instance_,
               [](LV2_State_Handle h, uint32_t key, size_t* size, uint32_t* type,
                  uint32_t* flags) -> const void* {
                 auto& s = *static_cast<Source*>(h);
                 const std::string& name = s.uris->name(key);
                 const auto at = s.all->find(name);
                 if (at == s.all->end()) return nullptr;
                 *size = at->second.size() + 1;
                 *flags = LV2_STATE_IS_POD | LV2_STATE_IS_PORTABLE;
                 *type =
                     s.uris->id(name.find("#model") != std::string::npos ? LV2_ATOM__Path : LV2_ATOM__String);
                 return at->second.c_str();
               },
               &source, 0, nullptr) == LV2_STATE_SUCCESS;
  }

  void* library_;
  const LV2_Descriptor* plugin_;
  std::string folder_;
  Lv2Description description_;
  PlayerKind kind_;
  const std::vector<int>& places_;
  Uris uris_;
  LV2_URID sequence_, midi_;
  std::vector<float> silence_;  // input if nothing is connected
  std::vector<float> ports_;
  Buffer events_in_, events_out_;
  float latency_ = 0;
  LV2_Handle instance_ = nullptr;
  const LV2_State_Interface* state_ = nullptr;
  bool active_ = false, disturbed_ = false;
};

}  // namespace

Result<std::unique_ptr<Hosted>> open_lv2(const std::string& bundle, PlayerKind kind) {
  const std::string name = std::filesystem::path(bundle).stem().string(),
                    file = bundle + "/" + name + "_dsp.so";
  void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  const auto entry =
      library ? reinterpret_cast<LV2_Descriptor_Function>(dlsym(library, "lv2_descriptor")) : nullptr;
  const LV2_Descriptor* plugin = entry ? entry(0) : nullptr;
  if (!plugin) {
    const char* why = dlerror();
    return Error{"'" + file + "' cannot be loaded as LV2 (" + (why ? why : "no descriptor") +
                 "); build it with the target " + name + "-lv2."};
  }
  if (std::string_view(plugin->URI).ends_with("effect") != (kind == PlayerKind::effect)) {
    dlclose(library);
    return no_such_kind(bundle, kind);
  }
  auto hosted = std::make_unique<Lv2Hosted>(library, plugin, bundle + "/", kind);
  if (!hosted->ready()) return Error{"The plug-in in '" + bundle + "' does not start or has no state."};
  return std::unique_ptr<Hosted>(std::move(hosted));
}

}  // namespace partials::hosting
