// SPDX-License-Identifier: MIT
#include "families/conductor/train/take_files.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "families/motion/csv_writer.h"
#include "system/file.h"

namespace partials::conductor {

Result<void> write_takes(const std::vector<motion::Take>& takes, const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed)
    return Error{"'" + folder + "' cannot be made: " + failed.message() + "; choose another folder."};
  nlohmann::json notes = nlohmann::json::array();
  for (const motion::Take& take : takes) {
    std::string name = take.name + ".csv";
    std::replace(name.begin(), name.end(), ' ', '-');
    if (auto written = atomic_write((fs::path(folder) / name).string(), motion::csv_from_take(take)); !written)
      return written;
    notes.push_back({{"files", name},
                     {"person", take.person},
                     {"session", take.session},
                     {"licence", take.licence},
                     {"consent", take.consent}});
  }
  return atomic_write((fs::path(folder) / "takes.json").string(),
                      nlohmann::json{{"takes", notes}}.dump(1) + "\n");
}

}  // namespace partials::conductor
