// SPDX-License-Identifier: MIT
#include "argument_names.h"

#include <algorithm>
#include <utility>

namespace partials::py {
namespace {

struct Named {
  std::string_view option, argument;
  bool pairs = false;  // a dict
};
// those that do not only change - into _
constexpr Named kNamed[] = {{"channel", "channels"}, {"loudness", "loudness_db"}, {"macro", "macros", true},
                            {"mix", "mix", true},    {"octave", "octaves"},       {"seen", "with_seen"},
                            {"tag", "tags"}};

}  // namespace

std::string argument_name(std::string_view option, std::string_view value) {
  const auto* at =
      std::find_if(std::begin(kNamed), std::end(kNamed), [=](const Named& n) { return n.option == option; });
  const bool known = at != std::end(kNamed);
  std::string name(known ? at->argument : option);
  std::replace(name.begin(), name.end(), '-', '_');
  if (value.empty()) return name;
  if (!known || !at->pairs) return name + "=" + std::string(value);
  const size_t equals = value.find('=');
  if (equals == std::string_view::npos) return name + "['" + std::string(value) + "']";
  return name + "={'" + std::string(value.substr(0, equals)) + "': " + std::string(value.substr(equals + 1)) +
         "}";
}

std::string function_name(std::string_view command) {
  for (const auto& [words, function] : {std::pair<std::string_view, const char*>{"models list", "models"},
                                        {"runs list", "runs"},
                                        {"check", "check"}})
    if (words == command) return "partials." + std::string(function) + "()";
  return "partials " + std::string(command);
}

}  // namespace partials::py
