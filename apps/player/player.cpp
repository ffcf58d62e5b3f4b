// SPDX-License-Identifier: MIT
#include "player.h"

#include <algorithm>
#include <cmath>

#include "base/sha256.h"
#include "base/units.h"
#include "first_model.h"
#include "status.h"

namespace partials {
namespace {

const std::string& hash_of_first_model() {
  static const std::string hash = sha256_hex(first_model());
  return hash;
}

}  // namespace

Player::Player(PlayerKind kind, std::function<void()> changed)
    : session_(kind), changed_(std::move(changed)) {
  session_.set_built_in(first_model(), kFirstModel);
}
Player::~Player() {
  if (!housekept_) return;
  remove_housekept(*this);
  played_.collect(session_, true);
  (void)played_.write();
}

void Player::begin_housekeeping() {
  if (!housekept_.exchange(true)) add_housekept(*this);
}

bool Player::activate(double rate_hz, int max_block) {
  begin_housekeeping();
  const std::lock_guard lock(mutex_);
  load_pending();
  for (Event old; keys_.pop(old);) {
  }  // discards keys pressed while nothing was played
  keys_lost_ = false;
  phrase_.clear();
  Engine& e = engine();
  if (rate_hz == rate_hz_ && max_block == max_block_ && !swapped_ && !e.needs_restart()) {
    e.reset();
    return true;
  }
  const auto prepared = e.prepare(rate_hz, max_block);
  // a model loaded meanwhile plays from the first sample on
  rate_hz_ = prepared ? rate_hz : 0;
  max_block_ = max_block;
  swapped_ = false;
  notice_ = prepared ? "" : prepared.error().text;
  publish();
  return prepared.ok();
}

void Player::load_soon(const std::string& path) {
  const std::lock_guard lock(short_);
  pending_ = path;
}

bool Player::load(const std::string& path) {
  const std::lock_guard lock(mutex_);
  (void)take_pending();
  return load_locked(path).ok();
}

Result<void> Player::load_locked(const std::string& path, bool later) {
  notice_.clear();
  auto loaded = session_.load_file(path);
  if (loaded && session_.preset()) preset_values_.store(true, std::memory_order_release);
  if (later) {  // before publish() notifies the host
    const std::lock_guard lock(short_);
    if (loads_.size() == kMaxLoads) loads_.erase(loads_.begin());  // the host never calls take_loads()
    loads_.push_back({path, loaded ? "" : loaded.error().text});
  }
  swapped_ = true;
  publish();
  return loaded;
}

void Player::load_first() {
  const std::lock_guard lock(mutex_);
  load_pending();
  load_first_locked();
}

void Player::load_first_locked() {
  if (session_.load_first(first_model(), kFirstModel)) {
    swapped_ = true;
    publish();
  }
}

void Player::unload() {
  const std::lock_guard lock(mutex_);
  (void)take_pending();
  notice_.clear();
  session_.unload();
  swapped_ = true;
  publish();
}

void Player::set_programs(std::vector<std::string> paths) {
  const std::lock_guard lock(mutex_);
  session_.set_programs(std::move(paths));
}

bool Player::restore(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  std::string beside = take_pending();
  if (beside.empty()) beside = session_.model().path;  // the housekeeper has already loaded it
  notice_.clear();
  bool restored = session_.restore(bytes).ok();
  (void)engine().take_steps();  // a 'next model' that was on in the saved state must not trigger now
  // The host may store the file itself with its project (LV2 does): the same bytes under a new path.
  const std::string wanted = session_.model().sha256;
  if (!restored && !beside.empty() && !wanted.empty())
    if (const std::string path = find_model(wanted, beside); !path.empty()) (void)session_.load_file(path);
  if (!wanted.empty() && !engine().model()) restored = true;  // valid, but its model is missing
  swapped_ = true;
  publish();
  return restored;
}

std::string Player::state() {
  const std::lock_guard lock(mutex_);
  load_pending();
  load_first_locked();  // otherwise a project that is saved before it plays would stay silent
  return session_.save();
}

std::string Player::model_path() {
  const std::lock_guard lock(mutex_);
  const std::lock_guard also(short_);
  return pending_.empty() ? session_.model().path : pending_;
}

void Player::learn(int parameter) { toggle_learning(session_.engine(), parameter); }

Status Player::status() {
  const std::lock_guard lock(short_);
  return status_;
}

std::vector<Player::Load> Player::take_loads() {
  const std::lock_guard lock(short_);
  return std::exchange(loads_, {});
}

std::string Player::take_pending() {
  const std::lock_guard lock(short_);
  return std::exchange(pending_, "");
}

void Player::publish() {
  Status s = status_of(session_);
  s.built_in_sha256 = hash_of_first_model();
  if (!notice_.empty()) s.message = notice_;
  {
    const std::lock_guard lock(short_);
    status_ = std::move(s);
    ++revision_;
  }
  if (changed_) changed_();
}

void Player::load_pending() {
  const std::string path = take_pending();
  if (path.empty()) return;
  (void)load_locked(path, true);
}

bool Player::housekeep() {
  played_.ask();
  const bool worked = load_what_is_due();
  if (const std::string trouble = played_.write(); !trouble.empty()) {  // a slow disk makes nobody wait
    const std::lock_guard lock(mutex_);
    notice_ = trouble;
    publish();
  }
  return worked;
}

bool Player::load_what_is_due() {
  const std::lock_guard lock(mutex_);
  engine().collect();
  played_.collect(session_);
  auto [path, trouble] = session_.take_wish();
  const int before = revision_;
  if (!path.empty()) load_soon(path);
  if (!trouble.empty()) {
    notice_ = std::move(trouble);
    publish();
  }
  load_pending();
  if (engine().needs_refresh()) {
    (void)engine().refresh();
    swapped_ = true;
    publish();
  }
  return revision_ != before;
}

void Player::midi(uint32_t time, const uint8_t* bytes, size_t size) noexcept {
  if (size < 1 || size > 3 || bytes[0] < 0x80 || bytes[0] >= 0xf0) return;
  Event e;
  e.time = static_cast<int32_t>(time);
  e.kind = EventKind::midi;
  e.status = bytes[0];
  e.data1 = size > 1 ? bytes[1] : 0;
  e.data2 = size > 2 ? bytes[2] : 0;
  event(e);
}

void Player::event(const Event& e) noexcept {
  if (n_events_ < kMaxEvents) insert(e);
}

void Player::parameter(uint32_t time, int index, float value) noexcept {
  Event e;
  e.time = static_cast<int32_t>(time);
  e.kind = EventKind::parameter;
  e.index = index;
  e.value = value;
  if (n_changes_ < kMaxChanges && n_events_ < kMaxEvents) {
    ++n_changes_;
    return insert(e);
  }
  for (size_t i = n_events_; i-- > 0;)
    if (Event& last = events_[i]; last.kind == EventKind::parameter && last.index == index)
      return void(last.value = value);
  engine().set_value(index, value);
}

void Player::insert(const Event& e) noexcept {
  if (e.kind == EventKind::midi && (e.status & 0xf0) == 0xb0)
    heard_controllers_[e.data1 & 127].store(static_cast<uint8_t>((e.data2 & 127) + 1),
                                            std::memory_order_relaxed);
  size_t at = n_events_++;
  for (; at > 0 && events_[at - 1].time > e.time; --at) events_[at] = events_[at - 1];
  events_[at] = e;
}

void Player::play_key(int note, float velocity_unit) {
  Event e;
  e.kind = EventKind::midi;
  e.status = velocity_unit > 0 ? 0x90 : 0x80;
  e.data1 = static_cast<uint8_t>(std::clamp(note, 0, 127));
  e.data2 =
      static_cast<uint8_t>(velocity_unit > 0 ? std::clamp(std::lround(velocity_unit * 127), 1l, 127l) : 64);
  if (!keys_.push(e)) keys_lost_ = true;  // no block has been processed for a long time
}

void Player::play_phrase(bool on) {
  if (!on) return phrase_.end();
  const TrainedRange known = status().known;
  const auto key_of = [this](float hz) {  // the key that sounds at this pitch
    return static_cast<int>(std::lround(midi_from_hz(std::max(hz, 1.f)) - value(kTranspose)));
  };
  phrase_.begin(key_of(known.low_hz), key_of(known.high_hz));
}

void Player::take_keys(int frames) noexcept {
  for (Event e; n_events_ < kMaxEvents && keys_.pop(e);) insert(e);
  if (keys_lost_.load(std::memory_order_relaxed) && keys_lost_.exchange(false)) {
    Event all_off;
    all_off.status = 0xb0;
    all_off.data1 = 123;
    event(all_off);
  }
  if (kind() == PlayerKind::effect || rate_hz_ <= 0) return;
  for (Event e; phrase_.next(rate_hz_, frames, e);) event(e);
}

void Player::process(const float* const* in, int in_channels, float* const* out, int out_channels,
                     int frames) noexcept {
  take_keys(frames);
  engine().process({in, in_channels, out, out_channels, frames, {events_.data(), n_events_}});
  n_events_ = n_changes_ = 0;
}

}  // namespace partials
