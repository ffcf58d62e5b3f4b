// SPDX-License-Identifier: MIT
// The option tables of a command line as plain data, read from CLI11: what manual pages and shell completions
// are written from, so that they cannot say anything else than the program does.
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace partials::describe {

struct OptionRow {
  std::vector<std::string> names;  // "-o", "--output"; empty where the value stands by its place
  std::string place;               // name of a value that stands by its place
  // what it takes: MODEL, FILE, RECORDINGS, RUN, INT, ...; empty for a flag
  std::string value;
  std::vector<std::string> choices;  // where only these are taken
  std::string text, range, initial;
  bool required = false, many = false;
};

struct Verb {
  std::string name, text, notes, exits;  // notes: what the footer says besides examples and exit codes
  std::vector<std::string> examples;
  std::vector<OptionRow> rows;
  std::vector<Verb> verbs;
};

struct Program {
  Verb root;
  std::string version;
};

Program tables_of(const CLI::App& app, const std::string& name, const std::string& version);

// A name that its shell can use in a function: "runs show" -> "runs_show".
std::string joined(const std::vector<std::string>& words, const std::string& by);

}  // namespace partials::describe
