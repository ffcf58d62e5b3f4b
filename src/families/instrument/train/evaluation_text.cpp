// SPDX-License-Identifier: MIT
// A judgement as tables for a terminal.
#include <fmt/format.h>

#include "base/note_name.h"
#include "families/instrument/train/judge_model.h"

namespace partials {
namespace {

std::string figure(const Evaluation& e, const JudgedRecording* r, Contender c) {
  if (!r) {
    const auto m = e.mean(c);
    return m ? fmt::format("{:.2f}", m->log_mel_db) : "-";
  }
  const auto found = r->renders.find(c);
  return found == r->renders.end() ? "-" : fmt::format("{:.2f}", found->second.judgement.log_mel_db);
}

void add_row(std::string& out, const Evaluation& e, const std::string& head, const JudgedRecording* r,
             const Judgement& own) {
  out += fmt::format("{:<18}", head);
  for (const Contender c : kContenders) out += fmt::format(" {:>8}", figure(e, r, c));
  out += fmt::format("  {:>8.2f} {:>8.2f}", own.multi_resolution_db, own.loudness.median_abs_db);
  if (own.pitch && own.pitch->compared_s > 0.0)
    out += fmt::format(" {:>8.1f} {:>7.1f} {:>6.1f} %", own.pitch->median_cents, own.pitch->p95_cents,
                       100.0 * own.pitch->over_50_cents_share);
  else
    out += fmt::format(" {:>8} {:>7} {:>8}", "-", "-", "-");
  out += "\n";
}

std::string milliseconds(const std::optional<double>& s) {
  return s ? fmt::format("{:.0f}", 1000.0 * *s) : "-";
}

// Attack and release of the recording, of the model driven by its pitch and loudness, and of the model
// played from MIDI.
void add_courses(std::string& out, const Evaluation& e) {
  if (!e.has(Contender::from_midi)) return;
  out += fmt::format(
      "\nPlayed from MIDI: one key each                     attack in ms                release in ms        "
      "level off by, dB\n");
  out += fmt::format("{:<18} {:>5} {:>8} {:>6}  {:>9} {:>6} {:>6}   {:>9} {:>6} {:>6}  {:>8} {:>7}\n",
                     "recording", "key", "velocity", "held s", "recording", "model", "MIDI", "recording",
                     "model", "MIDI", "model", "MIDI");
  for (const JudgedRecording& r : e.recordings) {
    const auto found = r.renders.find(Contender::from_midi);
    if (found == r.renders.end() || !r.course) continue;
    const Rendering &own = r.renders.at(Contender::model), &midi = found->second;
    const auto attack = [](const std::optional<NoteCourse>& c) {
      return milliseconds(c ? std::optional(c->attack_s) : std::nullopt);
    };
    const auto release = [](const std::optional<NoteCourse>& c) {
      return milliseconds(c ? c->release_s : std::nullopt);
    };
    out += fmt::format(
        "{:<18} {:>5} {:>8} {:>6.2f}  {:>9} {:>6} {:>6}   {:>9} {:>6} {:>6}  {:>8.1f} {:>7.1f}\n",
        r.name.substr(0, 18), note_name(r.pressed->key), r.pressed->velocity, r.course->held_s,
        attack(r.course), attack(own.course), attack(midi.course), release(r.course), release(own.course),
        release(midi.course), own.judgement.loudness.median_abs_db, midi.judgement.loudness.median_abs_db);
  }
  const CourseError c = e.course_error(Contender::from_midi);
  if (const auto ratio = e.ratio(Contender::from_midi, Contender::sampler))
    out += fmt::format("Played from MIDI, the distance is {:.2f} times that of {}.\n", *ratio,
                       name_of(Contender::sampler));
  std::string off = "attack off by " + milliseconds(c.attack_s) + " ms";
  if (c.release_s) off += ", release by " + milliseconds(c.release_s) + " ms";
  for (size_t i = 0; i < kCourseTimesS.size(); ++i)
    if (c.at_db[i])
      off += fmt::format(", level {:g} s after the onset by {:.1f} dB", kCourseTimesS[i], *c.at_db[i]);
  out += fmt::format("From MIDI, in the median: {}.\n", off);
}

}  // namespace

std::string text_of(const Evaluation& e) {
  std::string out;
  out += fmt::format(
      "Log-mel distance in dB (loudness matched)                                   the model alone\n");
  out += fmt::format("{:<18} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}  {:>8} {:>8} {:>8} {:>7} {:>8}\n",
                     "recording", "model", "MIDI", "sampler", "careful", "naive", "floor", "multires",
                     "loud dB", "cents", "95 %", "outliers");
  for (const JudgedRecording& r : e.recordings)
    add_row(out, e, (r.name + (r.seen ? " (seen)" : "")).substr(0, 18), &r,
            r.renders.at(Contender::model).judgement);
  add_row(out, e, "mean", nullptr, e.mean(Contender::model).value());
  std::string ratios;
  for (const Contender c : {Contender::sampler, Contender::careful, Contender::naive})
    if (const auto ratio = e.ratio_to(c))
      ratios += fmt::format("{}{:.2f} times that of {}", ratios.empty() ? "" : ", ", *ratio, name_of(c));
  if (!ratios.empty())
    out += fmt::format("The distance is {}; {} of {} recordings are farther than with the sampler.\n", ratios,
                       e.above_sampler(), e.recordings.size());
  add_courses(out, e);
  for (const std::string& remark : e.remarks) out += fmt::format("Note: {}\n", remark);
  return out;
}

}  // namespace partials
