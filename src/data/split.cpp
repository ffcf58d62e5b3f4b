// SPDX-License-Identifier: MIT
#include "data/split.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <stdexcept>

#include "base/random.h"
#include "data/fourier.h"
#include "data/resample.h"

namespace partials {
namespace {

constexpr double kFingerprintHz = 8000.0, kFingerprintS = 12.0, kCopyLikeness = 0.55;

// The order in which held-out pieces are drawn: by a hash of content and seed, so neither file names nor folder order matter.
uint64_t draw(const Dataset& d, size_t piece, uint64_t seed) {
  const Piece& p = d.pieces[piece];
  const uint64_t content = std::stoull(d.recordings[p.recording].sha256.substr(0, 15), nullptr, 16);
  return random_bits(stream_key(seed, content), static_cast<uint64_t>(p.first));
}

bool mostly_notes(const Dataset& d) {
  const auto notes = std::count_if(d.pieces.begin(), d.pieces.end(), [](const Piece& p) { return p.single_note; });
  return static_cast<size_t>(notes) * 4 >= d.pieces.size() * 3;
}

// Pieces that may be held out, in order of pitch. Of notes: those with a lower and a higher neighbour (by a semitone at least).
std::vector<size_t> candidates(const Dataset& d, bool notes) {
  std::vector<size_t> list;
  double low = 1e9, high = -1e9;
  for (const Piece& p : d.pieces)
    if (p.midi > 0.0) low = std::min(low, p.midi), high = std::max(high, p.midi);
  for (size_t i = 0; i < d.pieces.size(); ++i) {
    const double midi = d.pieces[i].midi;
    if (!notes || (midi > low + 0.5 && midi < high - 0.5)) list.push_back(i);
  }
  std::stable_sort(list.begin(), list.end(), [&](size_t a, size_t b) { return d.pieces[a].midi < d.pieces[b].midi; });
  return list;
}

void hold_out(Dataset* d, std::vector<size_t>* from, size_t count, uint64_t seed, Split split) {
  std::sort(from->begin(), from->end(), [&](size_t a, size_t b) { return draw(*d, a, seed) < draw(*d, b, seed); });
  for (size_t i = 0; i < std::min(count, from->size()); ++i) d->pieces[(*from)[i]].split = split;
  from->erase(from->begin(), from->begin() + static_cast<int64_t>(std::min(count, from->size())));
}

size_t share_of(double share, size_t all) {  // one at least
  return std::max<size_t>(1, static_cast<size_t>(std::lround(share * static_cast<double>(all))));
}

std::string counted(const Dataset& d, Split s, const char* one, const char* purpose) {
  const size_t n = d.pieces_of(s).size();
  return std::to_string(n) + " " + one + (n == 1 ? "" : "s") + purpose;
}

}  // namespace

Result<void> check_plan(const SplitPlan& plan) {
  if (plan.folds ? plan.folds >= 2 && plan.fold >= 0 && plan.fold < plan.folds : plan.fold == 0) return {};
  return Error{"Fold " + std::to_string(plan.fold) + " of " + std::to_string(plan.folds) +
               " does not exist; folds must be 2 or more and the fold 0 to folds - 1, for instance: --folds 3 --fold 0"};
}

void deal(Dataset* data, const SplitPlan& plan) {
  if (const auto sound = check_plan(plan); !sound) throw DataRefused(sound.error().text);
  for (Piece& p : data->pieces) p.split = Split::train;
  const bool notes = mostly_notes(*data);
  std::vector<size_t> free = candidates(*data, notes);
  const size_t all = free.size();
  if (plan.folds) {
    if (all < static_cast<size_t>(plan.folds))
      throw DataRefused(std::to_string(plan.folds) + " folds need as many pieces that may be held out, '" + data->name + "' has " +
                               std::to_string(all) + "; ask for fewer folds or add recordings.");
    std::vector<size_t> rest;
    for (size_t i = 0; i < all; ++i) {
      if (static_cast<int>(i % static_cast<size_t>(plan.folds)) == plan.fold) data->pieces[free[i]].split = Split::test;
      else rest.push_back(free[i]);
    }
    free = rest;
  } else if (plan.test_share > 0.0) {
    hold_out(data, &free, share_of(plan.test_share, all), plan.seed ^ 0x7e57, Split::test);
  }
  if (plan.validation_share > 0.0 && free.size() >= 3)
    hold_out(data, &free, share_of(plan.validation_share, all), plan.seed, Split::validation);
  const bool phrases = std::any_of(data->pieces.begin(), data->pieces.end(),
                                   [&](const Piece& p) { return p.samples != data->recordings[p.recording].samples; });
  const char* one = phrases ? "phrase" : "recording";
  data->split_description = counted(*data, Split::train, one, " to learn from, ") + counted(*data, Split::validation, one, " for validation") +
                            (plan.folds || plan.test_share > 0 ? ", " + counted(*data, Split::test, one, " for a test") : "") +
                            (phrases ? " (few recordings: cut at silences, whole phrases kept apart)" : " (whole recordings kept apart)") +
                            (notes ? "; only notes inside the range are held out" : "") +
                            (plan.folds ? "; fold " + std::to_string(plan.fold) + " of " + std::to_string(plan.folds) : "");
  refuse_leakage(*data);
}

namespace {

// Spectrum of the first 12 s at 8 kHz with every bin's magnitude made 1 (bins 60 dB below the strongest are left out).
struct Fingerprint {
  std::vector<std::complex<double>> z;
  double energy = 0.0;
};

std::vector<float> for_fingerprint(const AudioClip& clip) {
  AudioClip part = clip;
  part.samples.resize(std::min(part.samples.size(), static_cast<size_t>(kFingerprintS * clip.rate_hz)));
  return resample(part.samples, clip.rate_hz, kFingerprintHz);
}

Fingerprint fingerprint(const std::vector<float>& x, const Fourier& fft) {
  Fingerprint p{std::vector<std::complex<double>>(static_cast<size_t>(fft.size())), 0.0};
  for (size_t i = 0; i < x.size(); ++i) p.z[i] = x[i];
  fft.forward(p.z.data());
  double peak = 0.0;
  for (const auto& v : p.z) peak = std::max(peak, std::abs(v));
  for (auto& v : p.z) {
    const double m = std::abs(v);
    v = m > 1e-3 * peak && m > 0.0 ? v / m : 0.0;
    p.energy += std::norm(v);
  }
  return p;
}

double peak_of(const Fingerprint& a, const Fingerprint& b, const Fourier& fft) {
  std::vector<std::complex<double>> product(a.z.size());
  double both = 0.0;
  for (size_t i = 0; i < product.size(); ++i) product[i] = a.z[i] * std::conj(b.z[i]), both += std::abs(product[i]);
  // Copies share most of their strong bins; different notes few, and a peak over few bins means nothing.
  if (both < 0.25 * std::min(a.energy, b.energy) || both <= 0.0) return 0.0;
  fft.backward(product.data());
  double peak = 0.0;
  for (const auto& v : product) peak = std::max(peak, std::abs(v.real()));
  return peak * fft.size() / both;
}

int size_for(size_t samples) {
  int n = 1024;
  while (static_cast<size_t>(n) < 2 * samples) n *= 2;
  return n;
}

}  // namespace

double likeness(const AudioClip& a, const AudioClip& b) {
  const std::vector<float> x = for_fingerprint(a), y = for_fingerprint(b);
  const Fourier fft(size_for(std::max(x.size(), y.size())));
  return peak_of(fingerprint(x, fft), fingerprint(y, fft), fft);
}

void refuse_leakage(const Dataset& d) {
  const auto clash = [&](size_t a, size_t b, const std::string& why) {
    throw DataRefused("'" + name_of(d, d.pieces[a]) + "' (" + name_of(d.pieces[a].split) + ") and '" + name_of(d, d.pieces[b]) + "' (" +
                             name_of(d.pieces[b].split) + ") " + why + "; remove one of the two, or a judgement would be of what was trained.");
  };
  std::vector<std::vector<float>> audio(d.pieces.size());
  size_t longest = 0;
  for (size_t i = 0; i < d.pieces.size(); ++i) longest = std::max(longest, (audio[i] = for_fingerprint(read_piece(d, i))).size());
  const Fourier fft(size_for(longest));
  for (size_t a = 0; a < d.pieces.size(); ++a) {
    if (d.pieces[a].split == Split::train) continue;  // held-out pieces are few: only their spectra are made again and again
    const Fingerprint own = fingerprint(audio[a], fft);
    for (size_t b = 0; b < d.pieces.size(); ++b) {
      const Piece &p = d.pieces[a], &q = d.pieces[b];
      if (p.split == q.split) continue;
      if (p.recording != q.recording && d.recordings[p.recording].sha256 == d.recordings[q.recording].sha256)
        clash(a, b, "are the same file twice");
      if (p.midi > 0.0 && q.midi > 0.0 && std::abs(p.midi - q.midi) > 1.0) continue;  // a copy has the same pitch
      if (peak_of(own, fingerprint(audio[b], fft), fft) > kCopyLikeness) clash(a, b, "hold the same sound");
    }
  }
}

}  // namespace partials
