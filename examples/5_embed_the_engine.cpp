// SPDX-License-Identifier: MIT
// How a host plays an instrument: it prepares a voice once, starts it for each note, and renders block
// after block. The voice requests the controls of a frame when the frame begins, and nothing is allocated
// during playing. The network here is untrained, so the timbre is random; a trained model differs only in
// its weights.
//   5_embed_the_engine [out.wav]
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "families/instrument/voice.h"
#include "model/templates.h"
#include "soundfile/audio_file.h"

using namespace partials;

constexpr int kRate = 48000, kBlock = 256, kNoteBlocks = 70;  // 0.37 s a note

int main(int argc, char** argv) {
  const auto graph = graph_template("standard");
  if (!graph) {
    std::printf("%s\n", graph.error().text.c_str());
    return 1;
  }
  const auto shape =
      Plan<float>::compile(graph.value(), {.rate_hz = kRate, .width = 1, .max_samples = kBlock});
  if (!shape) {
    std::printf("%s\n", shape.error().text.c_str());
    return 1;
  }
  const auto weights = initial_weights(shape.value().weights(), 1);

  Voice voice;
  if (const auto ready = voice.prepare(graph.value(), weights.data(), kRate, kBlock); !ready) {
    std::printf("%s\n", ready.error().text.c_str());
    return 1;
  }

  AudioClip clip{{}, kRate};
  uint64_t note_seed = 0;
  for (int midi : {60, 62, 64, 65, 67, 69, 71, 72}) {
    voice.start(note_seed++);
    const double hop_s = voice.plan().clock().hop_s();
    auto controls = [&](int64_t frame) {  // a swell to -20 dB and back, with a little vibrato
      const double t = static_cast<double>(frame) * hop_s,
                   length_s = kBlock * kNoteBlocks / static_cast<double>(kRate);
      const double cents = 15 * std::sin(2 * M_PI * 5.5 * t);
      return FrameControls{static_cast<float>(hz_from_midi(midi + cents / 100)),
                           static_cast<float>(-80 + 60 * std::sin(M_PI * std::min(1.0, t / length_s)))};
    };
    for (int block = 0; block < kNoteBlocks; ++block) {
      float out[kBlock] = {};
      voice.render(out, kBlock, controls);
      clip.samples.insert(clip.samples.end(), out, out + kBlock);
    }
  }

  double power = 0;
  for (float x : clip.samples) {
    if (!std::isfinite(x)) {
      std::printf("the voice returned a value that is not a number\n");
      return 1;
    }
    power += static_cast<double>(x * x);
  }
  const double level_db = db_from_power(power / static_cast<double>(clip.samples.size()));
  std::printf("eight notes, %.2f s, %.1f dB\n", clip.duration_s(), level_db);
  if (argc > 1) {
    if (const auto written = write_wav(argv[1], clip); !written) {
      std::printf("%s\n", written.error().text.c_str());
      return 1;
    }
    std::printf("wrote %s\n", argv[1]);
  }
  return level_db > -80 && level_db < 0 ? 0 : 1;
}
