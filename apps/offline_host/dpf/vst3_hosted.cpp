// SPDX-License-Identifier: MIT
// Plays a VST3 bundle of ours through the plain C interface. Notes are events; every other MIDI message is a parameter that the plug-in
// names for it (IMidiMapping); parameters change at their own samples in queues. VST3 has no program changes.
#include <algorithm>
#include <atomic>
#include <cmath>

#include "hosted.h"
#include "shown.h"
#include "vst3_module.h"
#include "vst3_objects.h"

namespace partials::hosting {
namespace {

using namespace vst3;

constexpr int16_t kChannelPressure = 128, kBend = 129;  // controllers beyond MIDI's

class Vst3Hosted final : public Hosted {
 public:
  Vst3Hosted(std::shared_ptr<Module> module, PlayerKind kind) : module_(std::move(module)), kind_(kind) {
    component_ = module_->make();
    if (!component_) return;
    v3_cpp_obj_query_interface(component_, v3_audio_processor_iid, &processor_);
    v3_cpp_obj_query_interface(component_, v3_edit_controller_iid, &controller_);
    v3_cpp_obj_query_interface(component_, v3_midi_mapping_iid, &mapping_);
    if (!ready()) return;
    v3_cpp_obj(controller_)->set_component_handler(controller_, handler_.get());
    for (int32_t i = 0; i < v3_cpp_obj(controller_)->get_parameter_count(controller_); ++i) {
      v3_param_info info;
      if (v3_cpp_obj(controller_)->get_parameter_info(controller_, i, &info) == V3_OK && !(info.flags & V3_PARAM_IS_HIDDEN)) ids_.push_back(info.param_id);
    }
    for (const int32_t media : {V3_AUDIO, V3_EVENT})
      for (const int32_t way : {V3_INPUT, V3_OUTPUT})
        if (v3_cpp_obj(component_)->get_bus_count(component_, media, way) > 0) v3_cpp_obj(component_)->activate_bus(component_, media, way, 0, true);
  }
  ~Vst3Hosted() override {
    if (!component_) return;
    deactivate();
    if (controller_) v3_cpp_obj(controller_)->set_component_handler(controller_, nullptr), v3_cpp_obj_unref(controller_);
    if (processor_) v3_cpp_obj_unref(processor_);
    if (mapping_) v3_cpp_obj_unref(mapping_);
    v3_cpp_obj_terminate(component_);
    v3_cpp_obj_unref(component_);
  }
  bool ready() const { return component_ && processor_ && controller_ && mapping_; }
  bool knows_parameters() const { return ids_.size() == shown(kind_).size(); }

  Abilities abilities() const override {
    Abilities a;
    a.moved_within_block = a.texts = a.restarts = a.tail = true;
    return a;
  }
  Result<void> activate(double rate_hz, int max_block) override {
    deactivate();
    rate_hz_ = rate_hz, handler_.restart_flags = 0;
    v3_process_setup setup{V3_REALTIME, V3_SAMPLE_32, max_block, rate_hz};
    active_ = v3_cpp_obj(processor_)->setup_processing(processor_, &setup) == V3_OK && v3_cpp_obj(component_)->set_active(component_, true) == V3_OK;
    if (!active_) return Error{"The plug-in refused " + std::to_string(rate_hz) + " Hz."};
    v3_cpp_obj(processor_)->set_processing(processor_, true);
    return {};
  }
  void deactivate() override {
    if (!std::exchange(active_, false)) return;
    v3_cpp_obj(processor_)->set_processing(processor_, false);
    v3_cpp_obj(component_)->set_active(component_, false);
  }
  void reset() override {
    v3_cpp_obj(processor_)->set_processing(processor_, false);
    v3_cpp_obj(processor_)->set_processing(processor_, true);
  }
  int latency_samples() const override { return static_cast<int>(v3_cpp_obj(processor_)->get_latency_samples(processor_)); }
  double tail_s() const override { return v3_cpp_obj(processor_)->get_tail_samples(processor_) / rate_hz_; }

  double value(int index) const override {
    const int place = place_of(kind_, index);
    return place < 0 ? std::nan("") : plain(place, v3_cpp_obj(controller_)->get_parameter_normalised(controller_, id(place)));
  }
  std::string text(int index, double value) const override {
    const int place = place_of(kind_, index);
    v3_str_128 wide{};
    if (place < 0 || v3_cpp_obj(controller_)->get_parameter_string_for_value(controller_, id(place), normalised(place, value), wide) != V3_OK) return "";
    std::string text;
    for (const int16_t* c = wide; *c; ++c) text += static_cast<char>(*c);  // DPF sends ASCII
    return text;
  }
  bool value_of_text(int index, const std::string& text, double& value) const override {
    const int place = place_of(kind_, index);
    std::vector<int16_t> wide(text.begin(), text.end());
    wide.push_back(0);
    double found = 0;
    if (place < 0 || v3_cpp_obj(controller_)->get_parameter_value_for_string(controller_, id(place), wide.data(), &found) != V3_OK) return false;
    value = plain(place, found);
    return true;
  }

  std::string save() override {
    Stream s;
    return v3_cpp_obj(component_)->get_state(component_, s.get()) == V3_OK ? s.bytes : std::string();
  }
  bool restore(std::string_view state) override {
    Stream s{std::string(state)};
    return v3_cpp_obj(component_)->set_state(component_, s.get()) == V3_OK;
  }
  // The window sets the path alone; so does a project in which nothing else stands, in DPF's text.
  Result<void> load_model(const std::string& path) override {
    using namespace std::string_literals;
    if (!restore("__dpf_state_begin__\0model\0"s + path + "\0__dpf_state_end__\0\xfe"s)) return Error{"The plug-in refused the state that names '" + path + "'."};
    (void)save();  // the plug-in loads a path a moment later, or when its state is asked for
    return {};
  }
  void idle() override {
    if (const Hidden h = hidden_.exchange({}); h.moved) v3_cpp_obj(controller_)->set_parameter_normalised(controller_, h.id, static_cast<double>(h.value));
  }
  bool restart_asked() const override { return handler_.restart_flags & V3_RESTART_LATENCY_CHANGED; }

 protected:
  void bring(const Block& block) override {
    notes_.events.clear(), changes_.clear();
    for (const Event& e : block.events) {
      if (e.kind == EventKind::parameter) parameter(e);
      else if (e.kind == EventKind::midi) midi(e);
      else if (e.kind == EventKind::note_on || e.kind == EventKind::note_off) note(e.time, e.kind == EventKind::note_on, 0, e.key, e.value);
    }
    changes_.sort();
  }
  void run(const Block& block) override;

 private:
  v3_param_id id(int place) const { return ids_[static_cast<size_t>(place)]; }
  double plain(int place, double normalised) const { return v3_cpp_obj(controller_)->normalised_parameter_to_plain(controller_, id(place), normalised); }
  double normalised(int place, double plain) const { return v3_cpp_obj(controller_)->plain_parameter_to_normalised(controller_, id(place), plain); }

  void parameter(const Event& e) {
    if (const int place = place_of(kind_, e.index); place >= 0) changes_.add(id(place), {e.time, normalised(place, static_cast<double>(clamped(e.index, e.value)))});
  }
  void note(int time, bool on, int channel, int key, float velocity) {
    v3_event v{};
    v.sample_offset = time, v.type = on ? V3_EVENT_NOTE_ON : V3_EVENT_NOTE_OFF;
    if (on) v.note_on = {static_cast<int16_t>(channel), static_cast<int16_t>(key), 0, velocity, 0, -1};
    else v.note_off = {static_cast<int16_t>(channel), static_cast<int16_t>(key), velocity, -1, 0};
    notes_.events.push_back(v);
  }
  void midi(const Event& e) {
    const int channel = e.status & 15;
    switch (e.status & 0xf0) {
      case 0x80: return note(e.time, false, channel, e.data1, static_cast<float>(e.data2) / 127);
      case 0x90: return note(e.time, e.data2 > 0, channel, e.data1, static_cast<float>(e.data2) / 127);
      case 0xa0: {
        v3_event v{};
        v.sample_offset = e.time, v.type = V3_EVENT_POLY_PRESSURE;
        v.poly_pressure = {static_cast<int16_t>(channel), e.data1, static_cast<float>(e.data2) / 127, -1};
        return notes_.events.push_back(v);
      }
      case 0xb0: return controller(e.time, channel, e.data1, e.data2 / 127.0);
      case 0xd0: return controller(e.time, channel, kChannelPressure, e.data1 / 127.0);
      case 0xe0: return controller(e.time, channel, kBend, (e.data2 << 7 | e.data1) / 16383.0);
      default: return;
    }
  }
  void controller(int time, int channel, int number, double value) {
    v3_param_id id;
    if (v3_cpp_obj(mapping_)->get_midi_controller_assignment(mapping_, 0, static_cast<int16_t>(channel), static_cast<int16_t>(number), &id) == V3_TRUE) changes_.add(id, {time, value});
  }
  void hear(const v3_event& v);
  void hear(const ParameterQueue& moved);

  std::shared_ptr<Module> module_;
  PlayerKind kind_;
  Handler handler_;
  v3_component** component_ = nullptr;
  v3_audio_processor** processor_ = nullptr;
  v3_edit_controller** controller_ = nullptr;
  v3_midi_mapping** mapping_ = nullptr;
  std::vector<v3_param_id> ids_;  // by place in shown()
  EventList notes_, told_;
  ParameterChanges changes_{0}, moved_{64};
  struct Hidden {
    float value = 0;
    uint16_t id = 0;
    bool moved = false;
  };
  std::atomic<Hidden> hidden_{Hidden{}};  // the last hidden parameter that process moved
  double rate_hz_ = 48000;
  bool active_ = false;
};

void Vst3Hosted::run(const Block& block) {
  told_.events.clear(), moved_.clear();
  v3_audio_bus_buffers in{}, out{};
  in.num_channels = block.in_channels, in.channel_buffers_32 = const_cast<float**>(block.in);
  out.num_channels = block.out_channels, out.channel_buffers_32 = const_cast<float**>(block.out);
  v3_process_data data{};
  data.process_mode = V3_REALTIME, data.symbolic_sample_size = V3_SAMPLE_32, data.nframes = block.frames;
  if (kind_ == PlayerKind::effect && block.in_channels) data.num_input_buses = 1, data.inputs = &in;
  data.num_output_buses = 1, data.outputs = &out;
  data.input_events = notes_.get(), data.output_events = told_.get();
  data.input_params = changes_.get(), data.output_params = moved_.get();
  v3_cpp_obj(processor_)->process(processor_, &data);
  for (const v3_event& v : told_.events) hear(v);
  for (int i = 0; i < moved_.used; ++i) hear(moved_.queues[static_cast<size_t>(i)]);
}

void Vst3Hosted::hear(const v3_event& v) {
  const bool on = v.type == V3_EVENT_NOTE_ON;
  if ((!on && v.type != V3_EVENT_NOTE_OFF) || out_events_.size() == out_events_.capacity()) return;
  Event e;
  e.time = v.sample_offset, e.status = static_cast<uint8_t>((on ? 0x90 : 0x80) | (on ? v.note_on.channel : v.note_off.channel));
  e.data1 = static_cast<uint8_t>(on ? v.note_on.pitch : v.note_off.pitch);
  e.data2 = static_cast<uint8_t>(std::lround(127 * (on ? v.note_on.velocity : v.note_off.velocity)));
  out_events_.push_back(e);
}

// A hidden one (latency) goes back to the controller on the main thread, as hosts do with everything that process moves.
void Vst3Hosted::hear(const ParameterQueue& moved) {
  if (moved.points.empty()) return;
  const Point& last = moved.points.back();
  const auto at = std::find(ids_.begin(), ids_.end(), moved.id);
  if (at == ids_.end()) {
    hidden_ = Hidden{static_cast<float>(last.value), static_cast<uint16_t>(moved.id), true};
  } else if (out_events_.size() < out_events_.capacity()) {
    const auto place = static_cast<int>(at - ids_.begin());
    Event e;
    e.time = last.time, e.kind = EventKind::parameter, e.index = shown(kind_)[static_cast<size_t>(place)], e.value = static_cast<float>(plain(place, last.value));
    out_events_.push_back(e);
  }
}

}  // namespace

Result<std::unique_ptr<Hosted>> open_vst3(const std::string& bundle, PlayerKind kind) {
  auto module = Module::load(bundle);
  if (!module) return module.error();
  if (module.value()->is_instrument() != (kind == PlayerKind::instrument)) return no_such_kind(bundle, kind);
  auto hosted = std::make_unique<Vst3Hosted>(module.value(), kind);
  if (!hosted->ready()) return Error{"The plug-in in '" + bundle + "' does not start or lacks a processor, a controller or MIDI mapping."};
  if (!hosted->knows_parameters()) return Error{"The plug-in in '" + bundle + "' shows other parameters than engine/parameters.h; build both from one tree."};
  return std::unique_ptr<Hosted>(std::move(hosted));
}

}  // namespace partials::hosting
