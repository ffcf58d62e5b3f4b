// SPDX-License-Identifier: MIT
#include "scene.h"

#include <algorithm>
#include <cmath>

#include "palette.h"
#include "panels.h"
#include "presets.h"

namespace partials::window {
namespace {

constexpr float kHeadHeight = 60, kFootHeight = 26;
constexpr double kTwiceS = 0.35;
constexpr std::chrono::seconds kLookAgain(2);  // interval for reading the shown folders again
constexpr float kHeard = 0.001f;               // -60 dB, the bottom of the meters
constexpr const char* kMuted = "Muted, to protect ears and speakers; press “Muted” at the top to unmute.";

}  // namespace

Scene::Scene(View& view, Shell& shell, Takes* takes, Standalone* standalone)
    : view_(view), shell_(shell), takes_(takes), standalone_(standalone), typist_(view) {
  library_.refresh();
  status_ = view_.status();
  view_.display_feed().watched = true;
}

Scene::~Scene() {
  blur();
  view_.play_phrase(false);
  view_.display_feed().watched = false;
}

// A bigger window shows elements larger, up to two and a half times, and also more of them.
void Scene::resize(float width, float height, float scale) {
  let_go();
  scale_ = std::isfinite(scale) && scale > 0 ? std::clamp(scale, 0.5f, 4.f) : 1.f;
  width_ = std::clamp(width, 1.f, 16384.f);
  height_ = std::clamp(height, 1.f, 16384.f);
  const float fit = std::min(width_ / scale_ / kFirstWidth, height_ / scale_ / kFirstHeight);
  unit_ = scale_ * std::clamp(fit, 0.86f, 2.5f);
  stale_ = true;
}

void Scene::lay_out() {
  stale_ = false;
  held_ = hover_ = nullptr;
  parts_.clear();
  status_ = view_.status();
  muted_ = silenced(*this);
  Box rest = whole();
  head_panel(*this, rest.cut_top(kHeadHeight));
  foot_panel(*this, rest.cut_bottom(kFootHeight));
  rest = rest.inset(kGap + 4, 0);
  if (!message_of(*this).empty()) {
    rest.cut_top(kGap);
    message_panel(*this, rest.cut_top(message_height(*this, rest.w)));
  }
  rest.cut_bottom(4);
  switch (state_.page) {
    case Page::play:
      play_page(*this, rest);
      break;
    case Page::settings:
      settings_page(*this, rest);
      break;
    case Page::browse:
      browser_page(*this, rest);
      break;
    case Page::train:
      train_page(*this, rest);
      break;
    case Page::record:
      record_page(*this, rest);
      break;
  }
  if (!focus_.empty() && !find(focus_)) focus_.clear();
  hover_ = at(pointer_.x, pointer_.y);
}

void Scene::follow() {
  if (library_version_ != library_.version()) {
    library_version_ = library_.version();
    stale_ = true;
  }
  if (presets_version_ != presets_.version()) {
    presets_version_ = presets_.version();
    follow_presets(*this);
  }
  if (const auto now = std::chrono::steady_clock::now();
      state_.page == Page::browse && now - looked_ > kLookAgain) {
    looked_ = now;
    library_.refresh();
  }
  if (training_version_ != training_.version()) {
    training_version_ = training_.version();
    stale_ = true;
  }
  if (takes_ && takes_version_ != takes_->version()) {
    takes_version_ = takes_->version();
    stale_ = true;
  }
  if (revision_ != view_.revision()) {
    revision_ = view_.revision();
    view_.display_feed().watched = true;
    stale_ = true;
  }
  if (standalone_ && standalone_revision_ != standalone_->revision()) {
    standalone_revision_ = standalone_->revision();
    stale_ = true;
  }
  if (phrase_ != view_.phrase_plays()) {
    phrase_ = view_.phrase_plays();
    stale_ = true;
  }
  if (muted_ != silenced(*this)) {
    if (muted_ && state_.notice == kMuted) state_.notice.clear();
    stale_ = true;
  }
  if (state_.searching_hash) {
    const std::string found = library_.find_hash(status_.sha256);
    if (!found.empty()) {
      state_.searching_hash = false;
      load(found);
    } else if (!library_.busy()) {
      state_.searching_hash = false;
      state_.notice = "No file on this machine has the contents of “" + status_.model +
                      "”; locate it, or ask the author of the project for it.";
      stale_ = true;
    }
  }
  if (state_.play_along) follow_training();
}

// A model that the user plays during its training is reloaded whenever it improves.
void Scene::follow_training() {
  const TrainingStatus t = training_.status();
  if (t.run != state_.played_run || t.model.empty() || t.model_stamp == state_.played_stamp) return;
  state_.played_stamp = t.model_stamp;
  shell_.load(t.model);
}

bool Scene::stirs() const {
  const Meters& m = view_.meters();
  return m.voices.load(std::memory_order_relaxed) != voices_ ||
         m.peak.load(std::memory_order_relaxed) > kHeard || revision_ != view_.revision();
}

bool Scene::idle() {
  voices_ = view_.meters().voices;
  follow();
  if (stale_ && !held_) {
    lay_out();
    shown_ = 0;
  }
  Shown now;
  for (const auto& part : parts_) part->look_at(now);
  now.add(std::string_view(focus_));
  now.add(std::string_view(hint()));
  now.add(hover_ ? std::string_view(hover_->id) : std::string_view());
  now.add(over_);
  now.add(held_ != nullptr);
  now.add(state_.search.caret);
  now.add(state_.preset_name.caret);
  now.add(view_.phrase_plays());
  return std::exchange(shown_, now.sum()) != now.sum();
}

void Scene::draw(Canvas& canvas) {
  if (stale_ && !held_) lay_out();
  const Box all = whole();
  canvas.shade({0, 0, all.w, kHeadHeight}, Ink{32, 37, 45}, Ink{24, 28, 34});
  canvas.fill({0, kHeadHeight, all.w, all.h - kHeadHeight}, kGround);
  stroke(canvas, {0, kHeadHeight - 0.5f}, {all.w, kHeadHeight - 0.5f}, Ink{8, 9, 11});
  for (const auto& part : parts_)
    part->draw(canvas, {part.get() == hover_ && part->active(), part->id == focus_, part.get() == held_});
  if (const Part* f = find(focus_); f && !f->types())
    canvas.frame({f->box.x - 2, f->box.y - 2, f->box.w + 4, f->box.h + 4}, kFocus, 2, kRound);
  if (!over_) return;
  canvas.fill(all, kGround.faded(0.75f));
  canvas.frame(all.inset(10), kBlue, 2.5f, 12);
  canvas.text({all.middle().x, all.middle().y - 12}, "Drop it here", kTitle, kText, Align::middle);
  canvas.text({all.middle().x, all.middle().y + 14},
              "A .partials model or a preset is played; recordings train a new model", kPlain, kQuiet,
              Align::middle);
}

Part* Scene::at(float x, float y) const {
  for (auto it = parts_.rbegin(); it != parts_.rend(); ++it)
    if ((*it)->active() && (*it)->box.holds(x, y)) return it->get();
  return nullptr;
}

Part* Scene::find(const std::string& id) const {
  if (id.empty()) return nullptr;
  const auto it = std::find_if(parts_.begin(), parts_.end(), [&](const auto& p) { return p->id == id; });
  return it == parts_.end() ? nullptr : it->get();
}

void Scene::move(float x, float y, bool shift) {
  pointer_ = {x / unit_, y / unit_};
  if (held_) return held_->drag({pointer_.x, pointer_.y, shift});
  hover_ = at(pointer_.x, pointer_.y);
  if (hover_) hover_->hover({pointer_.x, pointer_.y, shift});
}

void Scene::press(float x, float y, bool shift, double time_s) {
  let_go();
  if (stale_) lay_out();
  pointer_ = {x / unit_, y / unit_};
  Part* part = at(pointer_.x, pointer_.y);
  const bool twice = part && part->id == last_pressed_ && time_s - last_press_s_ < kTwiceS;
  last_pressed_ = part ? part->id : "";
  last_press_s_ = twice ? -1 : time_s;
  // Keys go to the control selected by Tab, or to a text field; a click elsewhere returns them to the host.
  focus_ = part && part->takes_keys() ? part->id : "";
  held_ = hover_ = part;
  if (part) part->press({pointer_.x, pointer_.y, shift, twice});
}

void Scene::release() {
  Part* part = std::exchange(held_, nullptr);
  if (part) part->release();
  hover_ = stale_ ? nullptr : at(pointer_.x, pointer_.y);
}

void Scene::let_go() {
  if (Part* part = std::exchange(held_, nullptr)) part->cancel();
}

void Scene::blur() {
  let_go();
  typist_.release_all();
}

void Scene::press_right(float x, float y) {
  if (Part* part = held_ ? nullptr : at(x / unit_, y / unit_)) part->learn();
}

void Scene::wheel(float x, float y, float steps, bool shift) {
  if (Part* part = held_ ? nullptr : at(x / unit_, y / unit_))
    part->wheel({x / unit_, y / unit_, shift}, steps);
}

void Scene::leave() {
  if (!held_) {
    hover_ = nullptr;
    pointer_ = {-1, -1};
  }
}

void Scene::walk(int step) {
  std::vector<const Part*> stops;
  for (const auto& part : parts_)
    if (part->focusable()) stops.push_back(part.get());
  if (stops.empty()) return;
  const auto n = static_cast<int>(stops.size());
  int now = step > 0 ? -1 : n;
  for (int i = 0; i < n; ++i)
    if (stops[static_cast<size_t>(i)]->id == focus_) now = i;
  focus_ = stops[static_cast<size_t>((now + step + n) % n)]->id;
}

bool Scene::key(Key key, bool shift) {
  if (stale_ && !held_) lay_out();
  if (key == Key::tab) {
    walk(shift ? -1 : 1);
    return true;
  }
  Part* part = find(focus_);
  if (part && part->key(key, shift)) return true;
  if (key != Key::escape) return false;
  if (state_.page != Page::play) {
    show(Page::play);
    return true;
  }
  if (!state_.notice.empty()) {
    state_.notice.clear();
    change();
    return true;
  }
  return !std::exchange(focus_, "").empty();
}

bool Scene::type(std::string_view text) {
  if (stale_ && !held_) lay_out();
  Part* part = find(focus_);
  return part && part->type(text);
}

bool Scene::typed_key(TypedKey key, bool down) {
  if (!down) return key.what == TypedKey::note && typist_.release(key.semitone);
  if (stale_ && !held_) lay_out();
  const Part* part = find(focus_);
  if (!plays_notes() || (part && part->types())) return false;
  if (!standalone_ && !(part && part->id == "keyboard")) return false;  // the keys belong to the host
  switch (key.what) {
    case TypedKey::note:
      typist_.press(key.semitone);
      say_if_muted();
      break;
    case TypedKey::octave_down:
      typist_.shift(-1);
      change();
      break;
    case TypedKey::octave_up:
      typist_.shift(1);
      change();
      break;
    case TypedKey::softer:
      typist_.louder(-1);
      break;
    case TypedKey::louder:
      typist_.louder(1);
      break;
  }
  return true;
}

void Scene::say_if_muted() {
  if (silenced(*this) && state_.notice.empty()) {
    state_.notice = kMuted;
    change();
  }
}

void Scene::set_kind(PlayerKind kind) {
  if (!standalone_ || kind == view_.kind()) return;
  blur();
  view_.play_phrase(false);
  standalone_->set_kind(kind);
  view_.display_feed().watched = true;
  change();
}

void Scene::show(Page page) {
  state_.page = page;
  stale_ = true;
  focus_ = page == Page::browse ? "search" : "";
  state_.naming = Naming::none;
  state_.name_taken = false;
  if (page == Page::browse) {
    state_.chosen = playing_path(*this);
    library_.refresh();
  }
  if (page == Page::train) training_.refresh();
  if (page == Page::record && takes_) takes_->refresh();
}

void Scene::load(const std::string& path) {
  state_.notice.clear();
  state_.play_along = false;
  library_.used(path);
  shell_.load(path);
  stale_ = true;
}

void Scene::drag_over(bool over) { over_ = over; }

std::string Scene::hint() const {
  if (held_) return held_->help();
  if (hover_ && hover_->active()) return hover_->help();
  const Part* f = find(focus_);
  return f ? f->help() : std::string();
}

}  // namespace partials::window
