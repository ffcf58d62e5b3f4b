// SPDX-License-Identifier: MIT
#include "families/instrument/train/learn_notes.h"

#include <algorithm>
#include <cmath>

#include "base/median.h"

namespace partials {
namespace {

constexpr double kAttackS = 0.3, kReleaseS = 0.8, kShortestS = 0.25;
constexpr float kNextNoteDb = 6,
                kMinFallDb = 15;  // a rise that starts another note; a fall that counts as an ending
constexpr size_t kMaxNotes = 64;

struct Stretch {
  int first, last;
};  // frames, last excluded

float cents(float f, float of) { return 1200 * std::log2(f / of); }

std::vector<Stretch> find_notes(const Clip& c, double hop_s) {
  std::vector<Stretch> out;
  const float loudest = *std::max_element(c.loudness_db.begin(), c.loudness_db.end());
  auto sounds = [&](int i) {
    return c.confidence[i] >= 0.5f && c.f0_hz[i] > 0 && c.loudness_db[i] > loudest - 40;
  };
  for (int i = 0; i < c.frames();) {
    if (!sounds(i)) {
      ++i;
      continue;
    }
    int j = i + 1, gap = 0;
    for (; j < c.frames() && gap < 8; ++j)
      gap = sounds(j) && std::fabs(cents(c.f0_hz[j], c.f0_hz[std::max(i, j - 20)])) < 150 ? 0 : gap + 1;
    if ((j - gap - i) * hop_s >= kShortestS) out.push_back({i, j - gap});
    i = j;
  }
  return out;
}

// Standard deviation and correlation time of a sequence about its mean.
void wander(const std::vector<float>& x, double hop_s, float& deviation, float& time_s) {
  double sum = 0, square = 0, next = 0;
  for (float v : x) sum += v;
  const double mean = sum / static_cast<double>(x.size());
  for (size_t i = 0; i < x.size(); ++i) square += (x[i] - mean) * (x[i] - mean);
  for (size_t i = 8; i < x.size(); ++i) next += (x[i] - mean) * (x[i - 8] - mean);
  deviation = static_cast<float>(std::sqrt(square / static_cast<double>(x.size())));
  const double r = std::clamp(next / (square + 1e-12), 0.05, 0.98);
  time_s = static_cast<float>(-8 * hop_s / std::log(r));
}

// The strongest periodicity of the pitch between 3.5 and 9 Hz, by projection on sinusoids.
void find_vibrato(const std::vector<float>& pitch, const std::vector<float>& loudness, double hop_s,
                  NoteArticulation& n) {
  double best = 0;
  for (double hz = 3.5; hz <= 9; hz += 0.25) {
    double re = 0, im = 0, l_re = 0, l_im = 0, weight = 0;
    for (size_t i = 0; i < pitch.size(); ++i) {
      const double a = 6.283185307 * hz * hop_s * static_cast<double>(i);
      const double w = 0.5 - 0.5 * std::cos(6.283185307 * (static_cast<double>(i) + 0.5) /
                                            static_cast<double>(pitch.size()));
      re += w * pitch[i] * std::cos(a);
      im += w * pitch[i] * std::sin(a);
      l_re += w * loudness[i] * std::cos(a);
      l_im += w * loudness[i] * std::sin(a);
      weight += w;
    }
    const double depth = 2 * std::hypot(re, im) / weight;
    if (depth > best) {
      best = depth;
      n.vibrato_hz = static_cast<float>(hz);
      n.vibrato_cents = static_cast<float>(depth);
      n.vibrato_db = static_cast<float>(2 * std::hypot(l_re, l_im) / weight);
    }
  }
  if (n.vibrato_cents < 4) n.vibrato_hz = n.vibrato_cents = n.vibrato_db = 0;
}

// The release after a note, down to its softest moment before the next event. Empty if it does not decay: the
// bow changes, or the recording is cut off. Such an ending is not a release, and played after a key's release
// it would sustain.
std::vector<float> release_of(const Clip& c, int from, double hop_s) {
  const float end = c.loudness_db[std::max(0, from - 1)];
  std::vector<float> out;
  size_t softest = 0;
  for (int i = from; i < c.frames() && (i - from) * hop_s < kReleaseS; ++i) {
    const float fall = std::clamp(c.loudness_db[i] - end, -60.f, 0.f);
    if (!out.empty() && fall > out[softest] + kNextNoteDb) break;
    out.push_back(fall);
    if (fall < out[softest]) softest = out.size() - 1;
  }
  if (out.empty() || out[softest] > -kMinFallDb) return {};
  out.resize(softest + 1);
  return out;
}

// The held pitch follows at 0 cents, so the attack must end there: its last third is blended towards 0,
// otherwise the pitch would jump.
void join_hold(std::vector<float>* cents) {
  const size_t n = cents->size(), third = n / 3;
  for (size_t i = 0; i < third; ++i) (*cents)[n - 1 - i] *= static_cast<float>(i) / static_cast<float>(third);
}

NoteArticulation shape_of(const Clip& c, const Stretch& s, double hop_s) {
  NoteArticulation n;
  const int length = s.last - s.first, attack = std::min(length / 2, static_cast<int>(kAttackS / hop_s));
  const int held0 = s.first + attack, held1 = std::max(held0 + 1, s.last - length / 10);
  std::vector<float> l(c.loudness_db.begin() + held0, c.loudness_db.begin() + held1),
      f(c.f0_hz.begin() + held0, c.f0_hz.begin() + held1);
  const float f0 = median(f);
  n.pitch_midi = 69 + 12 * std::log2(f0 / 440);
  n.sustain_db = median(l);
  double sx = 0, sxx = 0, sxy = 0;
  for (size_t i = 0; i < l.size(); ++i) {
    const double x = (static_cast<double>(i) - 0.5 * static_cast<double>(l.size())) * hop_s;
    sx += x;
    sxx += x * x;
    sxy += x * (l[i] - n.sustain_db);
  }
  n.drift_db_per_s = static_cast<float>(std::clamp(sxy / (sxx + 1e-9), -12.0, 3.0));
  std::vector<float> pitch, level;
  for (size_t i = 0; i < l.size(); ++i) {
    pitch.push_back(std::clamp(cents(f[i], f0), -100.f, 100.f));
    level.push_back(
        l[i] - n.sustain_db -
        n.drift_db_per_s *
            static_cast<float>((static_cast<double>(i) - 0.5 * static_cast<double>(l.size())) * hop_s));
  }
  find_vibrato(pitch, level, hop_s, n);
  for (size_t i = 0; i < pitch.size(); ++i) pitch[i] = std::clamp(pitch[i], -50.f, 50.f);
  wander(pitch, hop_s, n.wander_cents, n.wander_cents_s);
  n.wander_cents =
      std::sqrt(std::max(0.f, n.wander_cents * n.wander_cents - 0.5f * n.vibrato_cents * n.vibrato_cents));
  wander(level, hop_s, n.wander_db, n.wander_s);
  n.wander_cents = std::min(n.wander_cents, 10.f);
  n.wander_db = std::min(n.wander_db, 3.f);
  n.vibrato_onset_s = 0.3f;
  // The attack starts shortly before the first confident frame, while the sound is already rising.
  const int start = std::max(0, s.first - static_cast<int>(0.02 / hop_s));
  for (int i = start; i < held0; ++i) {
    n.attack_db.push_back(std::clamp(c.loudness_db[i] - n.sustain_db, -60.f, 12.f));
    n.attack_cents.push_back(i < s.first ? 0.f : std::clamp(cents(c.f0_hz[i], f0), -100.f, 100.f));
  }
  join_hold(&n.attack_cents);
  n.release_db = release_of(c, s.last, hop_s);
  return n;
}

}  // namespace

Articulations learn_notes(const std::vector<Clip>& clips, double hop_s) {
  Articulations book;
  for (const Clip& c : clips) {
    if (!c.frames()) continue;
    for (const Stretch& s : find_notes(c, hop_s)) book.notes.push_back(shape_of(c, s, hop_s));
  }
  std::sort(book.notes.begin(), book.notes.end(),
            [](auto& a, auto& b) { return a.pitch_midi < b.pitch_midi; });
  if (book.notes.size() > kMaxNotes) {  // thin out evenly over pitch
    std::vector<NoteArticulation> some;
    for (size_t i = 0; i < kMaxNotes; ++i) some.push_back(book.notes[i * book.notes.size() / kMaxNotes]);
    book.notes = std::move(some);
  }
  return book;
}

}  // namespace partials
