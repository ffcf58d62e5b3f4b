// SPDX-License-Identifier: MIT
#include "board_layout.h"

#include <algorithm>
#include <new>

namespace partials {
namespace {

// Takes parts from a block, or only counts them.
class Block {
 public:
  explicit Block(std::byte* memory) : memory_(memory) {}
  std::byte* take(size_t bytes, size_t align = 16) {
    at_ = (at_ + align - 1) / align * align;
    std::byte* part = memory_ ? memory_ + at_ : nullptr;
    at_ += bytes;
    return part;
  }
  template <class T>
  T* objects(size_t n, size_t size_of_one) {
    std::byte* part = take(n * size_of_one);
    if (!part) return nullptr;
    T* first = reinterpret_cast<T*>(part);
    for (size_t i = 0; i < n; ++i) new (first + i) T();
    return first;
  }
  float* floats(size_t n) {
    auto* first = reinterpret_cast<float*>(take(n * sizeof(float)));
    if (first) std::fill_n(first, n, 0.f);
    return first;
  }
  size_t bytes() const { return at_; }

 private:
  std::byte* memory_;
  size_t at_ = 0;
};

using Model = partials_board_model;
using Node = partials_board_node;

Setup setup_of(const Model& m, const Node& node) {
  Setup s;
  const Info& info = node.processor->info;
  s.settings.n = info.n_settings;
  for (int i = 0; i < info.n_settings; ++i) {
    s.settings.ids[i] = info.settings[i].id;
    s.settings.values[i] = node.settings[i];
  }
  s.clock = {m.hop_num, m.hop_den, m.rate_hz};
  s.band_hz = m.band_hz;
  s.reference_rate_hz = m.reference_rate_hz;
  s.node_key = node.key;
  for (int p = 0; p < kMaxPorts; ++p)
    if (node.in[p] >= 0) {
      s.in_channels[p] = m.wires[node.in[p]].channels;
      s.in_rate[p] = m.wires[node.in[p]].samples ? Rate::sample : Rate::frame;
    }
  return s;
}

// A voice renders one frame at a time, so a wire at frame rate holds one.
size_t numbers_of(const Model& m, const partials_board_wire& w) {
  return static_cast<size_t>(w.channels) * static_cast<size_t>(w.samples ? m.max_block : 1);
}

struct Shared {
  Setup* setups;
  std::byte* constants = nullptr;  // of the first node; each begins at a multiple of 64
  std::byte* scratch = nullptr;
};

size_t lines(size_t bytes) { return (bytes + 63) / 64 * 64; }

Shared share(const Model& m, const ObjectSizes& sizes, Block& block) {
  Shared all{block.objects<Setup>(m.n_nodes, sizes.setup)};
  size_t constants = 0, scratch = 0;
  for (int i = 0; i < m.n_nodes; ++i) {
    const Kernel<float>& kernel = m.nodes[i].processor->kernel;
    const Setup s = setup_of(m, m.nodes[i]);
    if (all.setups) all.setups[i] = s;
    constants += lines(kernel.constant_bytes(s));
    scratch = std::max(scratch, kernel.scratch_bytes(s, 1, m.max_block));
  }
  all.constants = block.take(constants, 64);
  all.scratch = block.take(scratch, 64);
  return all;
}

void prepare_constants(const Model& m, const Shared& all) {
  std::byte* at = all.constants;
  for (int i = 0; i < m.n_nodes; ++i) {
    const Kernel<float>& kernel = m.nodes[i].processor->kernel;
    kernel.prepare(all.setups[i], at);
    at += lines(kernel.constant_bytes(all.setups[i]));
  }
}

// The buffers of wires, shared ones first. `wires` may be null: then they are only counted.
void take_wires(const Model& m, bool shared, Block& block, float** wires) {
  for (int w = 0; w < m.n_wires; ++w)
    if ((m.wires[w].shared != 0) == shared) {
      float* data = block.floats(numbers_of(m, m.wires[w]));
      if (wires) wires[w] = data;
    }
}

VoiceWires played_wires(const Model& m, float* const* wires) {
  const auto at = [&](partials_board_played_wire which) {
    return m.played[which] < 0 ? nullptr : wires[m.played[which]];
  };
  VoiceWires w;
  w.f0_hz = at(PARTIALS_BOARD_F0);
  w.loudness_db = at(PARTIALS_BOARD_LOUDNESS);
  w.audio = at(PARTIALS_BOARD_AUDIO);
  w.conditioning_f0_hz = at(PARTIALS_BOARD_CONDITIONING_F0);
  w.conditioning_loudness_db = at(PARTIALS_BOARD_CONDITIONING_LOUDNESS);
  w.tilt_db = at(PARTIALS_BOARD_TILT);
  w.balance_db = at(PARTIALS_BOARD_BALANCE);
  w.partials_gain_db = at(PARTIALS_BOARD_PARTIALS_GAIN);
  w.noise_gain_db = at(PARTIALS_BOARD_NOISE_GAIN);
  w.age_s = at(PARTIALS_BOARD_AGE);
  w.struck_db = at(PARTIALS_BOARD_STRUCK);
  w.deviation_hz = at(PARTIALS_BOARD_DEVIATION);
  w.n_partials = m.n_partials;
  return w;
}

// States, and the steps that run over them. Null where the block only counts.
PlanRun<float>* make_run(const Model& m, const ObjectSizes& sizes, const Shared& all, Block& block,
                         float* const* wires) {
  auto* run = block.objects<PlanRun<float>>(1, sizes.run);
  auto* steps = block.objects<PlanStep<float>>(m.n_nodes, sizes.step);
  auto* seed = reinterpret_cast<uint64_t*>(block.take(sizeof(uint64_t)));
  const std::byte* constants = all.constants;
  for (int i = 0; i < m.n_nodes; ++i) {
    const Node& node = m.nodes[i];
    const Kernel<float>& kernel = node.processor->kernel;
    const Setup setup = setup_of(m, node);
    std::byte* state = block.take(kernel.state_bytes(setup));
    if (!steps) continue;
    steps[i].kernel = &kernel;
    steps[i].setup = all.setups + i;
    Io<float>& io = steps[i].io;
    io.constants = constants;
    constants += lines(kernel.constant_bytes(setup));
    io.scratch = all.scratch;
    io.state = state;
    io.packed = node.packed;
    io.weights = node.weights;
    io.lane_seed = seed;
    for (int p = 0; p < kMaxPorts; ++p)
      if (node.in[p] >= 0) io.in[p] = wires[node.in[p]];
    for (int p = 0; p < node.n_out; ++p) io.out[p] = wires[node.out + p];
  }
  if (!run) return nullptr;
  *seed = 0;
  run->steps = {steps, m.n_nodes};
  run->clock = {m.hop_num, m.hop_den, m.rate_hz};
  run->seeds = seed;
  return run;
}

void fill_book(const Model& m, NoteView* notes, partials_board& board) {
  for (int i = 0; i < m.n_notes; ++i) {
    const partials_board_note& n = m.notes[i];
    notes[i] = {n.pitch_midi,
                n.sustain_db,
                {n.attack_db, n.n_attack_db},
                {n.attack_cents, n.n_attack_cents},
                n.drift_db_per_s,
                n.wander_db,
                n.wander_s,
                n.wander_cents,
                n.wander_cents_s,
                n.vibrato_hz,
                n.vibrato_cents,
                n.vibrato_db,
                n.vibrato_onset_s,
                {n.decay_db, n.n_decay_db},
                {n.release_db, n.n_release_db},
                {n.rise_from_s, n.rise_to_s, n.reached_db}};
  }
  board.book = {{notes, m.n_notes}, m.legato_s};
  MannerCurve level_db, attack_s, release_s;
  std::copy_n(m.level_db, level_db.size(), level_db.begin());
  std::copy_n(m.attack_s, attack_s.size(), attack_s.begin());
  std::copy_n(m.release_s, release_s.size(), release_s.begin());
  board.manner = Manner(level_db, attack_s, release_s, m.struck != 0, m.one_dynamic);
}

}  // namespace

size_t lay_out(const partials_board_model& m, const ObjectSizes& sizes, std::byte* memory,
               partials_board** made) {
  Block block(memory);
  auto* board = block.objects<partials_board>(1, sizes.board);
  const auto n_slots = static_cast<size_t>(m.voices + m.spare);
  const Shared all = share(m, sizes, block);
  auto* notes = block.objects<NoteView>(m.n_notes, sizes.note);
  auto* slots = block.objects<InstrumentPlayer::Slot>(n_slots, sizes.slot);
  auto* voices = block.objects<VoicePlayer>(n_slots, sizes.voice);
  float* scratch = block.floats(static_cast<size_t>(m.max_block));
  auto** wires =
      reinterpret_cast<float**>(block.take(m.n_wires * (sizes.step < kSizesHere.step ? 4 : sizeof(float*))));
  take_wires(m, true, block, wires);
  if (board) {
    prepare_constants(m, all);
    fill_book(m, notes, *board);
    board->settings.voices = m.voices;
  }
  const TrainedRange known{m.low_hz, m.high_hz, m.quiet_db, m.loud_db, m.median_db};
  for (size_t i = 0; i < n_slots; ++i) {
    take_wires(m, false, block, wires);
    PlanRun<float>* run = make_run(m, sizes, all, block, wires);
    if (!board) continue;
    voices[i].attach(*run, played_wires(m, wires), m.band_hz, m.max_block);
    slots[i].voice = voices + i;
    slots[i].performer.prepare(board->book, board->manner, known, run->clock.hop_s(),
                               board->settings.envelope);
  }
  if (board)
    board->player.attach(
        {{slots, n_slots}, m.spare, nullptr, {scratch, static_cast<size_t>(m.max_block)}, m.tail_s},
        board->settings);
  if (made) *made = board;
  return block.bytes();
}

}  // namespace partials
