// SPDX-License-Identifier: MIT
#include "dispatch.h"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <new>
#include <vector>

#include "base/printable.h"
#include "data/dataset.h"
#include "verbs/sentence_of.h"

namespace partials {

int fail(Exit code, const std::string& sentence) {
  std::fprintf(stderr, "partials: %s\n", printable(sentence).c_str());
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
  } catch (const Stop& e) {
    return fail(e.code, e.what());
  } catch (const DataRefused& e) {
    return fail(Exit::input_refused, e.what());
  } catch (const std::bad_alloc&) {
    return fail(Exit::failure,
                "there is not enough memory for this; close other programs or use shorter recordings.");
  } catch (const std::exception& e) {
    return fail(Exit::failure, sentence_of(e));
  }
  return static_cast<int>(Exit::done);
}

}  // namespace partials
