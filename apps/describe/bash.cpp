// SPDX-License-Identifier: MIT
// Completion for bash, without the helpers of the package bash-completion: it finds the command, an option
// that needs a value, and otherwise the positional value.
#include "pages.h"
#include "words.h"

namespace partials::describe {

namespace {

std::string words(const std::string& list) {
  return "mapfile -t COMPREPLY < <(compgen -W '" + list + "' -- \"$cur\")";
}

// The bash command that completes a value; empty if there is nothing to complete.
std::string completer(const OptionRow& row, const std::string& id) {
  if (!row.choices.empty()) return words(joined(row.choices, " "));
  if (row.value == "MODEL") return "_" + id + "_models";
  if (row.value == "RUN") return "_" + id + "_runs";
  if (takes_files(row)) return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")";
  return "";
}

std::string options_of(const Verb& verb, bool with_value) {
  std::vector<std::string> out;
  for (const auto& row : verb.rows)
    if (!row.names.empty() && !(with_value && row.value.empty()))
      out.insert(out.end(), row.names.begin(), row.names.end());
  return joined(out, with_value ? "|" : " ");
}

std::string values(const Verb& verb, const std::string& id) {
  std::string out;
  for (const auto& row : verb.rows)
    if (const auto how = completer(row, id); !row.names.empty() && !how.empty())
      out += "      " + joined(row.names, "|") + ") " + how + "; return ;;\n";
  return out.empty() ? "" : "    case $prev in\n" + out + "    esac\n";
}

std::string by_place(const Verb& verb, const std::string& id) {
  std::string out;
  int n = 0;
  for (const auto& row : verb.rows) {
    if (row.place.empty()) continue;
    const auto how = completer(row, id);
    out += "      " + (row.many ? std::string("*") : std::to_string(n)) + ") " + (how.empty() ? ":" : how) +
           " ;;\n";
    ++n;
  }
  return out.empty() ? "" : "    case $place in\n" + out + "    esac\n";
}

std::string verbs_of(const Verb& verb) {
  std::vector<std::string> names;
  for (const auto& v : verb.verbs) names.push_back(v.name);
  return joined(names, " ");
}

std::string arm(const Place& at, const std::string& id) {
  const Verb& verb = *at.verb;
  const std::string waits = options_of(verb, true);
  std::string out = "  '" + joined(at.words, " ") + "')\n" + values(verb, id);
  if (!waits.empty()) out += "    case $prev in " + waits + ") return ;; esac\n";
  out += "    if [[ $cur == -* ]]; then " + words(options_of(verb, false)) + "; return; fi\n";
  if (!verb.verbs.empty()) out += "    " + words(verbs_of(verb)) + "\n";
  return out + by_place(verb, id) + "    ;;\n";
}

constexpr char kHelpers[] = R"sh(
_@_models() {
  local name
  compopt -o filenames
  mapfile -t COMPREPLY < <(compgen -f -X '!*.partials' -- "$cur"; compgen -d -- "$cur")
  while IFS= read -r name; do [[ $name == "$cur"* ]] && COMPREPLY+=("$name"); done < <(command partials models list --names 2>/dev/null)
}
_@_runs() { mapfile -t COMPREPLY < <(compgen -W "latest $(command ls "${XDG_DATA_HOME:-$HOME/.local/share}/partials/runs" 2>/dev/null)" -- "$cur"); }
)sh";

// Walks the words before the cursor: `verb` becomes the words of the command, `place` the number of values
// after it.
std::string walk(const Program& p) {
  std::string out =
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n    word=${COMP_WORDS[i]}\n    case \"$verb:$word\" in\n";
  for (const auto& at : places(p)) {
    const std::string head = "'" + joined(at.words, " ") + "':";
    for (const auto& v : at.verb->verbs)
      out += "      " + head + v.name + ") verb=${verb:+$verb }$word; continue ;;\n";
    std::vector<std::string> waits;
    for (const auto& row : at.verb->rows)
      if (!row.value.empty())
        for (const auto& name : row.names) waits.push_back(head + name);
    if (!waits.empty()) out += "      " + joined(waits, "|") + ") i=$((i + 1)); continue ;;\n";
  }
  return out + "    esac\n    [[ $word == -* ]] || place=$((place + 1))\n  done\n";
}

}  // namespace

File bash_completion(const Program& p) {
  const std::string id = identifier(p.root.name);
  std::string out =
      "# Written by " + p.root.name + " itself, from its option tables." + replaced(kHelpers, "@", id);
  out += "_" + id +
         "() {\n  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb= place=0 i "
         "word\n  COMPREPLY=()\n" +
         walk(p);
  out += "  case $verb in\n";
  for (const auto& at : places(p)) out += arm(at, id);
  return {"bash-completion/completions/" + p.root.name,
          out + "  esac\n}\ncomplete -F _" + id + " " + p.root.name + "\n"};
}

}  // namespace partials::describe
