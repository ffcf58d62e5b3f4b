// SPDX-License-Identifier: MIT
#include "runs_keeping.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/printable.h"
#include "model/card.h"
#include "report/json_values.h"
#include "runs/run_export.h"
#include "runs/run_store.h"
#include "runs/runs_page.h"
#include "system/file.h"
#include "verbs/exits.h"

namespace {

using namespace partials;

struct Options {
  std::vector<std::string> runs, tags;
  std::string run, note, folder, output = "runs.html", csv, tensorboard, hugging_face;
  size_t sounds = 20;
  bool off = false;
};

std::vector<Run> named(const Options& o) {
  const RunStore store = RunStore::open();
  if (o.runs.empty()) return store.runs();
  std::vector<Run> all;
  for (const std::string& id : o.runs) all.push_back(store.find(id));
  return all;
}

void page(const Options& o) {
  const auto runs = named(o);
  if (runs.empty())
    throw Stop(Exit::failure,
               "There are no runs yet; start one: partials train my-recordings/ -o mine.partials");
  must(can_write(o.output));
  must(atomic_write(o.output, runs_page(runs, o.sounds)));
  fmt::print("{}: {} run{} (open it in a browser)\n", o.output, runs.size(), runs.size() == 1 ? "" : "s");
}

void tag(const Options& o) {
  must(check_tags(o.tags, "tag"), Exit::usage);
  Run run = RunStore::open().find(o.run);
  auto remarks = run.remarks();
  std::vector<std::string> tags = all_bytes_in(remarks, "tags");
  for (const std::string& t : o.tags) {
    std::erase(tags, t);
    if (!o.off) tags.push_back(t);
  }
  must(check_tags(tags, "The run's tags"), Exit::usage);
  remarks["tags"] = tags;
  run.set_remarks(remarks);
  fmt::print("{}: {}\n", run.id(),
             tags.empty() ? "no tags" : printable(fmt::format("{}", fmt::join(tags, ", "))));
}

void note(const Options& o) {
  Run run = RunStore::open().find(o.run);
  auto remarks = run.remarks();
  remarks["note"] = o.note;
  run.set_remarks(remarks);
  fmt::print("{}: {}\n", run.id(), o.note.empty() ? "no note" : printable(o.note));
}

void remove_runs(const Options& o) {
  const RunStore store = RunStore::open();
  for (const Run& run : named(o)) {
    store.remove(run);
    fmt::print("{} was removed.\n", run.id());
  }
}

void import_runs(const Options& o) {
  for (const std::string& id : RunStore::open().import(o.folder)) fmt::print("{}\n", printable(id));
}

void export_runs(const Options& o) {
  if (o.csv.empty() && o.tensorboard.empty() && o.hugging_face.empty())
    throw Stop(Exit::usage, "Say what to write: --csv FILE, --tensorboard FOLDER or --hugging-face FOLDER.");
  const auto runs = named(o);
  if (!o.csv.empty()) {
    must(can_write(o.csv));
    must(atomic_write(o.csv, curves_csv(runs)));
    fmt::print("{}: curves of {} run{}\n", o.csv, runs.size(), runs.size() == 1 ? "" : "s");
  }
  if (!o.tensorboard.empty()) {
    write_tensorboard(runs, o.tensorboard);
    fmt::print("{}: for tensorboard --logdir {}\n", o.tensorboard, o.tensorboard);
  }
  if (o.hugging_face.empty()) return;
  if (runs.size() != 1)
    throw Stop(Exit::usage, "--hugging-face: name one run, whose model becomes the folder.");
  write_hugging_face(runs.front(), o.hugging_face);
  fmt::print("{}: README.md and model.safetensors; nothing was sent\n", o.hugging_face);
}

}  // namespace

void add_runs_keeping(CLI::App& cmd) {
  auto o = std::make_shared<Options>();
  const auto takes_runs = [&](CLI::App* x, int least, int most, const char* what) {
    auto* option = x->add_option("RUN", o->runs, what)->type_name("RUN")->expected(least, most);
    if (least > 0) option->required();
  };
  constexpr const char* kOne = "its id, the start of its id, or 'latest'";
  constexpr const char* kAll = "runs; default: all";
  CLI::App* p = cmd.add_subcommand("page", "write one HTML page of all runs: curves, sounds, what differs");
  takes_runs(p, 0, 10000, kAll);
  p->add_option("-o,--output", o->output, "the page to write")->type_name("FILE")->capture_default_str();
  p->add_option("--sounds", o->sounds, "how many of the newest runs have a sound")->capture_default_str();
  p->footer("Example: partials runs page -o runs.html");
  CLI::App* t = cmd.add_subcommand("tag", "give a run tags, to find it by");
  t->add_option("RUN", o->run, kOne)->type_name("RUN")->required();
  t->add_option("TAG", o->tags, "search words")->type_name("TAG")->required();
  t->add_flag("--off", o->off, "take them away instead");
  t->footer("Example: partials runs tag latest violin bright");
  CLI::App* n = cmd.add_subcommand("note", "write a note to a run; an empty one removes it");
  n->add_option("RUN", o->run, kOne)->type_name("RUN")->required();
  n->add_option("TEXT", o->note, "a sentence")->type_name("TEXT")->required();
  n->footer("Example: partials runs note latest 'twice the mel loss'");
  CLI::App* r = cmd.add_subcommand("remove", "remove runs with their folders; their models elsewhere stay");
  takes_runs(r, 1, 10000, "runs");
  r->footer("Example: partials runs remove 20260301-1200");
  CLI::App* i = cmd.add_subcommand("import", "copy runs from a folder, for instance from another machine");
  i->add_option("FOLDER", o->folder, "the folder of a run, or of several")->type_name("FOLDER")->required();
  i->footer("Example: partials runs import /media/disk/runs");
  CLI::App* e =
      cmd.add_subcommand("export", "write curves for other programs, or a folder for the Hugging Face Hub");
  takes_runs(e, 0, 10000, kAll);
  e->add_option("--csv", o->csv, "validation and loss by step, for a spreadsheet")->type_name("FILE");
  e->add_option("--tensorboard", o->tensorboard, "event files, one folder for each run")->type_name("FOLDER");
  e->add_option("--hugging-face", o->hugging_face,
                "model.safetensors, its card as README.md, and a sound; nothing is sent")
      ->type_name("FOLDER");
  e->footer("Example: partials runs export --csv runs.csv");
  p->callback([o] { page(*o); });
  t->callback([o] { tag(*o); });
  n->callback([o] { note(*o); });
  r->callback([o] { remove_runs(*o); });
  i->callback([o] { import_runs(*o); });
  e->callback([o] { export_runs(*o); });
}
