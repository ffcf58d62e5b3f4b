// SPDX-License-Identifier: MIT
#include "tables.h"

#include <sstream>

namespace partials::describe {

namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);) out.push_back(part);
  return out;
}

std::string trimmed(const std::string& s) {
  const auto from = s.find_first_not_of(' ');
  return from == std::string::npos ? "" : s.substr(from, s.find_last_not_of(' ') - from + 1);
}

// CLI11 writes types as "INT:INT in [1 - 64]", "TEXT:{a,b}", "TEXT:FILE" or, if the table sets one, a name
// of its own.
void read_type(const std::string& type, OptionRow& row) {
  const auto colon = type.find(':');
  row.value = type.substr(0, colon);
  std::string rest = colon == std::string::npos ? "" : type.substr(colon + 1);
  if (row.value.starts_with('{')) {
    rest.swap(row.value);
    row.value = "TEXT";
  }
  if (rest.starts_with('{')) row.choices = split(rest.substr(1, rest.size() - 2), ',');
  if (rest == "FILE") row.value = rest;
  if (row.value == "INT" || row.value == "UINT") row.value = "N";
  if (row.value == "FLOAT") row.value = "NUMBER";
  const auto open = rest.find('['), dash = rest.find(" - ");
  if (open != std::string::npos && dash != std::string::npos)
    row.range =
        rest.substr(open + 1, dash - open - 1) + " to " + rest.substr(dash + 3, rest.find(']') - dash - 3);
}

OptionRow row_of(const CLI::Option& o) {
  OptionRow row;
  for (const auto& n : o.get_snames()) row.names.push_back("-" + n);
  for (const auto& n : o.get_lnames()) row.names.push_back("--" + n);
  if (o.get_positional()) row.place = o.get_name(true, false);
  if (o.get_items_expected_max() > 0) read_type(o.get_type_name(), row);
  row.text = o.get_description();
  row.initial = o.get_default_str();
  row.required = o.get_required();
  row.many = o.get_items_expected_max() > 1;
  return row;
}

// Footers contain "Example: ..." or "Examples:" and lines, "Exit codes: ...", and other text.
void read_footer(const std::string& footer, Verb& verb) {
  enum { notes, examples, exits } in = notes;
  for (std::string line : split(footer, '\n')) {
    if (line.starts_with("Example")) {
      in = examples;
      line = line.substr(line.find(':') + 1);
    } else if (line.starts_with("Exit codes:")) {
      in = exits;
      line = line.substr(line.find(':') + 1);
    }
    line = trimmed(line);
    if (line.empty()) continue;
    if (in == examples)
      verb.examples.push_back(line);
    else
      (in == exits ? verb.exits : verb.notes) += line + "\n";
  }
}

Verb verb_of(const CLI::App& app, const std::string& name) {
  Verb verb;
  verb.name = name;
  verb.text = app.get_description();
  read_footer(app.get_footer(), verb);
  for (const CLI::Option* o : app.get_options()) verb.rows.push_back(row_of(*o));
  for (const CLI::App* v : app.get_subcommands(std::function<bool(const CLI::App*)>()))
    verb.verbs.push_back(verb_of(*v, v->get_name()));
  return verb;
}

}  // namespace

std::string joined(const std::vector<std::string>& words, const std::string& by) {
  std::string out;
  for (const auto& w : words) out += (out.empty() ? "" : by) + w;
  return out;
}

Program tables_of(const CLI::App& app, const std::string& name, const std::string& version) {
  return {verb_of(app, name), version};
}

}  // namespace partials::describe
