// SPDX-License-Identifier: MIT
#include "audio/keeper.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "base/clocks.h"
#include "base/plain_text.h"

namespace partials::audio {
namespace {

using namespace std::chrono_literals;
constexpr auto kEvery = 50ms;
constexpr double kMaxMs = 100;  // maximum wait for a fade to reach the speaker
constexpr double kOpenAgainS = 1, kMidiS = 1, kListS = 3;
constexpr auto kFirstLook = 4s, kEnd = 3s;

bool same(const window::AudioState& a, const window::AudioState& b) {
  return a.running == b.running && a.automatic == b.automatic && a.output == b.output && a.name == b.name &&
         a.rate_hz == b.rate_hz && a.block == b.block && std::abs(a.latency_ms - b.latency_ms) < 0.5 &&
         a.trouble == b.trouble;
}
bool same(const AudioOutput& a, const AudioOutput& b) { return a.id == b.id && a.name == b.name; }
bool same(const window::MidiInput& a, const window::MidiInput& b) {
  return a.id == b.id && a.name == b.name && a.connected == b.connected;
}
template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const T& x, const T& y) { return same(x, y); });
}

bool due(double& next_s, double every_s) {
  const double now = now_s();
  if (now < next_s) return false;
  next_s = now + every_s;
  return true;
}

}  // namespace

Keeper::Keeper(Stage& stage, Systems systems, Options options)
    : stage_(stage),
      systems_(std::move(systems)),
      every_second_(std::move(options.every_second)),
      request_(std::move(options.request)),
      midi_(std::move(options.midi)),
      by_hand_(midi_.by_hand),
      chosen_(request_.output) {}

void Keeper::begin() {
  thread_ = std::thread([this] { run(); });
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, kFirstLook, [this] { return looked_; });
}

void Keeper::end() {
  if (!thread_.joinable()) return;
  std::unique_lock lock(mutex_);
  stop_ = true;
  wake_.notify_all();
  // settings are saved by then; do not wait for a server
  if (!wake_.wait_for(lock, kEnd, [this] { return ended_; })) std::_Exit(0);
  lock.unlock();
  thread_.join();
}

void Keeper::run() {
  for (bool first = true;; first = false) {
    const auto work = take_work();
    for (const auto& piece : work) piece();
    if (device_ && !work.empty()) device_->latency_changed();
    look();
    if (due(next_midi_s_, kMidiS)) tend_midi();
    if (!first && due(next_list_s_, kListS)) list_outputs();
    if (due(next_second_s_, 1)) every_second_();
    publish();
    std::unique_lock lock(mutex_);
    if (first) {
      looked_ = true;
      wake_.notify_all();
    }
    wake_.wait_for(lock, kEvery, [this] { return stop_ || !work_.empty(); });
    if (stop_) break;
  }
  device_.reset();
  systems_.midi.reset();
  const std::lock_guard lock(mutex_);
  ended_ = true;
  wake_.notify_all();
}

void Keeper::look() {
  if (device_ && device_->lost()) close(device_->name() + " has gone.");
  if (!device_ && due(next_open_s_, kOpenAgainS)) open();
  if (!device_) return;
  device_->keep_up();
  if (stage_.keep_up()) device_->latency_changed();
}

void Keeper::open() {
  std::vector<std::pair<System*, Error>> refusals;
  for (const auto& system : systems_.audio) {
    const bool chosen = request_.output == system->id() || request_.output.rfind(system->id() + ":", 0) == 0;
    if (!request_.output.empty() && !chosen) continue;
    auto opened = system->open(request_, stage_);
    if (opened) {
      device_ = std::move(opened).value();
      return say_opened();
    }
    refusals.emplace_back(system.get(), opened.error());
  }
  const std::string words = nothing(refusals);
  if (trouble_ != words) say(words);
  trouble_ = words;
}

void Keeper::say_opened() {
  trouble_.clear();
  if (device_->inputs() == 0 && request_.inputs > 0)
    trouble_ = device_->name() + " has no input, so there is nothing to sing into; plug in a microphone.";
  next_midi_s_ = next_list_s_ = 0;
  say(plays());
  say_what_differs("rate", request_.rate_hz, device_->rate_hz(), "Hz");
  say_what_differs("block", request_.block, device_->block(), "samples");
  for (const std::string& joined : device_->joined()) say("Joined " + joined);
  if (!trouble_.empty() && stage_.player().kind() == PlayerKind::effect) say(trouble_);
}

void Keeper::say_what_differs(const char* what, int wanted, int got, const char* unit) {
  if (wanted <= 0 || wanted == got) return;
  say("The " + std::string(what) + " is " + std::to_string(got) + " " + unit + " and not the " +
      std::to_string(wanted) + " asked for, because " + device_->name() +
      " decides it; set it there, or ask for this one.");
}

std::string Keeper::plays() const {
  const window::AudioState a = now();
  const double own_ms = 1e3 * stage_.latency_samples() / a.rate_hz;
  char text[160];
  plain_snprintf(text, sizeof text, " at %.0f Hz, %d samples a block, latency %.0f ms", a.rate_hz, a.block,
                 a.latency_ms);
  std::string sentence = "Playing through " + a.name + text;
  if (own_ms > 0) {
    plain_snprintf(text, sizeof text, ", of which %.0f ms are the effect's", own_ms);
    sentence += text;
  }
  return sentence + ".";
}

std::string Keeper::nothing(const std::vector<std::pair<System*, Error>>& refusals) const {
  if (refusals.empty())
    return "This build of Partials does not support the output '" + request_.output +
           "'; choose another one.";
  std::string list;
  for (size_t i = 0; i < refusals.size(); ++i) {
    const std::string& clause = refusals[i].second.text;
    if (list.find(clause) != std::string::npos)
      continue;  // PulseAudio and ALSA may both lack the same library
    list += (list.empty() ? "" : ", ") + clause;
  }
  if (!request_.output.empty())
    return "There is no sound: " + list +
           ". Start it, or choose another output; the sound starts automatically.";
  return "There is no audio device: " + list +
         ". Start PipeWire, PulseAudio or JACK, or plug in a sound card; the sound starts automatically.";
}

void Keeper::close(const std::string& why) {
  say(why);
  drop();
}

void Keeper::drop() {
  if (device_ && !device_->lost() && !device_->stalled()) {
    stage_.hush();
    std::this_thread::sleep_for(
        std::chrono::duration<double, std::milli>(std::min(kMaxMs, device_->latency_ms(false))));
  }
  device_.reset();
  next_open_s_ = 0;
  (void)midi_.to_join({});  // inputs of the next system count as new, even with the same names
}

void Keeper::tend_midi() {
  const auto ports = midi_ports();
  for (const std::string& id : midi_.to_join(ports))
    if (MidiPorts* const at = midi_of(id); at && at->connect(id, true)) {
      const auto port =
          std::find_if(ports.begin(), ports.end(), [&](const MidiPort& p) { return p.id == id; });
      say("Connected MIDI input " + port->name);
    }
  std::vector<window::MidiInput> inputs;
  for (const MidiPort& port : midi_ports()) inputs.push_back({port.id, port.name, port.connected});
  const std::lock_guard lock(mutex_);
  if (!same(inputs, midi_inputs_)) {
    midi_inputs_ = std::move(inputs);
    ++revision_;
  }
}

// If a system has its own MIDI and lists keyboards there, ALSA would list the same keyboards again.
std::vector<MidiPort> Keeper::midi_ports() {
  std::vector<MidiPort> ports;
  if (device_ && device_->midi()) ports = device_->midi()->ports();
  const bool enough = std::any_of(ports.begin(), ports.end(), [](const MidiPort& p) { return p.keyboard; });
  for (const MidiPort& port : systems_.midi ? systems_.midi->ports() : std::vector<MidiPort>()) {
    if (!enough)
      ports.push_back(port);
    else if (port.connected)
      systems_.midi->connect(port.id, false);  // otherwise its notes would arrive twice
  }
  return ports;
}

MidiPorts* Keeper::midi_of(const std::string& id) {
  MidiPorts* const own = device_ ? device_->midi() : nullptr;
  for (MidiPorts* ports : {own, systems_.midi.get()})
    for (const MidiPort& port : ports ? ports->ports() : std::vector<MidiPort>())
      if (port.id == id) return ports;
  return nullptr;
}

void Keeper::list_outputs() {
  std::vector<AudioOutput> list;
  for (const auto& system : systems_.audio) {
    const bool in_use =
        device_ && (device_->output() == system->id() || device_->output().rfind(system->id() + ":", 0) == 0);
    for (AudioOutput& output : system->outputs(in_use)) list.push_back(std::move(output));
    if (in_use && device_->inputs() == 0 && request_.inputs > 0 && system->has_input())
      close("An input is available.");
  }
  const std::lock_guard lock(mutex_);
  if (!same(list, outputs_)) {
    outputs_ = std::move(list);
    ++revision_;
  }
}

window::AudioState Keeper::now() const {
  window::AudioState now;
  now.output = request_.output;
  now.automatic = request_.output.empty();
  now.trouble = trouble_;
  if (device_) {
    now.running = true;
    now.output = device_->output();
    now.name = device_->name();
    now.rate_hz = device_->rate_hz();
    now.block = device_->block();
    now.latency_ms = device_->latency_ms(stage_.player().kind() == PlayerKind::effect) +
                     1e3 * stage_.latency_samples() / device_->rate_hz();
    if (device_->stalled())
      now.trouble = now.name + " takes no sound at the moment; check whether another program uses it.";
    else if (stage_.player().kind() != PlayerKind::effect)
      now.trouble.clear();
  }
  return now;
}

void Keeper::publish() {
  window::AudioState now = this->now();
  const std::lock_guard lock(mutex_);
  xruns_ = device_ ? device_->xruns() : 0;
  if (!same(now, state_)) ++revision_;
  state_ = std::move(now);
}

}  // namespace partials::audio
