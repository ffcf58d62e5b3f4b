// SPDX-License-Identifier: MIT
// The command line: each verb is a file cmd_VERB.cpp with one function, listed here. Exit codes: 0 done, 1 it did not work (one
// sentence says why and what to do), 2 the command line was not understood.
#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>

void add_check(CLI::App&);
void add_train(CLI::App&);
void add_render(CLI::App&);
void add_eval(CLI::App&);
void add_inspect(CLI::App&);
void add_runs(CLI::App&);
void add_doctor(CLI::App&);
void add_bench(CLI::App&);

int main(int argc, char** argv) {
  CLI::App app{"Partials: a recording becomes an instrument"};
  app.set_version_flag("--version", PARTIALS_VERSION);
  app.require_subcommand(1);
  for (auto* add : {add_check, add_train, add_render, add_eval, add_inspect,
                    add_runs, add_doctor, add_bench})
    add(app);
  app.footer("Start with: partials check my-recordings/   then: partials train my-recordings/ -o mine.partials");
  try {
    app.parse(argc, argv);
  } catch (const CLI::RuntimeError& e) {
    return e.get_exit_code();
  } catch (const CLI::ParseError& e) {
    return app.exit(e) ? 2 : 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "partials: %s\n", e.what());
    return 1;
  }
  return 0;
}
