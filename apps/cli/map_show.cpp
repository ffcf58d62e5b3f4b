// SPDX-License-Identifier: MIT
#include "map_show.h"

#include <cmath>
#include <filesystem>

#include "base/clocks.h"
#include "body/page_server.h"
#include "body/session_page.h"
#include "families/model_loading.h"
#include "families/motion/train/take_folder.h"
#include "system/asked_to_end.h"
#include "talk.h"
#include "verbs/exits.h"

namespace partials {
namespace {

// Between the end of a take and its begin nothing is sent, for longer than channels are held: the session
// then leads them to the first pose, as after any drop-out. A jump would be a movement of enormous energy.
constexpr double kPause_s = 0.4;

// A take as if a sender sent it, from its begin to its end and again.
class TakePlayer {
 public:
  explicit TakePlayer(const std::string& path) {
    if (path.empty()) return;
    auto folder = motion::read_takes({path});
    take_ = std::move(folder.takes.front());
  }
  // While the take is held, its last frame is sent again and again: a pose that stands still is no drop-out.
  void play(body::MapSession& session, double now, bool playing) {
    if (take_.frames() < 2) return;
    if (begin_s_ < 0) begin_s_ = last_s_ = now;
    if (!playing) begin_s_ += now - last_s_;
    last_s_ = now;
    const double length_s = take_.times_s.back() - take_.times_s.front();
    const double at_s = std::fmod(now - begin_s_, length_s + kPause_s) + take_.times_s.front();
    if (next_ > 0 && at_s < take_.times_s[next_ - 1]) next_ = 0;
    size_t newest = take_.frames();
    while (next_ < take_.frames() && take_.times_s[next_] <= at_s) newest = next_++;
    if (!playing && next_ > 0) newest = next_ - 1;
    if (newest == take_.frames()) return;
    session.give([&](motion::Body& body) {
      for (size_t c = 0; c < take_.channels.size(); ++c) {
        motion::BodyName name;
        name << take_.channels[c].name;
        const int channel = body.channel(name, motion::Unit::none);
        if (channel < 0) continue;
        const float value = take_.frame(newest)[c];
        body.set(channel, value, now,
                 std::isfinite(value) ? motion::Tracking::tracked : motion::Tracking::lost, 1);
      }
    });
  }

 private:
  motion::Take take_;
  double begin_s_ = -1, last_s_ = 0;
  size_t next_ = 0;
};

}  // namespace

void show(body::MapSession& session, const ShowOptions& o) {
  const auto save = [&]() -> Result<std::string> {
    const auto model = session.model();
    if (!model) return Error{"There is nothing to save yet; record examples, then train."};
    if (auto saved = save_model(*model, o.file); !saved) return saved.error();
    return "Saved as " + o.file + ".";
  };
  PracticeFile practice(session, o.practice);
  TakePlayer take(o.take);
  body::TakeControl control{std::filesystem::path(o.take).stem().string()};
  body::SessionPage page(session, std::filesystem::path(o.file).stem().string(), save,
                         o.take.empty() ? nullptr : &control);
  const auto server = must(body::PageServer::start(page, {o.page_port, o.mediapipe}));
  say_to(stdout, "Open {} in a browser on this machine; press Ctrl-C to stop.\n", server->address());
  std::fflush(stdout);
  listen_for_end();
  const double begin_s = now_s();
  while (!asked_to_end() && (o.seconds <= 0 || now_s() - begin_s < o.seconds)) {
    take.play(session, now_s(), control.playing);
    must(session.step());
    practice.keep(session);
  }
  practice.finish();
}

}  // namespace partials
