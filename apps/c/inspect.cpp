// SPDX-License-Identifier: MIT
// partials.h: inspects a model before it is loaded. Memory is counted on the same Sound that a player
// builds. Cost is the CPU time of this thread while it plays, the minimum of kPasses, which excludes
// interruptions by other programs.
#include <cmath>

#include "base/clocks.h"
#include "base/units.h"
#include "families/families.h"
#include "families/instrument/instrument_model.h"
#include "families/model_loading.h"
#include "player.h"
#include "system/file.h"

using namespace partials;
using namespace partials::c;

namespace {

constexpr int kCosted = 16, kPasses = 3, kMaxBlock = 512;
constexpr double kPassS = 0.06;

// Share of a core: kCosted held notes, or a sung note through an effect.
double cost_of(Sound& sound, double rate_hz, int max_block) noexcept {
  const int block = std::min(max_block, kMaxBlock);
  float heard[kMaxBlock], left[kMaxBlock], right[kMaxBlock];
  const float* in[] = {heard, heard};
  float* out[] = {left, right};
  int64_t sample = 0;
  const auto play = [&](double seconds) {
    for (int64_t until = sample + static_cast<int64_t>(seconds * rate_hz); sample < until; sample += block) {
      for (int i = 0; i < block; ++i)
        heard[i] =
            0.2f * static_cast<float>(std::sin(2 * M_PI * 220 * static_cast<double>(sample + i) / rate_hz));
      sound.render(in, out, block);
    }
  };
  for (int n = 0; n < kCosted; ++n) {
    Event note;
    note.status = 0x90;
    note.data1 = static_cast<uint8_t>(48 + 2 * n);
    note.data2 = 100;
    sound.event(note);
  }
  play(0.02);
  double best = 1e9;
  for (int pass = 0; pass < kPasses; ++pass) {
    const int64_t from = sample;
    const double start_s = cpu_s();
    play(kPassS);
    best = std::min(best, (cpu_s() - start_s) / (static_cast<double>(sample - from) / rate_hz));
  }
  return best;
}

void describe(const Model& m, partials_model_info& i) {
  i.redistribute = m.card.redistribute;
  copy_text(m.card.name, i.name, sizeof i.name);
  copy_text(m.card.author, i.author, sizeof i.author);
  copy_text(m.card.licence, i.licence, sizeof i.licence);
  const MacroNames names = names_of(sound_maker().controls(m));
  for (size_t slot = 0; slot < names.size(); ++slot)
    copy_text(names[slot], i.macros[slot], sizeof i.macros[slot]);
  i.low_note = static_cast<float>(midi_from_hz(instrument_part(m).known.low_hz));
  i.high_note = static_cast<float>(midi_from_hz(instrument_part(m).known.high_hz));
}

Result<void> inspect(const std::string& bytes, const std::string& name, PlayerKind kind, double rate_hz,
                     int max_block, partials_model_info& info) {
  auto read = model_from_bytes(bytes, name);
  if (!read) return read.error();
  Engine engine(kind, sound_maker());
  if (auto r = engine.prepare(rate_hz, max_block); !r) return r;
  const auto model = std::make_shared<const Model>(std::move(read).value());
  auto made =
      sound_maker().make(kind, model, initial_values(), static_cast<int>(std::lround(rate_hz)), max_block);
  if (!made) return made.error();
  Sound& sound = *made.value();
  describe(*model, info);
  info.memory_bytes = sizeof(partials_player) + engine.memory_bytes() + sound.memory_bytes() +
                      (model->card.redistribute ? bytes.size() : 0);
  info.latency_samples = static_cast<uint32_t>(sound.latency_samples());
  info.tail_s = sound.tail_s();
  info.voices_costed = kind == PlayerKind::instrument ? kCosted : 1;
  info.cost_unit = cost_of(sound, rate_hz, max_block);
  return {};
}

// Fills the part of the struct that the caller's version has.
template <class Work>
partials_result into(partials_model_info* info, partials_kind kind, uint32_t max_block, char* error,
                     size_t room, Work&& work) noexcept {
  if (!info || info->size < sizeof(uint32_t) || (kind != PARTIALS_INSTRUMENT && kind != PARTIALS_EFFECT) ||
      max_block < 1) {
    copy_text(
        "partials_inspect needs an info with its size set, a valid kind, and a block of at least one sample.",
        error, room);
    return PARTIALS_BAD_ARGUMENT;
  }
  partials_model_info full{};
  const uint32_t size = std::min<uint32_t>(info->size, sizeof full);
  const partials_result r = guarded(error, room, [&] { return work(full); });
  full.size = size;
  if (r == PARTIALS_OK) std::memcpy(info, &full, size);
  return r;
}

PlayerKind kind_of(partials_kind kind) noexcept {
  return kind == PARTIALS_EFFECT ? PlayerKind::effect : PlayerKind::instrument;
}
int block_of(uint32_t max_block) noexcept { return static_cast<int>(std::min<uint32_t>(max_block, 8192)); }

}  // namespace

partials_result partials_inspect_file(const char* path, partials_kind kind, double rate_hz,
                                      uint32_t max_block, partials_model_info* info, char* error,
                                      size_t room) {
  return into(path ? info : nullptr, kind, max_block, error, room,
              [&](partials_model_info& full) -> Result<void> {
                auto bytes = read_file(path, kMaxHostedModelBytes);
                if (!bytes) return bytes.error();
                return inspect(bytes.value(), path, kind_of(kind), rate_hz, block_of(max_block), full);
              });
}

partials_result partials_inspect_memory(const void* bytes, size_t size, partials_kind kind, double rate_hz,
                                        uint32_t max_block, partials_model_info* info, char* error,
                                        size_t room) {
  return into(bytes ? info : nullptr, kind, max_block, error, room, [&](partials_model_info& full) {
    return inspect(std::string(static_cast<const char*>(bytes), size), "model", kind_of(kind), rate_hz,
                   block_of(max_block), full);
  });
}
