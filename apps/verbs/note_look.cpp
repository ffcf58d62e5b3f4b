// SPDX-License-Identifier: MIT
#include "verbs/note_look.h"

#include <fmt/format.h>

#include <stdexcept>

#include "runs/looks.h"
#include "runs/run_store.h"

namespace partials {

std::string note_look(const Model& model, EvalResult& result) {
  const nlohmann::json look = look_of(model, result.json);
  if (look.empty()) return "";
  try {
    const RunStore store = RunStore::open();
    append_look(store.folder(), look);
    const LookCount n = count_looks(looks_in(store.folder()), look["test_set"]);
    result.json["test_set"] = {{"sha256", look["test_set"]}, {"looks", n.looks}, {"models", n.models}};
    const std::string said =
        fmt::format("These recordings have now been looked at {} time{} as a test set, by {} model{}.",
                    n.looks, n.looks == 1 ? "" : "s", n.models, n.models == 1 ? "" : "s");
    result.text += said + "\n";
    result.additions.remarks.push_back(said);
    return "";
  } catch (const std::runtime_error& e) {
    return e.what();
  }
}

}  // namespace partials
