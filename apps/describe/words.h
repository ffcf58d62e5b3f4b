// SPDX-License-Identifier: MIT
// Shared by the three shells: every command with its words, and quoting.
#pragma once
#include "tables.h"

namespace partials::describe {

struct Place {
  std::vector<std::string> words;  // without the program: {}, {"train"}, {"runs", "show"}
  const Verb* verb;
};

inline void gather(const Verb& verb, const std::vector<std::string>& words, std::vector<Place>& out) {
  out.push_back({words, &verb});
  for (const Verb& v : verb.verbs) {
    auto longer = words;
    longer.push_back(v.name);
    gather(v, longer, out);
  }
}
inline std::vector<Place> places(const Program& p) {
  std::vector<Place> out;
  gather(p.root, {}, out);
  return out;
}

inline std::string replaced(std::string s, const std::string& what, const std::string& by) {
  for (size_t at = 0; (at = s.find(what, at)) != std::string::npos; at += by.size())
    s.replace(at, what.size(), by);
  return s;
}

// "partials-live" -> "partials_live": a name that a shell accepts for a function.
inline std::string identifier(const std::string& name) {
  return replaced(replaced(name, "-", "_"), " ", "_");
}

inline bool takes_files(const OptionRow& row) { return row.value == "FILE" || row.value == "RECORDINGS"; }

}  // namespace partials::describe
