// SPDX-License-Identifier: MIT
#include "players.h"

namespace partials {

Players::Players(PlayerKind kind)
    : instrument_(std::make_unique<Player>(PlayerKind::instrument)),
      effect_(std::make_unique<Player>(PlayerKind::effect)) {
  active_ = kind == PlayerKind::effect ? effect_.get() : instrument_.get();
}

void Players::begin_again(PlayerKind kind) {
  auto& fresh = kind == PlayerKind::effect ? effect_ : instrument_;
  fresh = std::make_unique<Player>(kind);
  active_ = fresh.get();
}

void Players::become(PlayerKind kind, audio::Stage& stage) {
  Player &from = player(), &to = kind == PlayerKind::effect ? *effect_ : *instrument_;
  if (&from == &to) return;
  to.restore(from.state());
  const std::string model = from.model_path();
  // parameters that were moved while the model was built
  for (int i = 0; i < kParameterCount; ++i) to.engine().set_value(i, from.value(i));
  to.display_feed().watched = from.display_feed().watched.load();
  stage.change_to(to);
  {
    const std::lock_guard none_asks(asking_);
    if (const std::string chosen = from.model_path(); chosen != model) to.load_soon(chosen);  // meanwhile
    active_ = &to;
  }
  ++changes_;
  from.display_feed().watched = false;
  from.unload();
}

void Players::load_soon(const std::string& path) {
  const std::lock_guard stays(asking_);
  player().load_soon(path);
}

int Players::revision() const { return instrument_->revision() + effect_->revision() + changes_; }

void Players::say(const std::string& sentence) {
  said_of_ = player().status().sha256;
  sentence_ = sentence;
  ++changes_;
}

Status Players::status() {
  Status s = player().status();
  if (s.sha256 != said_of_) sentence_.clear();
  if (s.message.empty()) s.message = sentence_;
  return s;
}

}  // namespace partials
