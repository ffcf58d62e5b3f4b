// SPDX-License-Identifier: MIT
// Completion for fish: one line per option, on condition that its command was given.
#include "pages.h"
#include "words.h"

namespace partials::describe {

namespace {

std::string quoted(const std::string& s) {
  return "'" + replaced(replaced(s, "\\", "\\\\"), "'", "\\'") + "'";
}

std::string condition(const Place& at) {
  std::vector<std::string> parts;
  for (const auto& w : at.words) parts.push_back("__fish_seen_subcommand_from " + w);
  if (!at.verb->verbs.empty()) {
    std::vector<std::string> below;
    for (const auto& v : at.verb->verbs) below.push_back(v.name);
    parts.push_back("not __fish_seen_subcommand_from " + joined(below, " "));
  }
  return parts.empty() ? "" : " -n " + quoted(joined(parts, "; and "));
}

std::string values(const OptionRow& row) {
  if (!row.choices.empty()) return " -a " + quoted(joined(row.choices, " "));
  if (row.value == "MODEL")
    return " -k -a '(__fish_complete_suffix .partials; command partials models list --names 2>/dev/null)'";
  if (row.value == "RUN")
    return " -a '(echo latest; set -q XDG_DATA_HOME; or set -l XDG_DATA_HOME $HOME/.local/share; command ls "
           "$XDG_DATA_HOME/partials/runs 2>/dev/null)'";
  return takes_files(row) ? " -F" : "";
}

std::string line(const std::string& head, const OptionRow& row) {
  if (!row.place.empty()) {
    const auto how = values(row);
    return how.empty() ? "" : head + how + "\n";
  }
  std::string out = head;
  for (const auto& name : row.names)
    out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (!row.value.empty()) out += " -x" + values(row);
  if (takes_files(row)) out = replaced(out, " -x -F", " -r -F");
  return out + " -d " + quoted(row.text) + "\n";
}

}  // namespace

File fish_completion(const Program& p) {
  std::string out = "# Written by " + p.root.name + " itself, from its option tables.\ncomplete -c " +
                    p.root.name + " -f\n";
  for (const auto& at : places(p)) {
    const std::string head = "complete -c " + p.root.name + condition(at);
    for (const auto& v : at.verb->verbs) out += head + " -a " + v.name + " -d " + quoted(v.text) + "\n";
    for (const auto& row : at.verb->rows) out += line(head, row);
  }
  return {"fish/vendor_completions.d/" + p.root.name + ".fish", out};
}

}  // namespace partials::describe
