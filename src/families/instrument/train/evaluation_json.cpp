// SPDX-License-Identifier: MIT
// An evaluation as JSON. A figure that could not be measured is null.
#include <nlohmann/json.hpp>

#include "families/instrument/train/judge_model.h"
#include "judge/reference_pitch.h"

namespace partials {
using nlohmann::json;
namespace {

json value_or_null(const std::optional<double>& v) { return v ? json(*v) : json(); }

json json_of(const PitchError& p) {
  const auto of_compared = [&](double v) { return p.compared_s > 0.0 ? json(v) : json(); };
  return {{"median_cents", of_compared(p.median_cents)},
          {"p95_cents", of_compared(p.p95_cents)},
          {"over_20_cents_share", of_compared(p.over_20_cents_share)},
          {"over_50_cents_share", of_compared(p.over_50_cents_share)},
          {"lost_share", p.lost_share},
          {"compared_s", p.compared_s}};
}

json json_of(const Judgement& j) {
  json out{{"log_mel_db", j.log_mel_db},
           {"multi_resolution_db", j.multi_resolution_db},
           {"loudness_median_abs_db", j.loudness.median_abs_db},
           {"loudness_median_db", j.loudness.median_db},
           {"loudness_p95_abs_db", j.loudness.p95_abs_db}};
  if (j.pitch) out["pitch"] = json_of(*j.pitch);
  return out;
}

json json_of(const std::array<std::optional<double>, kCourseTimesS.size()>& at_db) {
  json out = json::array();
  for (const auto& v : at_db) out.push_back(value_or_null(v));
  return out;
}

json json_of(const NoteCourse& c) {
  return {{"onset_s", c.onset_s},
          {"held_s", c.held_s},
          {"level_db", c.level_db},
          {"attack_s", c.attack_s},
          {"release_s", value_or_null(c.release_s)},
          {"level_at_db", json_of(c.at_db)}};
}

json json_of(const Rendering& r) {
  json out = json_of(r.judgement);
  if (r.course) out["course"] = json_of(*r.course);
  return out;
}

json json_of(const JudgedRecording& r) {
  json row{{"name", r.name}, {"sha256", r.sha256},         {"samples_sha256", r.samples_sha256},
           {"seen", r.seen}, {"duration_s", r.duration_s}, {"median_f0_hz", r.median_f0_hz}};
  for (const auto& [c, rendering] : r.renders) row[id_of(c)] = json_of(rendering);
  if (r.two_noises_db) row["two_noises_db"] = *r.two_noises_db;
  if (!r.sampler_source.empty()) row["sampler_source"] = r.sampler_source;
  if (r.course) row["course"] = json_of(*r.course);
  if (r.pressed)
    row["midi"] = {
        {"key", r.pressed->key}, {"velocity", r.pressed->velocity}, {"speaks_s", r.pressed->speaks_s}};
  return row;
}

json json_of(const CourseError& e) {
  return {{"notes", e.notes},
          {"level_median_abs_db", value_or_null(e.level_db)},
          {"attack_median_abs_s", value_or_null(e.attack_s)},
          {"release_median_abs_s", value_or_null(e.release_s)},
          {"level_at_median_abs_db", json_of(e.at_db)}};
}

}  // namespace

json json_of(const Evaluation& e) {
  json out{{"tracker", kReferencePitch},
           {"remarks", e.remarks},
           {"recordings", json::array()},
           {"mean", json::object()},
           {"ratio", json::object()}};
  for (const JudgedRecording& r : e.recordings) out["recordings"].push_back(json_of(r));
  for (const Contender c : kContenders) {
    if (const auto m = e.mean(c)) out["mean"][id_of(c)] = json_of(*m);
    if (c == Contender::model || c == Contender::from_midi) continue;
    if (const auto ratio = e.ratio_to(c)) out["ratio"][std::string("to_") + id_of(c)] = *ratio;
  }
  if (const auto ratio = e.ratio(Contender::from_midi, Contender::sampler))
    out["ratio"]["from_midi_to_sampler"] = *ratio;
  out["course"] = {{"level_at_s", kCourseTimesS}};
  for (const Contender c : {Contender::model, Contender::from_midi})
    out["course"][id_of(c)] = json_of(e.course_error(c));
  out["above_sampler"] = e.above_sampler();
  return out;
}

}  // namespace partials
