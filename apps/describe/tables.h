// SPDX-License-Identifier: MIT
// The option tables of a command line as plain data, read from CLI11. Manual pages and shell completions
// are generated from them, so they always match the program.
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace partials::describe {

struct OptionRow {
  std::vector<std::string> names;  // "-o", "--output"; empty for a positional value
  std::string place;               // name of a positional value
  // type of the value: MODEL, FILE, RECORDINGS, RUN, INT, ...; empty for a flag
  std::string value;
  std::vector<std::string> choices;  // if only these are accepted
  std::string text, range, initial;
  bool required = false, many = false;
};

struct Verb {
  std::string name, text, notes, exits;  // notes: text of the footer besides examples and exit codes
  std::vector<std::string> examples;
  std::vector<OptionRow> rows;
  std::vector<Verb> verbs;
};

struct Program {
  Verb root;
  std::string version;
};

Program tables_of(const CLI::App& app, const std::string& name, const std::string& version);

// A name that a shell accepts in a function name: "runs show" -> "runs_show".
std::string joined(const std::vector<std::string>& words, const std::string& by);

}  // namespace partials::describe
