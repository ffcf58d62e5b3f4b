// SPDX-License-Identifier: MIT
#include "map_player.h"

#include "arguments.h"
#include "exits.h"
#include "play/live.h"
#include "play/parameters.h"
#include "talk.h"

namespace partials {

std::unique_ptr<MapPlayer> MapPlayer::start(std::string model, const std::string& device,
                                            const motion::Mapping& mapping, bool unmuted) {
  find_model_file(model);
  std::unique_ptr<MapPlayer> p(new MapPlayer);
  bool any = false;
  for (size_t i = 0; i < mapping.outputs.size(); ++i) {
    const std::string& name = mapping.outputs[i].name;
    p->parameters_.push_back(parameter_index(name));
    if (name == "key") p->key_ = static_cast<int>(i);
    if (name == "level") p->level_ = static_cast<int>(i);
    any = any || p->parameters_.back() >= 0 || p->key_ >= 0;
  }
  if (!any)
    throw Stop(
        Exit::usage,
        "No output of the mapping is a parameter (macro1, attack ...) or the key of a note, so there is "
        "nothing to play; name outputs after what they are to move.");
  audio::Keeper::Options options;
  options.request.output = device;
  options.request.name = "partials";
  p->live_ = std::make_unique<play::Live>(PlayerKind::instrument, options);
  if (!p->live_->player().load(model)) throw Stop(Exit::model_invalid, p->live_->player().status().message);
  must(p->live_->start(!unmuted));
  if (!unmuted) talk("Muted, to protect ears and speakers; start with --unmuted to hear it.\n");
  return p;
}

MapPlayer::~MapPlayer() {
  if (live_) live_->keeper().end();
}

body::MapSession::Sink MapPlayer::sink() {
  return [this](std::span<const float> values, double) {
    Engine& engine = live_->player().engine();
    for (size_t i = 0; i < values.size() && i < parameters_.size(); ++i)
      if (parameters_[i] >= 0) engine.set_value(parameters_[i], values[i]);
    if (key_ < 0 || static_cast<size_t>(std::max(key_, level_)) >= values.size()) return;
    const float level = level_ < 0 ? 0.7f : values[static_cast<size_t>(level_)];
    play(values[static_cast<size_t>(key_)], level);
  };
}

// Without an audio device the queue fills, and a note's begin or end may be lost; what sounds when there is
// room again is ended before the note begins anew.
void MapPlayer::play(float key, float level) {
  if (lost_) {
    Event end;
    end.kind = EventKind::choke;
    if (!live_->event(end)) return;
    lost_ = false;
    note_ = body::NoteDriver();
  }
  note_.set(key, level, [this](const Event& e) { lost_ = !live_->event(e) || lost_; });
}

void MapPlayer::tell() {
  for (const std::string& news : live_->keeper().take_news()) talk("{}\n", news);
  if (const std::string news = live_->news(); !news.empty()) talk("{}\n", news);
}

}  // namespace partials
