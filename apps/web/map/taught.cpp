// SPDX-License-Identifier: MIT
#include "taught.h"

#include <algorithm>
#include <cmath>

namespace partials::web {
namespace {

constexpr int kChannel = 1;

// Of the graph's input of movement, or of joints; 0: it has neither.
size_t channels_of(const Model& model) {
  for (const GraphInput& input : model.graph.inputs)
    if (input.id != "restart") return static_cast<size_t>(input.channels);
  return 0;
}

}  // namespace

Result<void> Taught::play(Model made) {
  auto shared = std::make_shared<const Model>(std::move(made));
  if (auto posted = live.post(shared); !posted) return posted.error();
  const bool other = !model || motion::mapping_of(*model).outputs.size() != mapping.outputs.size();
  model = shared;
  live.collect();
  if (other) {
    fader.prepare(mapping,
                  static_cast<double>(model->graph.hop_num) / static_cast<double>(model->graph.hop_den));
    recognition.prepare();
    recognition.forget();
    restart = true;
  }
  return {};
}

int Taught::frame() noexcept {
  if (!model || !live.frame({in, std::min(kMostValues, channels_of(*model))}, restart)) return -1;
  restart = false;
  recognised = recognition.frame(live, fader);
  fader.frame(live.output("values"));
  const auto values = fader.values();
  std::copy_n(values.begin(), std::min(kMostValues, values.size()), out);
  return static_cast<int>(values.size());
}

void Taught::send(const motion::MidiBytes& bytes) noexcept {
  if (bytes.size != 3 || messages == static_cast<int>(kMostMessages)) return;
  std::copy_n(bytes.bytes.begin(), 3, midi + 3 * messages++);
}
void Taught::send_bend(float semitones) noexcept {
  const float part = std::clamp(semitones / kBendSemitones, -1.f, 1.f);
  const int now = static_cast<int>(std::lround(8191 * part));
  if (now == bend) return;
  bend = now;
  send(motion::midi_pitch_bend(kChannel, part));
}
void Taught::send(const Event& e, float key) noexcept {
  if (e.kind == EventKind::note_on) {  // bent before it sounds
    send_bend(key < 0 ? 0 : key - static_cast<float>(e.key));
    send(motion::midi_note_on(kChannel, e.key, e.value));
  }
  if (e.kind == EventKind::note_off) send(motion::midi_note_off(kChannel, e.key));
  if (e.kind == EventKind::tuning) send_bend(e.value);
  if (e.kind == EventKind::expression) send(expression.set(e.value));
}

}  // namespace partials::web
