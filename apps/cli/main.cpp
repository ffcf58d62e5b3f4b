// SPDX-License-Identifier: MIT
// The command line: each command is a file cmd_VERB.cpp with one function, listed here. Exit codes are in
// exits.h; every error is one sentence on standard error that states the problem and the remedy.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "base/printable.h"
#include "base/version.h"
#include "data/dataset.h"
#include "describe/describe.h"
#include "manual.h"
#include "verbs/exits.h"
#include "verbs/sentence_of.h"

void add_check(CLI::App&);
void add_train(CLI::App&);
void add_reproduce(CLI::App&);
void add_render(CLI::App&);
void add_eval(CLI::App&);
void add_audit(CLI::App&);
void add_inspect(CLI::App&);
void add_models(CLI::App&);
void add_runs(CLI::App&);
void add_presets(CLI::App&);
void add_doctor(CLI::App&);
void add_bench(CLI::App&);
void add_export(CLI::App&);
void add_body(CLI::App&);
void add_map(CLI::App&);
void add_conduct(CLI::App&);
void add_dance(CLI::App&);
void add_play(CLI::App&);
void add_serve(CLI::App&);

namespace {

using partials::Exit;

int fail(Exit code, const std::string& sentence) {
  std::fprintf(stderr, "partials: %s\n", partials::printable(sentence).c_str());
  return static_cast<int>(code);
}

// Turns a parser error into one sentence that refers to the help: "partials render: --output is required;
// see: ...".
std::string refusal(const CLI::App* app, const CLI::Error& e) {
  std::string name = app->get_name(), what = e.what();
  while (!app->get_subcommands().empty()) {
    app = app->get_subcommands().front();
    name += " " + app->get_name();
  }
  std::vector<std::string> verbs;
  for (const CLI::App* verb : app->get_subcommands([](const CLI::App*) { return true; }))
    verbs.push_back(verb->get_name());
  if (!verbs.empty()) {  // no subcommand was given
    const auto strange = app->remaining();
    what = fmt::format("{}choose one of {}", strange.empty() ? "" : "there is no '" + strange.front() + "'; ",
                       fmt::join(verbs, ", "));
  }
  return fmt::format("{}: {}; see: {} --help\n", name, what, name);
}

int dispatch(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::RuntimeError& e) {
    return e.get_exit_code();
  } catch (const CLI::ParseError& e) {
    return static_cast<int>(app.exit(e) ? Exit::usage : Exit::done);
  } catch (const partials::Stop& e) {
    return fail(e.code, e.what());
  } catch (const partials::DataRefused& e) {
    return fail(Exit::input_refused, e.what());
  } catch (const std::bad_alloc&) {
    return fail(Exit::failure,
                "there is not enough memory for this; close other programs or use shorter recordings.");
  } catch (const std::exception& e) {
    return fail(Exit::failure, partials::sentence_of(e));
  }
  return static_cast<int>(Exit::done);
}

}  // namespace

int main(int argc, char** argv) {
  // a write beyond the file size limit is an error like a full disk, and does not kill the process
  std::signal(SIGXFSZ, SIG_IGN);
  CLI::App app{"Partials: a recording becomes an instrument", "partials"};
  app.set_version_flag("--version", partials::library_version());
  app.require_subcommand(1);
  app.failure_message(refusal);
  for (auto* add :
       {add_check, add_train, add_reproduce, add_render, add_eval, add_audit, add_inspect, add_models,
        add_runs, add_presets, add_doctor, add_bench, add_export, add_body, add_map, add_conduct, add_dance})
    add(app);
#ifdef PARTIALS_HAS_PLAY
  add_play(app);
#endif
#ifdef PARTIALS_HAS_PAGE
  add_serve(app);
#endif
  app.footer(std::string("Start with: partials check my-recordings/   then: partials train my-recordings/ -o "
                         "mine.partials\n\n") +
             partials::kExitCodes);
  if (const auto described =
          partials::describe::answer(app, argc, argv, partials::library_version(), partials::manual_extras()))
    return *described;
  const int code = dispatch(app, argc, argv);
  if (std::fflush(stdout) != 0 && code == 0)
    return fail(Exit::failure, "cannot write the result to standard output; check free space where it goes.");
  return code;
}
