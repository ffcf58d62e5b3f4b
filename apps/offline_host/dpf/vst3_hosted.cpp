// SPDX-License-Identifier: MIT
// Plays a VST3 bundle of ours through the plain C interface.
#include "base/ring.h"
#include "hosted.h"
#include "vst3_events.h"
#include "vst3_module.h"

namespace partials::hosting {
namespace {

using namespace vst3;

class Vst3Hosted final : public Hosted {
 public:
  Vst3Hosted(std::shared_ptr<Module> module, PlayerKind kind)
      : module_(std::move(module)), kind_(kind), parameters_(kind) {
    component_ = module_->make();
    if (!component_) return;
    v3_cpp_obj_query_interface(component_, v3_audio_processor_iid, &processor_);
    v3_cpp_obj_query_interface(component_, v3_edit_controller_iid, &controller_);
    v3_cpp_obj_query_interface(component_, v3_midi_mapping_iid, &mapping_);
    if (!ready()) return;
    v3_cpp_obj(controller_)->set_component_handler(controller_, handler_.get());
    parameters_.look_up(controller_);
    for (const int32_t media : {V3_AUDIO, V3_EVENT})
      for (const int32_t way : {V3_INPUT, V3_OUTPUT})
        if (v3_cpp_obj(component_)->get_bus_count(component_, media, way) > 0)
          v3_cpp_obj(component_)->activate_bus(component_, media, way, 0, true);
  }
  ~Vst3Hosted() override {
    if (!component_) return;
    deactivate();
    if (controller_) {
      v3_cpp_obj(controller_)->set_component_handler(controller_, nullptr);
      v3_cpp_obj_unref(controller_);
    }
    if (processor_) v3_cpp_obj_unref(processor_);
    if (mapping_) v3_cpp_obj_unref(mapping_);
    v3_cpp_obj_terminate(component_);
    v3_cpp_obj_unref(component_);
  }
  bool ready() const { return component_ && processor_ && controller_ && mapping_; }
  bool knows_parameters() const { return parameters_.complete(); }

  Abilities abilities() const override {
    Abilities a;
    a.moved_within_block = a.texts = a.titles = a.restarts = a.tail = true;
    a.expressions = kind_ == PlayerKind::instrument;
    return a;
  }
  Result<void> activate(double rate_hz, int max_block) override {
    deactivate();
    rate_hz_ = rate_hz;
    handler_.restart_flags = 0;
    v3_process_setup setup{V3_REALTIME, V3_SAMPLE_32, max_block, rate_hz};
    active_ = v3_cpp_obj(processor_)->setup_processing(processor_, &setup) == V3_OK &&
              v3_cpp_obj(component_)->set_active(component_, true) == V3_OK;
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
  int latency_samples() const override {
    return static_cast<int>(v3_cpp_obj(processor_)->get_latency_samples(processor_));
  }
  double tail_s() const override { return v3_cpp_obj(processor_)->get_tail_samples(processor_) / rate_hz_; }

  double value(int index) const override { return parameters_.value(index); }
  std::string text(int index, double value) const override { return parameters_.text(index, value); }
  bool value_of_text(int index, const std::string& text, double& value) const override {
    return parameters_.value_of_text(index, text, value);
  }

  std::string name() const override { return module_->name(); }
  std::string title(int index) const override { return parameters_.title(index); }
  void set(int index, double value) override {
    v3_param_id id;
    if (parameters_.id_of(index, id))
      v3_cpp_obj(controller_)->set_parameter_normalised(controller_, id, parameters_.normalised(id, value));
  }
  void flush(const std::vector<Event>& changes) override {
    bring({.events = changes});
    run({});
  }
  void disturb() override { disturbed_ = true; }
  double latency_shown() const override {
    return kind_ == PlayerKind::effect ? parameters_.latency_samples() : 0;
  }
  bool titles_told() const override { return handler_.titles; }

  std::string save() override {
    Stream s;
    return v3_cpp_obj(component_)->get_state(component_, s.get()) == V3_OK ? s.bytes : std::string();
  }
  bool restore(std::string_view state) override {
    Stream s{std::string(state)};
    return v3_cpp_obj(component_)->set_state(component_, s.get()) == V3_OK;
  }
  // The window sets only the path; this state contains only the path, in DPF's text form.
  Result<void> load_model(const std::string& path) override {
    using namespace std::string_literals;
    if (!restore("__dpf_state_begin__\0model\0"s + path + "\0__dpf_state_end__\0\xfe"s))
      return Error{"The plug-in refused the state with the path '" + path + "'."};
    (void)save();  // the plug-in loads a path shortly afterwards, or when its state is read
    return {};
  }
  void idle() override {
    for (Hidden h; hidden_.pop(h);)
      v3_cpp_obj(controller_)->set_parameter_normalised(controller_, h.id, h.value);
  }
  bool restart_asked() const override { return handler_.restart_flags & V3_RESTART_LATENCY_CHANGED; }

 protected:
  void bring(const Block& block) override {
    sent_.take(block.events, parameters_, mapping_);
    if (std::exchange(disturbed_, false)) sent_.disturb();
  }
  void run(const Block& block) override;

 private:
  void hear(const ParameterQueue& moved);
  void hear(const Event& e) {
    if (out_events_.size() < out_events_.capacity()) out_events_.push_back(e);
  }

  std::shared_ptr<Module> module_;
  PlayerKind kind_;
  Handler handler_;
  v3_component** component_ = nullptr;
  v3_audio_processor** processor_ = nullptr;
  v3_edit_controller** controller_ = nullptr;
  v3_midi_mapping** mapping_ = nullptr;
  Parameters parameters_;
  Sent sent_;
  EventList told_;
  ParameterChanges moved_{64};
  struct Hidden {
    v3_param_id id;
    double value;
  };
  Ring<Hidden, 256> hidden_;  // hidden parameters changed by process
  bool disturbed_ = false;
  double rate_hz_ = 48000;
  bool active_ = false;
};

void Vst3Hosted::run(const Block& block) {
  told_.events.clear();
  moved_.clear();
  v3_audio_bus_buffers in{}, out{};
  in.num_channels = block.in_channels;
  in.channel_buffers_32 = const_cast<float**>(block.in);
  out.num_channels = block.out_channels;
  out.channel_buffers_32 = const_cast<float**>(block.out);
  v3_process_data data{};
  data.process_mode = V3_REALTIME;
  data.symbolic_sample_size = V3_SAMPLE_32;
  data.nframes = block.frames;
  if (kind_ == PlayerKind::effect && block.in_channels) {
    data.num_input_buses = 1;
    data.inputs = &in;
  }
  if (block.out_channels) {
    data.num_output_buses = 1;
    data.outputs = &out;
  }
  data.input_events = sent_.notes.get();
  data.output_events = told_.get();
  data.input_params = sent_.changes.get();
  data.output_params = moved_.get();
  v3_cpp_obj(processor_)->process(processor_, &data);
  Event e;
  for (const v3_event& v : told_.events)
    if (event_from(v, e)) hear(e);
  for (int i = 0; i < moved_.used; ++i) hear(moved_.queues[static_cast<size_t>(i)]);
}

// A change of a hidden parameter (latency, model) is passed to the controller on the main thread, as hosts
// do with every change made by process.
void Vst3Hosted::hear(const ParameterQueue& moved) {
  if (moved.points.empty()) return;
  const Point& last = moved.points.back();
  Event e;
  e.time = last.time;
  e.kind = EventKind::parameter;
  e.index = parameters_.index_of(moved.id);
  if (e.index < 0) return (void)hidden_.push({moved.id, last.value});
  e.value = static_cast<float>(parameters_.plain(moved.id, last.value));
  hear(e);
}

}  // namespace

Result<std::unique_ptr<Hosted>> open_vst3(const std::string& bundle, PlayerKind kind) {
  auto module = Module::load(bundle);
  if (!module) return module.error();
  if (module.value()->is_instrument() != (kind == PlayerKind::instrument)) return no_such_kind(bundle, kind);
  auto hosted = std::make_unique<Vst3Hosted>(module.value(), kind);
  if (!hosted->ready())
    return Error{"The plug-in in '" + bundle +
                 "' does not start or lacks a processor, a controller or MIDI mapping."};
  if (!hosted->knows_parameters())
    return Error{"The plug-in in '" + bundle +
                 "' has parameters that differ from play/parameters.h; build both from the same tree."};
  return std::unique_ptr<Hosted>(std::move(hosted));
}

}  // namespace partials::hosting
