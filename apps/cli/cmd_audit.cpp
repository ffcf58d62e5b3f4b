// SPDX-License-Identifier: MIT
// partials audit MODEL|RUN: judges a model as a careful reviewer would (runs/audit.h).
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "arguments.h"
#include "families/model_loading.h"
#include "print_json.h"
#include "runs/audit.h"
#include "system/file.h"
#include "verbs/exits.h"

namespace {

using namespace partials;

struct Options {
  std::string subject, report;
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
  must(save_model(model, path));
}

void run(Options& o) {
  const RunStore store = RunStore::open();
  const auto of_run = run_named(store, o.subject);
  if (o.record && of_run)
    throw Stop(Exit::usage,
               "--record writes into the card of a model; name its .partials file instead of a run.");
  if (!of_run) find_model_file(o.subject);
  if (!o.report.empty()) {
    keep_inputs("--report", o.report, o.recordings);
    must(can_write(o.report));
  }
  if (o.record) must(can_write(o.subject));
  const AuditReport report = audit(of_run ? evidence_of_run(store, *of_run, o.recordings)
                                          : evidence_of_model(store, o.subject, o.recordings));
  if (!o.report.empty()) must(atomic_write(o.report, html_of(report)));
  if (o.record) record(report, o.subject);
  if (o.json) return print_json(json_of(report), 2);
  fmt::print("{}", text_of(report));
  if (!o.report.empty()) fmt::print("Report: {} (open it in a browser)\n", o.report);
}

}  // namespace

void add_audit(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand(
      "audit", "judge how a model was made and evaluated, item by item, as a careful reviewer would");
  verb->add_option("subject", o->subject, "a model, or a run: its id, the start of its id, or 'latest'")
      ->type_name("MODEL|RUN")
      ->required();
  verb->add_option("--recordings", o->recordings,
                   "where its recordings and those of its test are: hears altered copies across sets")
      ->type_name("RECORDINGS");
  verb->add_option("--report", o->report, "write an HTML page to this file")->type_name("FILE");
  verb->add_flag("--record", o->record, "write the counts into the model's card (metrics audit_...)");
  add_no_cache(verb);
  verb->add_flag("--json", o->json, "print every item as JSON");
  verb->footer(
      "Examples:\n  partials audit violin.partials --recordings recordings/\n  partials audit latest "
      "--report audit.html");
  verb->callback([o] { run(*o); });
}
