// SPDX-License-Identifier: MIT
#include "live.h"

#include <utility>

#include "library/takes.h"

namespace partials {
namespace {

constexpr int kFirstBlock = 512;  // samples, until an audio system sets another size
constexpr int kRememberEveryS = 3;
constexpr float kHeard = 0.001f;  // linear peak that wakes a window

Remembered recall(Memory& memory, std::string& trouble, const LiveOptions& options) {
  // read even with --fresh, so that a newer program's file is not overwritten
  Remembered was = memory.read(trouble);
  if (options.fresh) was = Remembered{};
  if (options.effect) was.kind = PlayerKind::effect;
  if (!options.output.empty()) was.output = options.output == "best" ? "" : options.output;
  return was;
}

}  // namespace

Live::Live(const LiveOptions& options, Takes* takes, ActivityFlag& activity)
    : takes_(takes),
      activity_(activity),
      memory_(Memory::standard_folder()),
      was_(recall(memory_, trouble_, options)),
      systems_(audio::systems()),
      players_(was_.kind),
      restored_(restore()),
      level_db_(was_.level_db),
      width_(was_.width),
      height_(was_.height),
      stage_(players_.player(), *this, systems_.feed),
      keeper_(stage_, std::move(systems_), keeping(options)) {}

audio::Keeper::Options Live::keeping(const LiveOptions& options) {
  audio::Keeper::Options keeping;
  keeping.request.output = was_.output;
  keeping.request.name = options.name;
  keeping.request.inputs = was_.kind == PlayerKind::effect ? 2 : 0;
  keeping.request.join = options.connect;
  keeping.request.all_ports = takes_ != nullptr;
  keeping.request.midi_out = was_.kind == PlayerKind::effect;
  keeping.midi.join = options.connect;
  keeping.midi.by_hand = was_.midi;
  keeping.every_second = [this] {
    if (++seconds_ % kRememberEveryS == 0) remember();
  };
  return keeping;
}

// An unreadable file is renamed; then the program starts as for the first time.
bool Live::restore() {
  if (was_.session.empty()) return false;
  if (players_.player().restore(was_.session)) return true;
  trouble_ = memory_.put_session_aside();
  players_.begin_again(was_.kind);
  return false;
}

void Live::begin(bool unmute) {
  Player& player = players_.player();
  if (!restored_) player.load_first();
  player.engine().set_value(kOutput, unmute ? level_db_.load() : kParameters[kOutput].min);
  if (!trouble_.empty()) {
    keeper_.say(trouble_);
    players_.say(trouble_);
  }
  stage_.prepare(stage_.rate_hz(), kFirstBlock);  // so that models load and are shown even without audio
  keeper_.begin();
}

void Live::end() {
  remember();
  keeper_.end();
}

void Live::poll() {
  if (takes_ && takes_->listens() && !std::exchange(listened_, true)) keeper_.want_inputs(2);
}

void Live::set_value(int parameter, float value) {
  const bool unmutes = parameter == kOutput && muted() && value == kParameters[kOutput].initial;
  players_.player().engine().set_value(parameter, unmutes ? level_db_.load() : value);
  if (parameter == kOutput && !muted()) level_db_ = players_.value(kOutput);
}

void Live::set_kind(PlayerKind kind) {
  keeper_.post([this, kind] { players_.become(kind, stage_); });
  // only afterwards: without a device the stage would wait in vain for a fade
  if (kind == PlayerKind::effect) keeper_.want_inputs(2);
}

void Live::remember() {
  const std::lock_guard one(remembering_);
  if (!muted()) level_db_ = players_.value(kOutput);
  Remembered now;
  now.kind = players_.kind();
  now.output = keeper_.chosen_output();
  now.midi = keeper_.midi_by_hand();
  now.level_db = level_db_;
  now.width = width_;
  now.height = height_;
  now.session = players_.player().state();
  if (const auto written = memory_.write(now); !written && !std::exchange(said_why_not_, true))
    keeper_.say("The settings cannot be saved: " + written.error().text);
}

void Live::input(const audio::Cycle& c) noexcept PARTIALS_NONBLOCKING {
  if (takes_) takes_->push(c.in, c.inputs, c.frames);
}

// Wakes an idle window when a note arrives or audio starts.
void Live::after(const audio::Cycle& c) noexcept PARTIALS_NONBLOCKING {
  if (c.midi || players_.meters().peak > kHeard) activity_.raise();
}

}  // namespace partials
