// SPDX-License-Identifier: MIT
#include "families/instrument/train/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "analysis/analyser.h"
#include "base/listed.h"
#include "base/median.h"
#include "base/note_name.h"
#include "base/printable.h"
#include "base/units.h"
#include "data/defects.h"

namespace partials {
namespace {

constexpr double kTooShortS = 0.5;                     // of anything
constexpr double kTooLittleS = 15.0, kLittleS = 60.0;  // of pitched sound
constexpr double kUnpitchedShare = 0.25, kNarrowSemitones = 5.0, kOneDynamicDb = 6.0;
constexpr double kClippedShare = 1e-4, kBadlyClippedShare = 0.02;
constexpr double kOffTuneCents = 10.0;
constexpr double kNarrowBandHz = 12000.0;
constexpr double kOutsideS = 0.2, kOutsideShare = 0.25;  // of the pitched time
constexpr double kMostlyPitched = 0.6;                   // of the loud time
// T60; and the lowest eighth as a share of the median
constexpr double kLongDecayS = 0.9, kMinOfLongDecays = 0.5;
constexpr size_t kFewestDecays = 3, kFewestSpectra = 3;
// of partials (families/instrument/train/partial_steps.h)
constexpr double kAlternatesDb = 5.0, kMaxLeftDb = 3.0;

template <class Test>
std::vector<std::string> names_where(const CheckReport& r, Test test) {
  std::vector<std::string> names;
  for (const auto& f : r.recordings)
    if (test(f)) names.push_back(f.name);
  return names;
}

// Collects the findings.
struct Say {
  std::vector<Finding>* out;
  void fact(const char* id, std::string text) const {
    out->push_back({Severity::fact, id, std::move(text), ""});
  }
  void warn(const char* id, std::string text, const char* remedy) const {
    out->push_back({Severity::warning, id, std::move(text), remedy});
  }
  void refuse(const char* id, std::string text, const char* remedy) const {
    out->push_back({Severity::refusal, id, std::move(text), remedy});
  }
};

std::string minutes(double s) {
  return s < 90.0 ? fmt::format("{:.0f} s", s) : fmt::format("{:.1f} minutes", s / 60.0);
}

void amounts(const Dataset& d, const CheckReport& r, Say say) {
  say.fact("amount", fmt::format("{} in {} recording{}, {} of it pitched, {} silent", minutes(r.total_s),
                                 d.recordings.size(), d.recordings.size() == 1 ? "" : "s",
                                 minutes(r.voiced_s), minutes(r.silent_s)));
  const double sounding_s = std::max(0.01, r.total_s - r.silent_s);
  if (r.total_s < kTooShortS)
    return say.refuse("too_short", fmt::format("too short: {:.2g} s in total", r.total_s),
                      "record at least one minute, better five, low to high and soft to loud");
  if (r.voiced_s < kUnpitchedShare * sounding_s)
    say.refuse("unpitched",
               fmt::format("only {:.0f} % of the sound has a steady pitch", 100.0 * r.voiced_s / sounding_s),
               "use recordings of one melodic instrument or voice, alone and close to the microphone");
  else if (r.voiced_s < kTooLittleS)
    say.refuse("too_little", fmt::format("only {:.0f} s of pitched sound", r.voiced_s),
               "record at least one minute, better five, low to high and soft to loud");
  else if (r.voiced_s < kLittleS)
    say.warn("little", fmt::format("{:.0f} s of pitched sound is little", r.voiced_s),
             "a minute or more gives a fuller instrument");
}

void musical_range(const CheckReport& r, Say say) {
  if (r.voiced_s <= 0.0) return;
  const double semitones = r.high_midi - r.low_midi, dynamics_db = r.loud_db - r.quiet_db;
  say.fact("range", fmt::format("notes from {} to {}", note_name(r.low_midi), note_name(r.high_midi)));
  if (semitones < kNarrowSemitones)
    say.warn("narrow_range", fmt::format("the range is only {:.1f} semitones", semitones),
             "record scales over the range you want to play");
  if (r.struck) say.fact("struck", "struck or plucked: notes decay by themselves");
  say.fact("dynamics", fmt::format("{} from {:.0f} to {:.0f} dB, {:.0f} dB apart",
                                   r.struck ? "strokes" : "loudness", r.quiet_db, r.loud_db, dynamics_db));
  if (dynamics_db < kOneDynamicDb)
    say.warn("one_dynamic",
             "all notes are about equally loud, so soft and loud notes will have the same timbre",
             "record some notes soft and some loud, without normalising");
  say.fact("tuning", fmt::format("tuned {:+.0f} cents from A = 440 Hz (A = {:.1f} Hz)", r.tuning_cents,
                                 440.0 * ratio_from_cents(r.tuning_cents)));
  if (std::abs(r.tuning_cents) > kOffTuneCents)
    say.warn("off_tune", "the instrument is not tuned to concert pitch",
             "no action needed; transpose when rendering with other instruments");
}

// Drums and noises, some of which have a pitch.
void percussion(const CheckReport& r, Say say) {
  double strong_s = 0.0, pitched_s = 0.0;
  for (const auto& f : r.recordings) {
    strong_s += f.strong_s;
    pitched_s += f.strong_voiced_s;
  }
  const bool refused = std::any_of(say.out->begin(), say.out->end(),
                                   [](const Finding& f) { return f.severity == Severity::refusal; });
  if (refused || strong_s <= 0.0 || pitched_s >= kMostlyPitched * strong_s) return;
  say.refuse("percussion",
             fmt::format(
                 "only {:.0f} % of the loud sound has a pitch, as with drums, percussion or speech; this "
                 "kind of model (partials and noise that follow a pitch) does not reproduce such sounds well",
                 100.0 * pitched_s / strong_s),
             "use recordings of one melodic instrument or voice; for drums, use a sampler");
}

// How uneven the spectrum of the notes is, and how closely a model can follow it.
void spectrum(const CheckReport& r, Say say) {
  std::vector<double> step, odd_even, left;
  for (const auto& f : r.recordings)
    if (f.partials.partials > 0) {
      step.push_back(f.partials.step_db);
      odd_even.push_back(f.partials.odd_even_db);
      left.push_back(f.partials.left_db);
    }
  if (step.size() < kFewestSpectra) return;
  const double apart_db = median(odd_even), left_db = median(left);
  std::string text = fmt::format("neighbouring partials differ by {:.0f} dB", median(step));
  if (std::abs(apart_db) > kAlternatesDb)
    text += fmt::format(", {} ones {:.0f} dB above {} ones", apart_db > 0 ? "odd" : "even",
                        std::abs(apart_db), apart_db > 0 ? "even" : "odd");
  say.fact("spectrum", text + fmt::format("; a model can follow this to within {:.1f} dB", left_db));
  if (left_db > kMaxLeftDb)
    say.warn("uneven_spectrum",
             fmt::format("neighbouring partials differ in a way that this kind of model can follow only to "
                         "within {:.0f} dB",
                         left_db),
             "no action needed; the instrument will sound smoother than the recordings");
}

void reverberation(const CheckReport& r, Say say) {
  std::vector<double> all;
  for (const auto& f : r.recordings) all.insert(all.end(), f.decays_s.begin(), f.decays_s.end());
  if (all.size() < std::max(kFewestDecays, r.recordings.size() / 2)) return;
  std::sort(all.begin(), all.end());
  const double middle = all[all.size() / 2], low = all[all.size() / 8];  // a room affects all notes equally
  if (middle < kLongDecayS || low < kMinOfLongDecays * middle) return;
  say.warn("reverberation",
           fmt::format("long reverberation, or undamped strings: after notes end the sound takes about "
                       "{:.1f} s to fall by 60 dB",
                       middle),
           "record closer to the microphone or in a room with carpets and curtains, without an effect, and "
           "damp the strings; otherwise the room becomes part of the instrument");
}

void clipping(const CheckReport& r, Say say) {
  const auto some = names_where(r, [](const auto& f) { return f.clipped_share > kClippedShare; });
  const auto ruined = names_where(r, [](const auto& f) { return f.clipped_share > kBadlyClippedShare; });
  if (!ruined.empty() && ruined.size() * 2 > r.recordings.size())
    say.refuse("clipping", "most recordings are clipped at full scale (" + listed(ruined) + ")",
               "record again with the level 12 dB lower");
  else if (!some.empty())
    say.warn("clipping", "some peaks are clipped at full scale (" + listed(some) + ")",
             "leave those files out or record them lower");
}

void hum(const CheckReport& r, Say say) {
  const auto names = names_where(r, [](const auto& f) { return f.hum_hz > 0; });
  if (names.empty()) return;
  const auto worst = std::max_element(r.recordings.begin(), r.recordings.end(),
                                      [](const auto& a, const auto& b) { return a.hum_db < b.hum_db; });
  say.warn("hum",
           fmt::format("mains hum at {} Hz, {:.0f} dB ({})", worst->hum_hz, worst->hum_db, listed(names)),
           "use another socket or cable, or a high-pass filter below the lowest note");
}

void polyphony(const CheckReport& r, Say say) {
  double share = 0.0;
  for (const auto& f : r.recordings) share += f.polyphonic_share * f.voiced_s / std::max(0.01, r.voiced_s);
  const auto names = names_where(r, [](const auto& f) { return f.polyphonic_share > kSomePolyphony; });
  if (share > kPolyphony)
    say.refuse("polyphony", fmt::format("several notes sound at once in {:.0f} % of the time", 100.0 * share),
               "record one note at a time, without accompaniment and with little reverberation");
  else if (!names.empty())
    say.warn("polyphony",
             fmt::format("more than one note, or strong reverberation, in {:.0f} % of the time ({})",
                         100.0 * share, listed(names)),
             "leave out double stops and chords");
}

// A large part has a period outside the pitch range.
bool lies_outside(const RecordingFacts& f) {
  const double s = std::max(f.below_s, f.above_s);
  return s > kOutsideS && s > kOutsideShare * f.voiced_s;
}

void outside(const CheckReport& r, Say say) {
  const auto below = names_where(r, [](const auto& f) { return lies_outside(f) && f.below_s > f.above_s; });
  const auto above = names_where(r, [](const auto& f) { return lies_outside(f) && f.below_s <= f.above_s; });
  if (!below.empty())
    say.warn(
        "below_range",
        fmt::format(
            "{} {} below {} Hz (A0), the lowest pitch that is detected, and count{} as unpitched there",
            listed(below), below.size() == 1 ? "is" : "are", kLowestHeardHz, below.size() == 1 ? "s" : ""),
        "leave those notes out, or record them an octave higher");
  if (!above.empty())
    say.warn("above_range",
             fmt::format("{} {} above the highest pitch that is detected (5000 Hz, or a quarter of the "
                         "sample rate), and count{} as unpitched there",
                         listed(above), above.size() == 1 ? "is" : "are", above.size() == 1 ? "s" : ""),
             "leave those notes out; if the sample rate is low, convert the files to a higher one first");
}

void what_is_missing(const CheckReport& r, Say say) {
  const auto dull = names_where(r, [](const auto& f) { return f.bandwidth_hz < kNarrowBandHz; });
  if (!dull.empty() && dull.size() * 2 > r.recordings.size())
    say.warn("bandwidth",
             fmt::format("there is nothing above {:.0f} kHz in {} of {} recordings", kNarrowBandHz / 1000.0,
                         dull.size(), r.recordings.size()),
             "a file of higher rate or less compression would sound brighter");
  outside(r, say);
  const auto unpitched = names_where(r, [](const auto& f) { return f.voiced_s <= 0.0 && !lies_outside(f); });
  if (!unpitched.empty() && unpitched.size() < r.recordings.size())
    say.warn("no_pitch", "no pitch was detected in " + listed(unpitched), "leave those files out");
}

// Omitted files, and problems of the files themselves.
void files(const Dataset& d, CheckReport* r) {
  for (const LeftOutWords& w : words_on(d.left_out))
    r->findings.push_back({w.warn ? Severity::warning : Severity::fact, w.id, w.text, w.remedy});
  for (const Remark& m : d.remarks)
    if (m.id != "copies") r->findings.push_back({Severity::warning, m.id, m.text, m.remedy});
}

void provenance(const Dataset& d, Say say) {
  std::set<std::string> licences, hashes;
  size_t copies = 0, unknown = 0;
  for (const auto& rec : d.recordings) {
    licences.insert(rec.licence);
    unknown += rec.licence == "unknown" || rec.consent == "unknown";
    copies += !hashes.insert(rec.sha256).second;
  }
  say.fact("licence", "licence: " + listed({licences.begin(), licences.end()}));
  if (unknown)
    say.warn("papers", "licence or the player's consent is not on record",
             "write a dataset.json beside the files with \"licence\", \"source\" and \"consent\"");
  if (copies)
    say.warn("copies", fmt::format("{} file{} the same as another", copies, copies == 1 ? " is" : "s are"),
             "remove the copies");
}

}  // namespace

void add_findings(const Dataset& data, CheckReport* report) {
  const Say say{&report->findings};
  amounts(data, *report, say);
  percussion(*report, say);
  musical_range(*report, say);
  spectrum(*report, say);
  clipping(*report, say);
  hum(*report, say);
  polyphony(*report, say);
  reverberation(*report, say);
  what_is_missing(*report, say);
  files(data, report);
  provenance(data, say);
}

std::string plain_words(const CheckReport& report) {
  std::string out;
  for (const Finding& f : report.findings) {
    const char* mark = f.severity == Severity::fact ? "  " : f.severity == Severity::warning ? "! " : "X ";
    out += mark + printable(f.text + (f.remedy.empty() ? "" : "; " + f.remedy));
    out += out.back() == '.' ? "\n" : ".\n";
  }
  return out + (report.usable ? "This will make an instrument.\n"
                              : "This will not make an instrument; see the lines marked X.\n");
}

nlohmann::json as_json(const CheckReport& r) {
  nlohmann::json j{{"usable", r.usable},
                   {"struck", r.struck},
                   {"total_s", r.total_s},
                   {"voiced_s", r.voiced_s},
                   {"silent_s", r.silent_s},
                   {"low_midi", r.low_midi},
                   {"high_midi", r.high_midi},
                   {"loud_db", r.loud_db},
                   {"quiet_db", r.quiet_db},
                   {"tuning_cents", r.tuning_cents},
                   {"findings", nlohmann::json::array()},
                   {"recordings", nlohmann::json::array()}};
  for (const Finding& f : r.findings)
    j["findings"].push_back({{"severity", f.severity == Severity::fact      ? "fact"
                                          : f.severity == Severity::warning ? "warning"
                                                                            : "refusal"},
                             {"id", f.id},
                             {"text", f.text},
                             {"remedy", f.remedy}});
  for (const RecordingFacts& f : r.recordings)
    j["recordings"].push_back({{"name", f.name},
                               {"duration_s", f.duration_s},
                               {"voiced_s", f.voiced_s},
                               {"silent_s", f.silent_s},
                               {"peak", f.peak},
                               {"low_midi", f.low_midi},
                               {"high_midi", f.high_midi},
                               {"median_midi", f.median_midi},
                               {"loud_db", f.loud_db},
                               {"quiet_db", f.quiet_db},
                               {"clipped_share", f.clipped_share},
                               {"hum_hz", f.hum_hz},
                               {"hum_db", f.hum_db},
                               {"polyphonic_share", f.polyphonic_share},
                               {"bandwidth_hz", f.bandwidth_hz},
                               {"below_s", f.below_s},
                               {"above_s", f.above_s},
                               {"outside_hz", f.outside_hz},
                               {"strong_s", f.strong_s},
                               {"strong_voiced_s", f.strong_voiced_s},
                               {"decays_s", f.decays_s},
                               {"partial_step_db", f.partials.step_db},
                               {"odd_even_db", f.partials.odd_even_db},
                               {"left_over_db", f.partials.left_db}});
  return j;
}

}  // namespace partials
