// SPDX-License-Identifier: MIT
// partials audit MODEL|RUN|SWEEP: judges a model as a careful reviewer would (runs/audit.h), and how it was
// chosen among the trials of a sweep.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "arguments.h"
#include "families/model_loading.h"
#include "print_json.h"
#include "runs/audit.h"
#include "sweep/audit_sweep.h"
#include "sweep/sweep_folder.h"
#include "system/file.h"
#include "verbs/exits.h"

namespace {

using namespace partials;

struct Options {
  std::string subject, report, chosen;
  std::vector<std::string> recordings;
  bool json = false, record = false;
};

// A run's id, its start or 'latest'; otherwise a model.
std::optional<Run> run_named(const RunStore& store, const std::string& name) {
  if (std::filesystem::is_regular_file(name)) return std::nullopt;
  try {
    return store.find(name);
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

void record(const AuditReport& report, const std::string& path) {
  Model model = load_model_file(path);
  for (const auto& [key, verdict] : {std::pair{"audit_passed", AuditVerdict::passed},
                                     {"audit_failed", AuditVerdict::failed},
                                     {"audit_not_knowable", AuditVerdict::unknown}})
    model.card.metrics[key] = report.count(verdict);
  if (report.sweep) model.card.metrics["audit_trials"] = static_cast<double>(report.sweep->trials.size());
  must(save_model(model, path));
}

void run(Options& o) {
  const RunStore store = RunStore::open();
  AuditPlaces places{{store}, o.recordings};
  std::string sweep = SweepFolder::is_one(o.subject) ? o.subject : sweep_of_model(o.subject);
  if (sweep != o.subject && !sweep.empty() && o.chosen.empty()) o.chosen = o.subject;  // one of its models
  if (sweep.empty() && !o.chosen.empty())
    throw Stop(Exit::usage,
               "--chosen names a trial of a sweep, and '" + o.subject + "' is not a sweep's folder.");
  const auto of_run = sweep.empty() ? run_named(store, o.subject) : std::nullopt;
  if (o.record && of_run)
    throw Stop(Exit::usage,
               "--record writes into the card of a model; name its .partials file instead of a run.");
  if (sweep.empty() && !of_run) find_model_file(o.subject);
  if (!o.report.empty()) {
    keep_inputs("--report", o.report, o.recordings);
    must(can_write(o.report));
  }
  const AuditReport report = audit(!sweep.empty() ? evidence_of_sweep(sweep, o.chosen, places)
                                   : of_run       ? evidence_of_run(places, *of_run)
                                                  : evidence_of_model(places, o.subject));
  if (report.sweep) o.subject = SweepFolder::existing(sweep).model(report.sweep->chosen);
  if (o.record) must(can_write(o.subject));
  if (!o.report.empty()) must(atomic_write(o.report, html_of(report)));
  if (o.record) record(report, o.subject);
  if (o.json) return print_json(json_of(report), 2);
  fmt::print("{}", text_of(report));
  if (!o.report.empty()) fmt::print("Report: {} (open it in a browser)\n", o.report);
  if (o.record) fmt::print("Recorded in the card of {}.\n", o.subject);
}

}  // namespace

void add_audit(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand(
      "audit", "judge how a model was made and evaluated, item by item, as a careful reviewer would");
  verb->add_option("subject", o->subject,
                   "a model, a sweep's folder, or a run: its id, the start of its id, or 'latest'")
      ->type_name("MODEL|SWEEP|RUN")
      ->required();
  verb->add_option("--recordings", o->recordings,
                   "where its recordings and those of its test are: hears altered copies across sets")
      ->type_name("RECORDINGS");
  verb->add_option(
          "--chosen", o->chosen,
          "of a sweep: the trial that was taken, by its number or its model's file; otherwise the one "
          "that validates best")
      ->type_name("TRIAL|MODEL");
  verb->add_option("--report", o->report, "write an HTML page to this file")->type_name("FILE");
  verb->add_flag("--record", o->record, "write the counts into the model's card (metrics audit_...)");
  add_no_cache(verb);
  verb->add_flag("--json", o->json, "print every item as JSON");
  verb->footer(
      "Examples:\n  partials audit violin.partials --recordings recordings/\n  partials audit latest "
      "--report audit.html\n  partials audit violin-sweep --recordings recordings/ --report audit.html");
  verb->callback([o] { run(*o); });
}
