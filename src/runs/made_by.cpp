// SPDX-License-Identifier: MIT
#include "runs/made_by.h"

#include "base/cpu.h"
#include "base/version.h"
#include "report/json_values.h"
#include "source_commit.h"

namespace partials {
namespace {

using nlohmann::json;

#ifdef __clang__
constexpr const char* kCompiler = "Clang ";
#else
constexpr const char* kCompiler = "GCC ";
#endif

}  // namespace

json made_by(int ranks) {
  return {{"version", library_version()},
          {"commit", PARTIALS_SOURCE_COMMIT},
          {"compiler", std::string(kCompiler) + __VERSION__},
          {"instruction_set", name_of(best_isa())},
          {"ranks", ranks}};
}

std::vector<std::string> differences_of_makers(const json& then, const json& now) {
  std::vector<std::string> all;
  for (const auto& [key, what] : {std::pair{"version", "version"},
                                  {"commit", "commit"},
                                  {"compiler", "compiler"},
                                  {"instruction_set", "instruction set"}}) {
    const std::string before = text_in(then, key), after = text_in(now, key);
    if (!before.empty() && before != after)
      all.push_back("Another " + std::string(what) + ": " + before + " then, " + after + " now.");
  }
  return all;
}

}  // namespace partials
