// SPDX-License-Identifier: MIT
#include "export/board_model.h"

#include <algorithm>
#include <cstring>

#include "board_layout.h"
#include "families/instrument/instrument_model.h"
#include "families/instrument/performance_inputs.h"
#include "families/instrument/source_nodes.h"
#include "graph/byte_weights.h"
#include "graph/registry.h"
#include "nn/dense.h"
#include "nn/gru.h"
#include "nn/lstm.h"

namespace partials {
namespace {

// As the compiler for Cortex-M lays them out; apps/board/sizes_32.cpp holds them to it.
constexpr ObjectSizes kSizes32{16320, 440, 240, 56, 464, 576, 104};
// Without memory's own alignment, which init() rounds up to.
constexpr size_t kRoundUp = 48;

constexpr struct {
  partials_board_played_wire which;
  const char* input;
} kPlayed[] = {
    {PARTIALS_BOARD_F0, "f0_hz"},
    {PARTIALS_BOARD_LOUDNESS, "loudness_db"},
    {PARTIALS_BOARD_CONDITIONING_F0, "conditioning_f0_hz"},
    {PARTIALS_BOARD_CONDITIONING_LOUDNESS, "conditioning_loudness_db"},
    {PARTIALS_BOARD_TILT, "tilt_db"},
    {PARTIALS_BOARD_BALANCE, "balance_db"},
    {PARTIALS_BOARD_PARTIALS_GAIN, "partials_gain_db"},
    {PARTIALS_BOARD_NOISE_GAIN, "noise_gain_db"},
    {PARTIALS_BOARD_AGE, "age_s"},
    {PARTIALS_BOARD_STRUCK, "struck_db"},
    {PARTIALS_BOARD_DEVIATION, "deviation_hz"},
};

int16_t wire_called(const std::vector<Plan<float>::WireView>& wires, const std::string& name) {
  for (size_t i = 0; i < wires.size(); ++i)
    if (wires[i].name == name) return static_cast<int16_t>(i);
  return -1;
}

Result<void> check(const Model& model, const BoardOptions& o) {
  if (!model.family.empty())
    return Error{
        "The model is of the family '" + model.family +
        "', but a board plays instruments; export a model that `partials train` made from recordings."};
  for (const Node& n : model.graph.nodes)
    if (n.scope == Scope::bus || is_room(n))
      return Error{"The model has a room ('" + n.id + "', processor '" + n.processor +
                   "'), which a board has no memory for; train it without a room, or export another model."};
  if (o.voices < 1 || o.voices > 16)
    return Error{"A board plays 1 to 16 voices, not " + std::to_string(o.voices) + "; change --voices."};
  if (o.max_block < 1 || o.max_block > 1024)
    return Error{"A board's blocks have 1 to 1024 samples, not " + std::to_string(o.max_block) +
                 "; change --block."};
  if (o.rate_hz < 8000 || o.rate_hz > 96000)
    return Error{"A board plays at 8000 to 96000 Hz, not at " + std::to_string(o.rate_hz) +
                 "; change --rate."};
  return {};
}

void to_board(const std::string& processor, const Setup& setup, void* packed) {
  if (processor == Dense::kInfo.id) Dense::to_board(setup, packed);
  if (processor == Gru::kInfo.id) Gru::to_board(setup, packed);
  if (processor == Lstm::kInfo.id) Lstm::to_board(setup, packed);
}

template <class T>
const T* data_of(const std::vector<T>& v) {
  return v.empty() ? nullptr : v.data();
}

}  // namespace

Result<BoardModel> BoardModel::make(const Model& model, const BoardOptions& options) {
  if (auto r = check(model, options); !r) return r.error();
  BoardModel b;
  b.options_ = options;
  auto rounded = std::make_shared<Model>(model);
  round_to_bytes(rounded->table, rounded->weights.data());
  b.model_ = rounded;
  const Graph graph = with_performance_inputs(rounded->graph, false);
  auto plan = Plan<float>::compile(
      graph, {.rate_hz = options.rate_hz, .width = 1, .max_samples = options.max_block, .isa = Isa::base});
  if (!plan) return plan.error();
  b.plan_ = std::make_unique<Plan<float>>(std::move(plan).value());
  if (!b.plan_->input("f0_hz") || !b.plan_->input("loudness_db") || !b.plan_->output("audio"))
    return Error{"The model's graph must have the inputs 'f0_hz' and 'loudness_db' and the output 'audio'."};
  const InstrumentPart& part = instrument_part(*rounded);
  b.notes_ = std::make_unique<PlayedNotes>(part.notes, part.known);

  partials_board_model& t = b.tables_;
  t.version = PARTIALS_BOARD_VERSION;
  t.rate_hz = options.rate_hz;
  t.max_block = options.max_block;
  t.voices = options.voices;
  t.spare = options.spare;
  t.hop_num = static_cast<int32_t>(graph.hop_num);
  t.hop_den = static_cast<int32_t>(graph.hop_den);
  t.band_hz = graph.band_hz;
  t.reference_rate_hz = graph.reference_rate_hz;
  t.tail_s = b.plan_->tail_s();
  b.fill_nodes();
  b.fill_wires();
  b.fill_notes();
  const auto wires = b.plan_->wires();
  std::fill(std::begin(t.played), std::end(t.played), int16_t{-1});
  for (const auto& p : kPlayed) t.played[p.which] = wire_called(wires, std::string("in.") + p.input);
  t.played[PARTIALS_BOARD_AUDIO] = wire_called(wires, graph.outputs.at("audio"));
  t.n_partials = static_cast<uint16_t>(b.plan_->channels(partials_source(graph).wire));
  return b;
}

void BoardModel::fill_nodes() {
  const auto views = plan_->nodes();
  const float* weights = model_->weights.data();
  // The plan's own order of weights is that of its schedule, not that of the file.
  const std::vector<float> ordered = weights_of_part(plan_->weights(), model_->table, weights);
  const auto packed = plan_->pack(ordered.data());
  processors_.reserve(views.size());
  for (size_t i = 0; i < views.size(); ++i) {
    const auto& v = views[i];
    Node n{v.id, v.processor, v.setup, v.spec, {}, {}, {}, {}};
    n.settings.assign(v.setup->settings.values, v.setup->settings.values + v.setup->settings.n);
    for (size_t p = 0; p < v.in.size(); ++p) n.in_channels.push_back(v.setup->in_channels[p]);
    size_t size = 0;
    for (int w = 0; w < v.spec->n_weights; ++w)
      size += static_cast<size_t>(v.spec->weights[w].rows) * static_cast<size_t>(v.spec->weights[w].cols);
    if (const void* bytes = packed->of(i)) {
      n.packed.resize((v.kernel->packed_bytes(*v.setup) + 3) / 4);
      std::memcpy(n.packed.data(), bytes, v.kernel->packed_bytes(*v.setup));
      to_board(v.processor, *v.setup, n.packed.data());
    } else if (size) {
      n.weights.assign(ordered.data() + v.weight_offset, ordered.data() + v.weight_offset + size);
    }
    nodes_.push_back(std::move(n));
    processors_.push_back({find_processor(v.processor, Isa::base)->info, *v.kernel});
  }
  for (size_t i = 0; i < views.size(); ++i) {
    const auto& v = views[i];
    partials_board_node t{};
    t.processor = &processors_[i];
    t.key = v.setup->node_key;
    t.settings = data_of(nodes_[i].settings);
    t.weights = data_of(nodes_[i].weights);
    t.packed = data_of(nodes_[i].packed);
    std::fill(std::begin(t.in), std::end(t.in), int16_t{-1});
    for (size_t p = 0; p < v.in.size(); ++p) t.in[p] = static_cast<int16_t>(v.in[p]);
    t.out = static_cast<int16_t>(v.out.empty() ? 0 : v.out[0]);
    t.n_out = static_cast<uint8_t>(v.out.size());
    node_tables_.push_back(t);
  }
  tables_.nodes = node_tables_.data();
  tables_.n_nodes = static_cast<uint16_t>(node_tables_.size());
}

// A wire stays with its voice if the player writes it, or if a node with samples reads its frame, also in
// later calls.
void BoardModel::fill_wires() {
  const auto wires = plan_->wires();
  for (const auto& w : wires)
    wires_.push_back({static_cast<uint16_t>(w.channels), w.rate == Rate::sample,
                      static_cast<uint8_t>(w.name.rfind("in.", 0) != 0)});
  for (const auto& v : plan_->nodes()) {
    bool samples = false;
    for (const int w : v.in) samples |= w >= 0 && wires[static_cast<size_t>(w)].rate == Rate::sample;
    for (const int w : v.out) samples |= wires[static_cast<size_t>(w)].rate == Rate::sample;
    if (!samples) continue;
    for (const int w : v.in)
      if (w >= 0 && wires[static_cast<size_t>(w)].rate == Rate::frame)
        wires_[static_cast<size_t>(w)].shared = 0;
  }
  tables_.wires = wires_.data();
  tables_.n_wires = static_cast<uint16_t>(wires_.size());
}

void BoardModel::fill_notes() {
  for (const NoteView& n : notes_->book().notes) {
    partials_board_note t{};
    t.pitch_midi = n.pitch_midi;
    t.sustain_db = n.sustain_db;
    t.drift_db_per_s = n.drift_db_per_s;
    t.wander_db = n.wander_db;
    t.wander_s = n.wander_s;
    t.wander_cents = n.wander_cents;
    t.wander_cents_s = n.wander_cents_s;
    t.vibrato_hz = n.vibrato_hz;
    t.vibrato_cents = n.vibrato_cents;
    t.vibrato_db = n.vibrato_db;
    t.vibrato_onset_s = n.vibrato_onset_s;
    t.reached_db = n.rise.reached_db;
    t.rise_from_s = n.rise.from_s;
    t.rise_to_s = n.rise.to_s;
    t.attack_db = n.attack_db.data();
    t.attack_cents = n.attack_cents.data();
    t.decay_db = n.decay_db.data();
    t.release_db = n.release_db.data();
    t.n_attack_db = static_cast<uint16_t>(n.attack_db.size());
    t.n_attack_cents = static_cast<uint16_t>(n.attack_cents.size());
    t.n_decay_db = static_cast<uint16_t>(n.decay_db.size());
    t.n_release_db = static_cast<uint16_t>(n.release_db.size());
    note_tables_.push_back(t);
  }
  partials_board_model& t = tables_;
  t.notes = note_tables_.data();
  t.n_notes = static_cast<uint16_t>(note_tables_.size());
  t.legato_s = notes_->book().legato_s;
  const TrainedRange& known = instrument_part(*model_).known;
  t.low_hz = known.low_hz;
  t.high_hz = known.high_hz;
  t.quiet_db = known.quiet_db;
  t.loud_db = known.loud_db;
  t.median_db = known.median_db;
  const Manner& m = notes_->manner();
  t.level_db = m.level_db().data();
  t.attack_s = m.attack_s().data();
  t.release_s = m.release_s().data();
  t.struck = m.struck();
  t.one_dynamic = m.one_dynamic();
}

size_t BoardModel::memory_bytes_32() const { return lay_out(tables_, kSizes32, nullptr, nullptr) + kRoundUp; }
size_t BoardModel::memory_bytes_here() const {
  return lay_out(tables_, kSizesHere, nullptr, nullptr) + kRoundUp;
}

size_t BoardModel::flash_bytes() const {
  constexpr size_t kModel = 160, kNode = 56,
                   kNote = 104;  // the tables of partials/partials_board.h in 32 bits
  size_t sum = kModel + nodes_.size() * kNode + note_tables_.size() * kNote + 4 * wires_.size() +
               3 * 128 * sizeof(float);
  for (const Node& n : nodes_)
    sum += sizeof(double) * n.settings.size() + sizeof(float) * (n.weights.size() + n.packed.size());
  for (const partials_board_note& n : note_tables_)
    sum += sizeof(float) * (size_t{n.n_attack_db} + n.n_attack_cents + n.n_decay_db + n.n_release_db);
  return sum;
}

}  // namespace partials
