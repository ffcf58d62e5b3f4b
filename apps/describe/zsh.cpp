// SPDX-License-Identifier: MIT
// Completion for zsh: one function per command, each a call of _arguments.
#include "pages.h"
#include "words.h"

namespace partials::describe {

namespace {

// Text inside '...' inside an _arguments specification.
std::string quoted(const std::string& s) {
  return replaced(
      replaced(replaced(replaced(replaced(s, "\\", "\\\\"), "'", "'\\''"), "[", "\\["), "]", "\\]"), ":",
      "\\:");
}

std::string action(const OptionRow& row) {
  if (!row.choices.empty()) return "(" + joined(row.choices, " ") + ")";
  if (row.value == "MODEL")
    return "{_files -g \"*.partials\"; compadd -- ${(f)\"$(command partials models list --names "
           "2>/dev/null)\"}}";
  if (row.value == "RUN") return "(latest ${XDG_DATA_HOME:-$HOME/.local/share}/partials/runs/*(N:t))";
  return takes_files(row) ? "_files" : " ";
}

std::string option(const OptionRow& row) {
  const std::string value = row.value.empty() ? "" : ":" + quoted(row.value) + ":" + action(row);
  const std::string tail = "[" + quoted(row.text) + "]" + value + "'";
  const std::string star = row.many ? "*" : "";
  if (row.names.size() == 1) return "'" + star + row.names.front() + tail;
  return "'(" + joined(row.names, " ") + ")'" + (row.many ? "\\*" : "") + "{" + joined(row.names, ",") +
         "}'" + tail;
}

std::string by_place(const OptionRow& row, int n) {
  const std::string where = row.many ? "*" : std::to_string(n) + (row.required ? "" : ":");
  return "'" + where + ":" + quoted(row.place) + ":" + action(row) + "'";
}

std::string function_of(const Program& p, const Place& at) {
  const Verb& verb = *at.verb;
  const auto name = [&](const std::vector<std::string>& words) {
    return "_" + identifier(joined(words, "_"));
  };
  std::vector<std::string> own{p.root.name};
  own.insert(own.end(), at.words.begin(), at.words.end());
  std::string out = name(own) + "() {\n  local curcontext=$curcontext state line\n  _arguments -C";
  int n = 0;
  for (const auto& row : verb.rows)
    out += " \\\n    " + (row.place.empty() ? option(row) : by_place(row, ++n));
  if (verb.verbs.empty()) return out + "\n}\n";
  out +=
      " \\\n    '1:command:->verb' \\\n    '*::argument:->rest'\n  case $state in\n    verb)\n      local -a "
      "verbs=(\n";
  for (const auto& v : verb.verbs) out += "        '" + v.name + ":" + quoted(v.text) + "'\n";
  out += "      )\n      _describe command verbs ;;\n    rest)\n      case $line[1] in\n";
  for (const auto& v : verb.verbs) {
    auto longer = own;
    longer.push_back(v.name);
    out += "        " + v.name + ") " + name(longer) + " ;;\n";
  }
  return out + "      esac ;;\n  esac\n}\n";
}

}  // namespace

File zsh_completion(const Program& p) {
  const std::string id = "_" + identifier(p.root.name);
  std::string out =
      "#compdef " + p.root.name + "\n# Written by " + p.root.name + " itself, from its option tables.\n";
  for (const auto& at : places(p)) out += function_of(p, at);
  return {"zsh/site-functions/_" + p.root.name, out + id + " \"$@\"\n"};
}

}  // namespace partials::describe
