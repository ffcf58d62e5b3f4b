// SPDX-License-Identifier: MIT
// partials eval MODEL DATA: evaluates a model on recordings that it was not trained on, against four
// baselines, and also played from MIDI. Prints tables or JSON, or writes an HTML report.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "arguments.h"
#include "base/note_name.h"
#include "exits.h"
#include "families/instrument/train/judge_model.h"
#include "families/instrument/train/unseen_metrics.h"
#include "families/model_loading.h"
#include "print_json.h"
#include "runs/run_store.h"
#include "system/file.h"

namespace {

using namespace partials;

struct Options {
  std::string model, report, run;
  std::vector<std::string> sounds;
  EvalQuestion question;
  bool json = false, record = false;
  int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
};

std::string figure(const Evaluation& e, const JudgedRecording* r, Contender c) {
  if (!r) {
    const auto m = e.mean(c);
    return m ? fmt::format("{:.2f}", m->log_mel_db) : "-";
  }
  const auto found = r->renders.find(c);
  return found == r->renders.end() ? "-" : fmt::format("{:.2f}", found->second.judgement.log_mel_db);
}

void print_row(const Evaluation& e, const std::string& head, const JudgedRecording* r, const Judgement& own) {
  fmt::print("{:<18}", head);
  for (const Contender c : kContenders) fmt::print(" {:>8}", figure(e, r, c));
  fmt::print("  {:>8.2f} {:>8.2f}", own.multi_resolution_db, own.loudness.median_abs_db);
  if (own.pitch && own.pitch->compared_s > 0.0)
    fmt::print(" {:>8.1f} {:>7.1f} {:>6.1f} %", own.pitch->median_cents, own.pitch->p95_cents,
               100.0 * own.pitch->over_50_cents_share);
  else
    fmt::print(" {:>8} {:>7} {:>8}", "-", "-", "-");
  fmt::print("\n");
}

std::string milliseconds(const std::optional<double>& s) {
  return s ? fmt::format("{:.0f}", 1000.0 * *s) : "-";
}

// Attack and release of the recording, of the model driven by its pitch and loudness, and of the model
// played from MIDI.
void print_courses(const Evaluation& e) {
  if (!e.has(Contender::from_midi)) return;
  fmt::print(
      "\nPlayed from MIDI: one key each                     attack in ms                release in ms        "
      "level off by, dB\n");
  fmt::print("{:<18} {:>5} {:>8} {:>6}  {:>9} {:>6} {:>6}   {:>9} {:>6} {:>6}  {:>8} {:>7}\n", "recording",
             "key", "velocity", "held s", "recording", "model", "MIDI", "recording", "model", "MIDI", "model",
             "MIDI");
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
    fmt::print("{:<18} {:>5} {:>8} {:>6.2f}  {:>9} {:>6} {:>6}   {:>9} {:>6} {:>6}  {:>8.1f} {:>7.1f}\n",
               r.name.substr(0, 18), note_name(r.pressed->key), r.pressed->velocity, r.course->held_s,
               attack(r.course), attack(own.course), attack(midi.course), release(r.course),
               release(own.course), release(midi.course), own.judgement.loudness.median_abs_db,
               midi.judgement.loudness.median_abs_db);
  }
  const CourseError c = e.course_error(Contender::from_midi);
  if (const auto ratio = e.ratio(Contender::from_midi, Contender::sampler))
    fmt::print("From MIDI the model is at {:.2f} of {}.\n", *ratio, name_of(Contender::sampler));
  std::string off = "attack off by " + milliseconds(c.attack_s) + " ms";
  if (c.release_s) off += ", release by " + milliseconds(c.release_s) + " ms";
  for (size_t i = 0; i < kCourseTimesS.size(); ++i)
    if (c.at_db[i])
      off += fmt::format(", level {:g} s after the onset by {:.1f} dB", kCourseTimesS[i], *c.at_db[i]);
  fmt::print("From MIDI, in the median: {}.\n", off);
}

void print_table(const Evaluation& e) {
  fmt::print("Log-mel distance in dB (loudness matched)                                   the model alone\n");
  fmt::print("{:<18} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}  {:>8} {:>8} {:>8} {:>7} {:>8}\n", "recording",
             "model", "MIDI", "sampler", "careful", "naive", "floor", "multires", "loud dB", "cents", "95 %",
             "outliers");
  for (const JudgedRecording& r : e.recordings)
    print_row(e, (r.name + (r.seen ? " (seen)" : "")).substr(0, 18), &r,
              r.renders.at(Contender::model).judgement);
  print_row(e, "mean", nullptr, e.mean(Contender::model).value());
  std::string ratios;
  for (const Contender c : {Contender::sampler, Contender::careful, Contender::naive})
    if (const auto ratio = e.ratio_to(c))
      ratios += fmt::format("{}{:.2f} of {}", ratios.empty() ? "" : ", ", *ratio, name_of(c));
  if (!ratios.empty())
    fmt::print("The model is at {}; {} of {} recordings above the sampler.\n", ratios, e.above_sampler(),
               e.recordings.size());
  print_courses(e);
  for (const std::string& remark : e.remarks) fmt::print("Note: {}\n", remark);
}

void run(Options& o) {
  check_folds(o.question.folds, o.question.fold);
  find_model_file(o.model);
  if (!o.report.empty()) {
    for (const auto* inputs : {&o.question.data, &o.question.against, &o.sounds})
      keep_inputs("--report", o.report, *inputs);
    keep_inputs("--report", o.report, {o.model});
    must(can_write(o.report));
  }
  if (o.record) must(can_write(o.model));
  Model model = load_model_file(o.model);
  JudgeRequest request;
  request.question = o.question;
  request.model_name = std::filesystem::path(o.model).stem().string();
  request.threads = o.threads;
  request.say = [](const std::string& text) { fmt::print(stderr, "{}\n", text); };
  request.sounds = o.sounds;
  if (!o.run.empty()) request.training = training_curve(RunStore::open().find(o.run).metrics());
  const Report report = judge_model(model, request);
  if (!o.report.empty()) must(atomic_write(o.report, report_html(report)));
  if (o.record) {
    // of an earlier evaluation
    std::erase_if(model.card.metrics, [](const auto& m) { return m.first.rfind("unseen_", 0) == 0; });
    model.card.metrics.merge(unseen_metrics(report.evaluation));
    must(save_model(model, o.model));
  }
  if (o.json) return print_json(json_of(report.evaluation), 2);
  print_table(report.evaluation);
  if (!o.report.empty()) fmt::print("Report: {} (open it in a browser)\n", o.report);
  if (o.record) fmt::print("Recorded in the card of {}.\n", o.model);
}

}  // namespace

void add_eval(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand(
      "eval",
      "evaluate a model on recordings it was not trained on, against baselines, and played from MIDI");
  verb->add_option("model", o->model, kModelHelp)->type_name("MODEL")->required();
  verb->add_option("recordings", o->question.data, "a folder, or audio files, of the same instrument")
      ->type_name("RECORDINGS")
      ->required();
  verb->add_option("--report", o->report,
                   "write an HTML page with players, pictures and a blind test to this file")
      ->type_name("FILE");
  verb->add_option("--against", o->question.against,
                   "the training recordings: the sampler and average-spectrum baselines are built from them")
      ->type_name("RECORDINGS");
  verb->add_option("--folds", o->question.folds,
                   "evaluate on what one of this many folds held out (as in train --folds)");
  verb->add_option("--fold", o->question.fold, "which fold, from 0");
  verb->add_flag("--seen", o->question.with_seen, "also evaluate training recordings (marked)");
  verb->add_flag("--allow-copies", o->question.allow_copies, "with --folds: as in train --allow-copies");
  verb->add_flag("--record", o->record, "write the mean figures into the model's card (metrics unseen_...)");
  verb->add_option("--run", o->run,
                   "the training run whose curves the report shows: its id, the start of its id, or 'latest'")
      ->type_name("RUN");
  verb->add_option("--sound", o->sounds,
                   "an audio file to include in the report, such as a rendered one; may be repeated")
      ->check(CLI::ExistingFile)
      ->allow_extra_args(false);
  verb->add_option("--threads", o->threads, "recordings evaluated in parallel")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  verb->add_flag("--json", o->json, "print every figure as JSON");
  verb->footer(
      "Examples:\n  partials eval violin.partials recordings/ --folds 3 --fold 0 --report violin.html\n"
      "  partials eval violin.partials new-notes/ --against recordings/ --json\n"
      "  partials eval violin.partials recordings/ --folds 3 --run latest --sound humming.wav --sound "
      "violin.wav --report violin.html");
  verb->callback([o] { run(*o); });
}
