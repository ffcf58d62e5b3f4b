// SPDX-License-Identifier: MIT
// The analyser's pitch on real recordings: pitch_table [--same-range] [--picture FILE.png] NAME=FOLDER... (any format, also
// 16-bit 16 kHz *.raw). The judges are other people's programs and search 60 to 2500 Hz; the analyser searches its own 40 to 5000 Hz
// or, with --same-range, what they do. Every 5 ms:
//   agreed    two of the three within 50 cents, the third unvoiced or less than half an octave away;
//   disputed  two within 50 cents, the third farther away: the two are taken as right;
//   neither   no two agree: nobody knows, the frame is only counted.
// missed: no pitch, or confidence below 0.5; gross: more than 50 cents away; octave: more than 600. The judges' own rows flatter
// them: they have a vote. The picture shows the first octave errors in
// agreed frames: black is the analyser, red Praat, cyan SWIPE', white yinfft.
#include <cstring>
#include <filesystem>

#include "base/file.h"
#include "data/spectrogram.h"
#include "pitch_trackers.h"

using namespace partials;
using namespace partials::bench;

namespace {

constexpr PitchRange kRange{60, 2500};
constexpr double kStepS = 0.005, kAroundS = 0.15;  // of an exception, in its picture
constexpr int kPanelWidth = 200, kPanelHeight = 100, kMaxPanels = 9, kGap = 4;

Result<AudioClip> read_any(const std::string& path) {
  if (!path.ends_with(".raw")) return read_audio(path);
  const auto text = read_file(path, 1u << 28);
  if (!text) return text.error();
  AudioClip clip{std::vector<float>(text.value().size() / 2), 16000};
  for (size_t i = 0; i < clip.samples.size(); ++i) {
    int16_t v;
    std::memcpy(&v, text.value().data() + 2 * i, 2);
    clip.samples[i] = static_cast<float>(v) / 32768.f;
  }
  return clip;
}

struct Verdict { double f0_hz = 0; bool disputed = false; };  // 0: no two agree

Verdict verdict(const double f[3]) {
  Verdict v;
  for (int i = 0; i < 3; ++i) {
    const double a = f[i], b = f[(i + 1) % 3], third = f[(i + 2) % 3];
    if (a <= 0 || b <= 0 || cents_between(a, b) > 50) continue;
    const bool disputed = third > 0 && cents_between(third, a) >= 600;
    if (v.f0_hz <= 0 || !disputed) v = {std::sqrt(a * b), disputed};
  }
  return v;
}

struct Exception {
  std::string name;
  double time_s, is_hz, judged_hz;
  Canvas picture;
};

struct Judged {
  Row agreed, disputed;
  size_t neither = 0;
  double audio_s = 0, own_s = 0, aubio_s = 0;
  std::vector<Exception> exceptions;

  void add(const Judged& j) {
    agreed.add(j.agreed), disputed.add(j.disputed);
    neither += j.neither, audio_s += j.audio_s, own_s += j.own_s, aubio_s += j.aubio_s;
    exceptions.insert(exceptions.end(), j.exceptions.begin(), j.exceptions.end());
  }
};

// The sound around an exception with what each tracker heard.
Canvas draw(const AudioClip& clip, const Trackers& t, double time_s, const std::string& title) {
  const double from_s = std::max(0.0, time_s - kAroundS), to_s = std::min(clip.duration_s(), time_s + kAroundS);
  const std::vector<float> part(clip.samples.begin() + static_cast<int64_t>(from_s * clip.rate_hz), clip.samples.begin() + static_cast<int64_t>(to_s * clip.rate_hz));
  SpectrogramStyle style;
  style.width = kPanelWidth, style.height = kPanelHeight;
  style.low_hz = 40, style.high_hz = 5000;
  style.axes = false;
  Canvas c = spectrogram_picture(part, clip.rate_hz, style);
  auto dot = [&](int x, double hz, Rgb colour) {
    if (hz > 0) c.rectangle(x - 1, c.height() - 1 - static_cast<int>(spectrogram_height_unit(hz, clip.rate_hz, style) * c.height()), 3, 3, colour);
  };
  constexpr Rgb kColours[3] = {{255, 90, 90}, {90, 255, 255}, {255, 255, 255}};
  for (int x = 0; x < c.width(); x += 4) {
    const double at = from_s + x * (to_s - from_s) / c.width();
    for (int j = 0; j < 3; ++j) dot(x, t.judges[j].at(at), kColours[j]);
    const double newest = t.own_at(at, 1e4), own = newest > 0 ? t.own_at(at, newest) : 0;
    dot(x + 2, own, {0, 0, 0});
  }
  c.rectangle(0, 0, c.width(), 11, {255, 255, 255});
  c.text(2, 2, title, {0, 0, 0});
  return c;
}

Judged judge(const std::string& path, const AudioClip& clip, const AnalyserSettings& settings) {
  Judged out;
  const Trackers t(clip, kRange, true, settings);
  out.audio_s = clip.duration_s(), out.own_s = t.own_s, out.aubio_s = t.aubio_s;
  for (double at = 0.05; at < clip.duration_s() - 0.05; at += kStepS) {
    const double f[3] = {t.judges[0].at(at), t.judges[1].at(at), t.judges[2].at(at)};
    const Verdict v = verdict(f);
    if (v.f0_hz <= 0) {
      out.neither += f[0] > 0 || f[1] > 0;  // aubio always names a pitch
      continue;
    }
    const double is = t.own_at(at, v.f0_hz);
    Row& row = v.disputed ? out.disputed : out.agreed;
    ++row.frames;
    row.hear(0, is, v.f0_hz);
    for (int i = 0; i < 3; ++i) row.hear(i + 1, f[i], v.f0_hz);
    if (v.disputed || is <= 0 || cents_between(is, v.f0_hz) <= 600) continue;
    const std::string name = std::filesystem::path(path).stem().string();
    char title[64];
    std::snprintf(title, sizeof title, "..%s %.2f s: %.0f/%.0f Hz", name.substr(name.size() > 12 ? name.size() - 12 : 0).c_str(), at, is, v.f0_hz);
    out.exceptions.push_back({path, at, is, v.f0_hz, draw(clip, t, at, title)});
  }
  return out;
}

// The first few; exceptions less than 50 ms apart share a panel; three panels to a row.
Canvas gallery(const std::vector<Exception>& all) {
  std::vector<const Exception*> shown;
  for (const Exception& e : all)
    if (shown.empty() || shown.back()->name != e.name || e.time_s - shown.back()->time_s > 0.05) shown.push_back(&e);
  if (shown.size() > kMaxPanels) shown.resize(kMaxPanels);
  const int rows = std::max(1, (static_cast<int>(shown.size()) + 2) / 3);
  Canvas c(3 * (kPanelWidth + kGap), rows * (kPanelHeight + kGap));
  for (int i = 0; i < static_cast<int>(shown.size()); ++i)
    for (int y = 0; y < kPanelHeight; ++y)
      for (int x = 0; x < kPanelWidth; ++x)
        c.set(i % 3 * (kPanelWidth + kGap) + x, i / 3 * (kPanelHeight + kGap) + y, shown[static_cast<size_t>(i)]->picture.get(x, y));
  return c;
}

Judged judge_folder(const std::string& folder, const AnalyserSettings& settings) {
  std::vector<std::string> paths;
  for (const auto& e : std::filesystem::recursive_directory_iterator(folder))
    if (has_audio_extension(e.path().string()) || e.path().extension() == ".raw") paths.push_back(e.path().string());
  std::sort(paths.begin(), paths.end());
  Judged all;
  for (const auto& path : paths) {
    const auto clip = read_any(path);
    if (clip && clip.value().duration_s() > 0.3 && clip.value().duration_s() < 120) all.add(judge(path, clip.value(), settings));
  }
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  std::string picture;
  AnalyserSettings settings;
  int first = 1;
  if (first < argc && !std::strcmp(argv[first], "--same-range")) settings.min_hz = kRange.low_hz, settings.max_hz = kRange.high_hz, ++first;
  if (first + 1 < argc && !std::strcmp(argv[first], "--picture")) picture = argv[first + 1], first += 2;
  if (argc <= first) return std::printf("usage: pitch_table [--same-range] [--picture FILE.png] NAME=FOLDER...\n"), 2;
  if (!judges_present()) return 77;
  Row::print_head("recordings");
  Judged all;
  for (int a = first; a < argc; ++a) {
    const std::string argument = argv[a], name = argument.substr(0, argument.find('=')), folder = argument.substr(argument.find('=') + 1);
    if (!std::filesystem::is_directory(folder)) {
      std::printf("%s: skipped, there is no folder %s\n", name.c_str(), folder.c_str());
      continue;
    }
    Judged j = judge_folder(folder, settings);
    j.agreed.print(name + ", agreed");
    j.disputed.print(name + ", disputed");
    all.add(j);
  }
  all.agreed.print("all, agreed");
  all.disputed.print("all, disputed");
  std::printf("\nframes in which no two judges agree: %zu\noctave errors in agreed frames:\n", all.neither);
  for (const Exception& e : all.exceptions)
    std::printf("  %s %.3f s: %.1f Hz, judges %.1f Hz\n", std::filesystem::path(e.name).filename().string().c_str(), e.time_s, e.is_hz, e.judged_hz);
  std::printf("cost, ms per second of audio at the same hop: Partials %.2f (pitch, loudness and onset), aubiopitch yinfft %.2f (whole program); ratio %.2f\n",
              1000 * all.own_s / all.audio_s, 1000 * all.aubio_s / all.audio_s, all.own_s / all.aubio_s);
  if (!picture.empty())
    if (const auto r = atomic_write(picture, png_bytes(gallery(all.exceptions))); !r) return std::printf("%s\n", r.error().text.c_str()), 1;
  return 0;
}
