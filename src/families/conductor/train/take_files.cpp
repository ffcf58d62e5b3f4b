// SPDX-License-Identifier: MIT
#include "families/conductor/train/take_files.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "families/motion/csv_writer.h"
#include "system/file.h"

namespace partials::conductor {
namespace {

// A person's takes, told apart by a column `take`.
class PersonFile {
 public:
  void add(const motion::Take& take) {
    std::istringstream lines(motion::csv_from_take(take));
    std::string line;
    std::getline(lines, line);
    if (takes_ == 0) text_ = "take," + line + "\n";
    ++takes_;
    while (std::getline(lines, line)) text_ += std::to_string(takes_) + "," + line + "\n";
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  int takes_ = 0;
};

}  // namespace

Result<void> write_takes(const std::vector<motion::Take>& takes, const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed)
    return Error{"'" + folder + "' cannot be made: " + failed.message() + "; choose another folder."};
  if (!fs::is_empty(folder, failed) || failed)
    return Error{"'" + folder +
                 "' is not empty, and takes that are there already would be learned from, too; " +
                 "name a new folder."};
  std::map<std::string, PersonFile> files;
  nlohmann::json notes = nlohmann::json::array();
  for (const motion::Take& take : takes) {
    std::string name = take.person + ".csv";
    std::replace(name.begin(), name.end(), ' ', '-');
    if (!files.contains(name))
      notes.push_back({{"files", name},
                       {"person", take.person},
                       {"session", take.session},
                       {"licence", take.licence},
                       {"consent", take.consent},
                       {"units", {{"conducted.of_bar", "beats"}, {"conducted.going", "0 or 1"}}}});
    files[name].add(take);
  }
  for (const auto& [name, file] : files)
    if (auto written = atomic_write((fs::path(folder) / name).string(), file.text()); !written)
      return written;
  return atomic_write((fs::path(folder) / "takes.json").string(),
                      nlohmann::json{{"takes", notes}}.dump(1) + "\n");
}

}  // namespace partials::conductor
