// SPDX-License-Identifier: MIT
// A player as a DPF plug-in, for LV2 and VST3; built once per kind (DistrhoPluginInfo.h).
#include "base/nonblocking.h"
#include "base/version.h"
#include "base64.h"
#include "player.h"
#include "shown.h"
#include "timed_plugin.h"
#include "titles.h"

START_NAMESPACE_DISTRHO

namespace {

constexpr partials::PlayerKind kKind =
    PARTIALS_EFFECT ? partials::PlayerKind::effect : partials::PlayerKind::instrument;

// State keys, in the order in which hosts restore them: first the path, then the full state, which takes
// precedence (see player.h).
enum StateIndex : uint32_t { kModelState, kWholeState, kStateCount };

int table_index(uint32_t place) { return partials::shown(kKind)[place]; }

void name_values(Parameter& p, int index, const partials::Parameter& entry) {
  const int low = static_cast<int>(entry.min), n = static_cast<int>(entry.max) - low + 1;
  p.enumValues.count = static_cast<uint8_t>(n);
  p.enumValues.restrictedMode = true;
  p.enumValues.values = new ParameterEnumerationValue[static_cast<size_t>(n)];  // DPF deletes it
  for (int i = 0; i < n; ++i) {
    const float value = static_cast<float>(low + i);
    p.enumValues.values[i].value = value;
    p.enumValues.values[i].label = partials::text_of(index, value).c_str();
  }
}

}  // namespace

class PartialsPlugin final : public TimedPlugin {
 public:
  PartialsPlugin()
      : TimedPlugin(static_cast<uint32_t>(partials::shown(kKind).size()), 0, kStateCount), player_(kKind) {
    if (!isDummyInstance()) prepare();
  }

  partials::View& view() override { return player_; }

  void set_at(int32_t sample, uint32_t place, float value) noexcept override {
    player_.parameter(static_cast<uint32_t>(sample), table_index(place), value);
  }
  void happen(const partials::Event& e) noexcept override { player_.event(e); }
  void reset() noexcept override { player_.engine().reset(); }
  bool wants_restart() const noexcept override { return player_.engine().needs_restart(); }
  uint32_t tail_samples() const noexcept override {
    return static_cast<uint32_t>(player_.engine().tail_s() * getSampleRate());
  }
  int revision() const noexcept override { return player_.revision(); }
  void settle() noexcept override { (void)player_.engine().take_steps(); }
  std::string title(uint32_t place) override {
    return partials::title_of(player_.status(), table_index(place));
  }
  bool reserved(uint32_t place) const override { return partials::is_reserved(table_index(place)); }
  std::string model_name() override { return player_.status().model; }
  std::string text_of(uint32_t place, float value) const override {
    return partials::text_of(table_index(place), value);
  }
  std::optional<float> value_of(uint32_t place, const std::string& text) const override {
    return partials::value_of(table_index(place), text);
  }

 protected:
  const char* getLabel() const override { return PARTIALS_EFFECT ? "PartialsEffect" : "PartialsInstrument"; }
  const char* getDescription() const override {
    return "Plays sound models that were trained on recordings.";
  }
  const char* getMaker() const override { return "Partials"; }
  const char* getLicense() const override { return "MIT"; }
  uint32_t getVersion() const override {
    const auto [major, minor, patch] = partials::library_version_numbers();
    return d_version(major, minor, patch);
  }
  int64_t getUniqueId() const override {
    return PARTIALS_EFFECT ? d_cconst('P', 't', 'l', 'E') : d_cconst('P', 't', 'l', 'I');
  }

  void initAudioPort(bool input, uint32_t index, AudioPort& port) override {
    port.groupId = kPortGroupStereo;
    Plugin::initAudioPort(input, index, port);
  }

  void initParameter(uint32_t place, Parameter& p) override {
    const int index = table_index(place);
    const partials::Parameter& entry = partials::kParameters[static_cast<size_t>(index)];
    if (index == partials::kBypass) return p.initDesignation(kParameterDesignationBypass);
    p.hints = kParameterIsAutomatable;
    if (entry.stepped) p.hints |= kParameterIsInteger;
    if (entry.look == partials::Look::toggle) p.hints |= kParameterIsBoolean;
    p.name = entry.name;
    p.symbol = entry.id;
    p.unit = entry.unit;
    p.description = entry.help;
    p.ranges = ParameterRanges(entry.initial, entry.min, entry.max);
    if (entry.look == partials::Look::choice || entry.look == partials::Look::note)
      name_values(p, index, entry);
  }

  void initState(uint32_t index, State& state) override {
    if (index == kModelState) {
      state.hints = kStateIsFilenamePath;
      state.key = "model";
      state.label = "Model file";
    } else {
      state.hints = kStateIsBase64Blob | kStateIsOnlyForDSP;
      state.key = "state";
      state.label = "State";
    }
  }

  float getParameterValue(uint32_t place) const override { return player_.value(table_index(place)); }
  void setParameterValue(uint32_t place, float value) override {
    player_.engine().set_value(table_index(place), value);
  }

  String getState(const char* key) const override {
    if (std::strcmp(key, "model") == 0) return String(player_.model_path().c_str());
    return String(partials::base64_from(player_.state()).c_str());
  }

  void setState(const char* key, const char* value) override {
    if (!*value) return;  // never set
    if (std::strcmp(key, "model") == 0) return player_.load_soon(value);
    const auto bytes = partials::bytes_from_base64(value);
    player_.restore(bytes ? *bytes : std::string());  // an invalid state is reported in the window
  }

  void activate() override {
    player_.load_first();  // not in the constructor: by now the host has restored its project
    prepare();
  }

  void run(const float** in, float** out, uint32_t frames, const MidiEvent* midi,
           uint32_t n_midi) noexcept PARTIALS_NONBLOCKING override {
    for (uint32_t i = 0; i < n_midi; ++i)
      if (midi[i].size <= MidiEvent::kDataSize) player_.midi(midi[i].frame, midi[i].data, midi[i].size);
    player_.process(in, DISTRHO_PLUGIN_NUM_INPUTS, out, DISTRHO_PLUGIN_NUM_OUTPUTS, static_cast<int>(frames));
    for (const partials::Event& e : player_.out_events()) tell(e);
    if (player_.take_preset_values()) tell_of_preset();
  }

 private:
  void prepare() {
    player_.activate(getSampleRate(), static_cast<int>(std::max(1u, getBufferSize())));
#if DISTRHO_PLUGIN_WANT_LATENCY
    setLatency(static_cast<uint32_t>(player_.latency_samples()));
#endif
  }

  // Reports all parameters that presets contain, because a host stores its own values (VST3) or may do so
  // (LV2 with control-input-port-change-request).
  void tell_of_preset() {
    for (uint32_t place = 0; place < partials::shown(kKind).size(); ++place)
      if (const int index = table_index(place); partials::in_presets(index))
        requestParameterValueChange(place, player_.value(index));
  }

  void tell(const partials::Event& e) {
    if (e.kind == partials::EventKind::parameter) {  // a learned controller moved it
      if (const int place = partials::place_of(kKind, e.index); place >= 0)
        requestParameterValueChange(static_cast<uint32_t>(place), e.value);
    }
#if DISTRHO_PLUGIN_WANT_MIDI_OUTPUT
    if (e.kind == partials::EventKind::midi) {
      MidiEvent m{};
      m.frame = static_cast<uint32_t>(e.time);
      m.size = 3;
      m.data[0] = e.status;
      m.data[1] = e.data1;
      m.data[2] = e.data2;
      writeMidiEvent(m);
    }
#endif
  }

  mutable partials::Player player_;
};

Plugin* createPlugin() { return new PartialsPlugin(); }

END_NAMESPACE_DISTRHO
