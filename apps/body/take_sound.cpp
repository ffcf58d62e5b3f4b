// SPDX-License-Identifier: MIT
#include "body/take_sound.h"

#include <algorithm>
#include <cmath>

#include "body/sound_driver.h"
#include "body/take_session.h"
#include "families/families.h"

namespace partials::body {
namespace {

constexpr double kLongestTail_s = 4;
constexpr int kBlock = 1024;
constexpr float kSilence = 1e-5f;

// An engine that renders between events.
class Renderer {
 public:
  Result<void> prepare(std::shared_ptr<const Model> model, int rate_hz, const SoundDriver& driver) {
    rate_hz_ = rate_hz;
    driver.prepare(engine_);
    if (auto ready = engine_.prepare(rate_hz, kBlock); !ready) return ready;
    if (auto loaded = engine_.load(std::move(model)); !loaded) return loaded;
    for (int i = 0; i < kMostFadeBlocks && (i == 0 || engine_.swapping()); ++i) block(kBlock);
    samples_.clear();
    return {};
  }
  Engine& engine() { return engine_; }
  void event(const Event& e) { events_.push_back(e); }
  void render_until(double time_s) {
    const auto end = static_cast<size_t>(std::ceil(time_s * rate_hz_));
    while (samples_.size() < end) block(static_cast<int>(std::min<size_t>(kBlock, end - samples_.size())));
  }
  void render_tail() {
    const size_t most = samples_.size() + static_cast<size_t>(kLongestTail_s * rate_hz_);
    while (samples_.size() < most && engine_.meters().voices.load() > 0) block(kBlock);
    render_until(static_cast<double>(samples_.size() + 1) / rate_hz_ + engine_.tail_s());
  }
  // Without the engine's latency and without the silence at the end.
  std::vector<float> take(size_t at_least) {
    while (samples_.size() > at_least && std::abs(samples_.back()) < kSilence) samples_.pop_back();
    const auto early = std::min<size_t>(static_cast<size_t>(engine_.latency_samples()), samples_.size());
    samples_.erase(samples_.begin(), samples_.begin() + static_cast<ptrdiff_t>(early));
    return std::move(samples_);
  }

 private:
  static constexpr int kMostFadeBlocks = 200;
  void block(int n) {
    const size_t at = samples_.size();
    samples_.resize(at + static_cast<size_t>(n));
    float* const out[] = {samples_.data() + at};
    Block b;
    b.out = out;
    b.out_channels = 1;
    b.frames = n;
    b.events = events_;
    engine_.process(b);
    events_.clear();
  }
  Engine engine_{PlayerKind::instrument, sound_maker()};
  std::vector<Event> events_;
  std::vector<float> samples_;
  int rate_hz_ = 48000;
};

void note_change(std::vector<TakeSound::Note>& notes, int before, int now, bool struck, double time_s) {
  if (before == now && !struck) return;
  if (before >= 0) notes.back().end_s = time_s;
  if (now >= 0) notes.push_back({time_s, time_s, now});
}

}  // namespace

Result<TakeSound> sound_of_take(MapSession& session, const motion::Take& take,
                                std::shared_ptr<const Model> model, const TakeSoundOptions& options) {
  auto made = SoundDriver::create(session.mapping(), options.scale);
  if (!made) return made.error();
  SoundDriver& driver = made.value();
  if (!driver.plays_notes())
    return Error{
        "The mapping has no output 'key', so no note would sound; make a mapping with one, for instance with "
        "--output key=55..79."};
  Renderer renderer;
  if (auto ready = renderer.prepare(std::move(model), options.rate_hz, driver); !ready) return ready.error();
  TakeSound sound;
  sound.rate_hz = options.rate_hz;
  sound.hop_s = session.hop_s();
  bool struck = false;
  const auto send = [&](const Event& e) {
    struck = struck || e.kind == EventKind::note_on;
    renderer.event(e);
  };
  session.add_sink([&](std::span<const float> outputs, double now_s) {
    const int before = driver.key();
    struck = false;
    driver.set(outputs, now_s, renderer.engine(), send);
    note_change(sound.notes, before, driver.key(), struck, now_s);
    sound.outputs.insert(sound.outputs.end(), outputs.begin(), outputs.end());
  });
  if (auto running = session.run(true); !running) return running.error();
  double end_s = 0;
  const auto until = [&](double time_s) {
    renderer.render_until(time_s);
    end_s = time_s;
    return Result<void>();
  };
  const auto keep = [&](double) {
    const MapState s = session.state();
    sound.features.insert(sound.features.end(), s.features.begin(), s.features.end());
    ++sound.frames;
    return Result<void>();
  };
  if (auto played = play_take(session, take, until, keep); !played) return played.error();
  renderer.render_until(end_s + sound.hop_s);
  if (driver.key() >= 0) sound.notes.back().end_s = end_s + sound.hop_s;
  driver.end(send);
  renderer.render_until(end_s + 2 * sound.hop_s);  // the note's end is an event, too
  renderer.render_tail();
  sound.samples = renderer.take(static_cast<size_t>(end_s * options.rate_hz));
  return sound;
}

}  // namespace partials::body
