// SPDX-License-Identifier: MIT
// The command line: each verb is a file cmd_VERB.cpp with one function, listed here.
#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
  CLI::App app{"Partials: a recording becomes an instrument"};
  CLI11_PARSE(app, argc, argv);
  return 0;
}
