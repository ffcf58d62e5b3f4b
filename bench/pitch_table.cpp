// SPDX-License-Identifier: MIT
// The analyser's pitch on real recordings: pitch_table [--same-range] [--picture FILE.png] NAME=FOLDER...
// (any format, also 16-bit 16 kHz *.raw). The judges are third-party programs and search 60 to 2500 Hz; the
// analyser searches its own 40 to 5000 Hz or, with --same-range, theirs. Every 5 ms (pitch_verdict.h):
// agreed frames; disputed ones, in which the two that agree are taken as right; frames in which no two
// agree, which are only counted (in pitch_resynthesis their f0 is known). missed: no pitch, or confidence
// below 0.5; gross: more than 50 cents away; octave: more than 600. The judges' own rows are biased in
// their favour, because they have a vote. The picture shows every octave error in agreed frames
// (pitch_gallery.h).
#include "pitch_gallery.h"
#include "pitch_verdict.h"

using namespace partials;
using namespace partials::bench;

namespace {

constexpr double kStepS = 0.005;

struct Judged {
  Row agreed, disputed;
  size_t neither = 0;
  double audio_s = 0, own_s = 0, aubio_s = 0;
  std::vector<Exception> exceptions;

  void add(const Judged& j) {
    agreed.add(j.agreed);
    disputed.add(j.disputed);
    neither += j.neither;
    audio_s += j.audio_s;
    own_s += j.own_s;
    aubio_s += j.aubio_s;
    exceptions.insert(exceptions.end(), j.exceptions.begin(), j.exceptions.end());
  }
};

Judged judge(const Recording& r, const AnalyserSettings& settings) {
  Judged out;
  const AudioClip& clip = r.clip;
  const Trackers t(clip, kJudgesRange, true, settings);
  out.audio_s = clip.duration_s();
  out.own_s = t.own_s;
  out.aubio_s = t.aubio_s;
  for (double at = 0.05; at < clip.duration_s() - 0.05; at += kStepS) {
    const double f[3] = {t.judges[0].at(at), t.judges[1].at(at), t.judges[2].at(at)};
    const Verdict v = verdict(f);
    if (v.f0_hz <= 0) {
      out.neither += f[0] > 0 || f[1] > 0;  // aubio always reports a pitch
      continue;
    }
    const double is = t.own_at(at, v.f0_hz);
    Row& row = v.disputed ? out.disputed : out.agreed;
    ++row.frames;
    row.hear(0, is, v.f0_hz);
    for (int i = 0; i < 3; ++i) row.hear(i + 1, f[i], v.f0_hz);
    row.hear(4, t.reference.at(at), v.f0_hz);
    if (!v.disputed && is > 0 && cents_between(is, v.f0_hz) > 600)
      out.exceptions.push_back({r.name, at, is, v.f0_hz, draw_exception(clip, t, at, is, v.f0_hz)});
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  std::string picture;
  AnalyserSettings settings;
  int first = 1;
  if (first < argc && !std::strcmp(argv[first], "--same-range")) {
    settings.min_hz = kJudgesRange.low_hz;
    settings.max_hz = kJudgesRange.high_hz;
    ++first;
  }
  if (first + 1 < argc && !std::strcmp(argv[first], "--picture")) {
    picture = argv[first + 1];
    first += 2;
  }
  if (argc <= first) {
    std::printf("usage: pitch_table [--same-range] [--picture FILE.png] NAME=FOLDER...\n");
    return 2;
  }
  if (!judges_present()) return 77;
  Row::print_head("recordings");
  Judged all;
  for (int a = first; a < argc; ++a) {
    const std::string argument = argv[a], name = argument.substr(0, argument.find('='));
    Judged j;
    for (const Recording& r : recordings(name, argument.substr(argument.find('=') + 1)))
      j.add(judge(r, settings));
    j.agreed.print(name + ", agreed");
    j.disputed.print(name + ", disputed");
    all.add(j);
  }
  all.agreed.print("all, agreed");
  all.disputed.print("all, disputed");
  std::printf("\nframes in which no two judges agree: %zu\noctave errors in agreed frames:\n", all.neither);
  for (const Exception& e : all.exceptions)
    std::printf("  %s %.3f s: %.1f Hz, judges %.1f Hz\n", e.name.c_str(), e.time_s, e.is_hz, e.judged_hz);
  std::printf(
      "cost, ms per second of audio at the same hop: Partials %.2f (pitch, loudness and onset), aubiopitch "
      "yinfft %.2f (whole program); ratio %.2f\n",
      1000 * all.own_s / all.audio_s, 1000 * all.aubio_s / all.audio_s, all.own_s / all.aubio_s);
  if (!picture.empty())
    if (const auto r = atomic_write(picture, png_bytes(gallery(all.exceptions))); !r) {
      std::printf("%s\n", r.error().text.c_str());
      return 1;
    }
  return 0;
}
