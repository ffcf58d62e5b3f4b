// SPDX-License-Identifier: MIT
#include "data/make_dataset.h"

#include <algorithm>
#include <cmath>

#include "base/listed.h"
#include "base/printable.h"
#include "base/sha256.h"
#include "base/units.h"
#include "data/analysis_cache.h"
#include "learn/byte_list.h"
#include "system/paths.h"

namespace partials {
namespace {

constexpr size_t kFewRecordings = 4;  // below this, phrases are the pieces

Piece heard_piece(size_t recording, int64_t first, int64_t samples, double rate_hz,
                  const RecordingFeatures& all) {
  const RecordingFeatures h =
      all.between(static_cast<double>(first) / rate_hz, static_cast<double>(first + samples) / rate_hz);
  return {recording, first, samples, h.median_midi(), h.is_single_note(), Split::train};
}

constexpr double kSoftPeak = 0.0316, kRaisedPeak = 0.25;  // -30 and -12 dB of full scale

// What its samples say of a recording: all but remarks, full_scale and low_in_32, which its file says.
Opened analysed(const ClipView& view) {
  return {analyse_recording(view),
          find_phrases(view),
          {},
          view.peak(),
          1.0,
          quiet_level_db(frame_levels_db(view, 0.02)),
          false};
}

// The samples, at a rate and with a gain, as a key of the cache.
std::string key_of(const char* kind, const Recording& r, double gain) {
  return analysis_key(kind, {r.samples_sha256, bytes_of_values(std::vector{r.rate_hz, gain})});
}

Opened listened_to(const StoredClip& clip, const Recording& r) {
  Opened opened = analysed_once(
      key_of("recording", r, 1.0), [&] { return analysed(ClipView(clip.samples, clip.rate_hz)); },
      [](const Opened& o) { return bytes_of(o); }, opened_from);
  opened.remarks = clip.remarks;
  opened.full_scale = clip.full_scale;
  opened.low_in_32 = clip.low_in_32;
  return opened;
}

void keep_decoded(SampleStore samples, const std::shared_ptr<SampleStore>& shared, Recording* r) {
  if (!samples.in_memory()) {
    r->decoded = std::make_shared<const SampleStore>(std::move(samples));
    return;
  }
  const int64_t first = shared->size();
  Result<void> kept;
  ClipView(samples, r->rate_hz).each_block([&](const float* x, int64_t n) {
    if (kept) kept = shared->append(x, n);
  });
  if (!kept) return;
  r->decoded = shared;
  r->decoded_first = first;
}

std::string rounded(double x) { return std::to_string(std::lround(x)); }

// Analyses again what a gain has changed.
void hear_scaled(const Dataset& data, Ranks* ranks, std::vector<Opened>* opened) {
  const auto hear = [&](size_t i) {
    const Recording& r = data.recordings[i];
    return analysed_once(
        key_of("features", r, r.gain), [&] { return analyse_recording(RecordingReader(r).view()); },
        [](const RecordingFeatures& h) { return bytes_of(h); }, heard_from);
  };
  std::vector<size_t> scaled;
  for (size_t i = 0; i < opened->size(); ++i)
    if (data.recordings[i].gain != 1.0) scaled.push_back(i);
  if (!ranks) {
    for (const size_t i : scaled) (*opened)[i].heard = hear(i);
    return;
  }
  const auto all = shared_out(*ranks, scaled.size(), [&](size_t k) { return bytes_of(hear(scaled[k])); });
  for (size_t k = 0; k < scaled.size(); ++k) (*opened)[scaled[k]].heard = heard_from(all[k]);
}

// One gain for all recordings raises a very soft set to a usual level, so that soft notes stay softer than
// loud ones; integers of one set share the largest full scale.
void level(Dataset* data, Ranks* ranks, std::vector<Opened>* opened) {
  double peak = 0.0, full_scale = 1.0, pause_db = -120.0;
  bool low_in_32 = true;
  for (const Opened& o : *opened) full_scale = std::max(full_scale, o.full_scale);
  for (size_t i = 0; i < opened->size(); ++i) {
    Opened& o = (*opened)[i];
    if (o.full_scale > 1.0) data->recordings[i].gain = o.full_scale / full_scale;
    if (o.peak * data->recordings[i].gain > peak) {
      peak = o.peak * data->recordings[i].gain;
      pause_db = o.pause_db;
    }
    low_in_32 = low_in_32 && o.low_in_32;
  }
  const double gain = peak > 0.0 && peak < kSoftPeak ? kRaisedPeak / peak : 1.0;
  for (Recording& r : data->recordings) r.gain *= gain;
  hear_scaled(*data, ranks, opened);
  if (gain == 1.0) return;
  const double peak_db = db_from_gain(peak), beneath = peak_db - pause_db;
  (*opened)[0].remarks.push_back(
      {"soft",
       "the loudest peak of all is at " + rounded(peak_db) + " dB of full scale" +
           (low_in_32 ? ", perhaps 24 bits at the wrong end of 32" : "") + "; everything was raised by " +
           rounded(db_from_gain(gain)) + " dB, " +
           (pause_db < -110.0 ? "and the pauses are silent"
                              : "and the pauses are " + rounded(beneath) + " dB below"),
       beneath < 40.0 && pause_db >= -110.0 ? "record again, closer or with more gain" : ""});
}

// Merges equal remarks into one, with the names of the recordings.
std::vector<Remark> remarks_on(const std::vector<Recording>& recordings, const std::vector<Opened>& opened) {
  std::vector<Remark> all;
  std::vector<std::vector<std::string>> names;
  for (size_t i = 0; i < opened.size(); ++i)
    for (const Remark& r : opened[i].remarks) {
      size_t at = 0;
      while (at < all.size() && (all[at].id != r.id || (r.id != "offset" && all[at].text != r.text))) ++at;
      if (at == all.size()) {
        all.push_back(r);
        names.push_back({});
      }
      names[at].push_back(printable(file_name(recordings[i].path)));
    }
  for (size_t i = 0; i < all.size(); ++i)
    if (all[i].id != "soft") all[i].text = listed(names[i]) + ": " + all[i].text;
  return all;
}

void exchange_heard(Ranks& ranks, std::vector<Opened>* opened) {
  const auto all = shared_out(ranks, opened->size(), [&](size_t i) { return bytes_of((*opened)[i]); });
  for (size_t i = 0; i < all.size(); ++i) (*opened)[i] = opened_from(all[i]);
}

}  // namespace

void hash_samples(const ClipView& clip, Recording* r) {
  Sha256 all;
  const int64_t part = clip.samples() / kSampleMarks + 1;
  std::vector<float> scratch;
  for (int64_t first = 0; first < clip.samples(); first += part) {
    Sha256 mark;
    const int64_t end = std::min(first + part, clip.samples());
    for (int64_t at = first; at < end; at += SampleStore::kBlock) {
      const int64_t n = std::min(SampleStore::kBlock, end - at);
      const float* x = clip.at(at, n, scratch);
      for (Sha256* hash : {&all, &mark}) hash->update(x, static_cast<size_t>(n) * sizeof(float));
    }
    r->samples_marks += hex_of(mark.finish()).substr(0, kMarkDigits);
  }
  r->samples_sha256 = hex_of(all.finish());
}

Opened open_clip(StoredClip clip, const std::shared_ptr<SampleStore>& shared, Recording* r, bool listen) {
  r->rate_hz = clip.rate_hz;
  r->samples = clip.samples.size();
  hash_samples(ClipView(clip.samples, clip.rate_hz), r);
  Opened opened = listen ? listened_to(clip, *r) : Opened{};
  keep_decoded(std::move(clip.samples), shared, r);
  return opened;
}

std::shared_ptr<SampleStore> shared_store(int64_t samples) {
  auto shared = std::make_shared<SampleStore>();
  shared->reserve(samples);
  return shared;
}

Dataset complete_dataset(Dataset data, std::vector<Opened> opened, Ranks* ranks) {
  if (ranks) exchange_heard(*ranks, &opened);
  level(&data, ranks, &opened);
  const bool cut = data.recordings.size() < kFewRecordings;
  for (size_t i = 0; i < data.recordings.size(); ++i) {
    const Recording& r = data.recordings[i];
    data.heard.push_back(std::move(opened[i].heard));
    for (const Phrase& p : cut ? opened[i].phrases : std::vector<Phrase>{{0, r.samples}})
      data.pieces.push_back(heard_piece(i, p.first, p.samples, r.rate_hz, data.heard.back()));
  }
  if (data.pieces.empty())
    throw DataRefused("'" + data.recordings[0].path + "' is silent; record it again, louder.");
  data.remarks = remarks_on(data.recordings, opened);
  return data;
}

}  // namespace partials
