// SPDX-License-Identifier: MIT
#include "map_player.h"

#include <utility>

#include "arguments.h"
#include "play/live.h"
#include "talk.h"
#include "verbs/exits.h"

namespace partials {

MapPlayer::MapPlayer(body::SoundDriver driver) : driver_(std::move(driver)) {}

std::unique_ptr<MapPlayer> MapPlayer::start(std::string model, const std::string& device,
                                            const motion::Mapping& mapping, std::optional<body::Scale> scale,
                                            bool unmuted) {
  find_model_file(model);
  std::unique_ptr<MapPlayer> p(new MapPlayer(must(body::SoundDriver::create(mapping, scale), Exit::usage)));
  audio::Keeper::Options options;
  options.request.output = device;
  options.request.name = "partials";
  p->live_ = std::make_unique<play::Live>(PlayerKind::instrument, options);
  if (!p->live_->player().load(model)) throw Stop(Exit::model_invalid, p->live_->player().status().message);
  p->driver_.prepare(p->live_->player().engine());
  must(p->live_->start(!unmuted));
  if (!p->driver_.plays_notes())
    talk(
        "The mapping has no output 'key', so it plays no notes itself; it shapes those that arrive by "
        "MIDI.\n");
  if (!unmuted) talk("Muted, to protect ears and speakers; start with --unmuted to hear it.\n");
  return p;
}

MapPlayer::~MapPlayer() {
  if (live_) live_->keeper().end();
}

body::MapSession::Sink MapPlayer::sink() {
  return [this](std::span<const float> values, double now_s) {
    if (lost_) begin_anew();
    driver_.set(values, now_s, live_->player().engine(),
                [this](const Event& e) { lost_ = !live_->event(e) || lost_; });
  };
}

// Without an audio device the queue fills, and a note's begin or end may be lost; what sounds when there is
// room again is ended before the note begins anew.
void MapPlayer::begin_anew() {
  Event end;
  end.kind = EventKind::choke;
  if (!live_->event(end)) return;
  lost_ = false;
  driver_.forget();
}

void MapPlayer::tell() {
  for (const std::string& news : live_->keeper().take_news()) talk("{}\n", news);
  if (const std::string news = live_->news(); !news.empty()) talk("{}\n", news);
}

}  // namespace partials
