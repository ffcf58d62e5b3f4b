// SPDX-License-Identifier: MIT
#include "data/left_out.h"

#include <algorithm>

#include "base/listed.h"
#include "base/printable.h"
#include "system/paths.h"

namespace partials {
namespace {

std::vector<std::string> names_of(const std::vector<LeftOut>& all, const std::string& id) {
  std::vector<std::string> names;
  for (const LeftOut& l : all)
    if (l.id == id)
      names.push_back(printable(file_name(l.path)) + (id == "folder" ? "/ (" + l.why + ")" : ""));
  return names;
}

}  // namespace

std::vector<LeftOutWords> words_on(const std::vector<LeftOut>& left_out) {
  std::vector<LeftOutWords> words;
  const auto say = [&](const char* id, const char* text, const char* remedy, bool warn) {
    const std::vector<std::string> names = names_of(left_out, id);
    if (!names.empty()) words.push_back({std::string("left_out_") + id, text + listed(names), remedy, warn});
  };
  say("format", "not read, because of their format: ", "convert them (ffmpeg -i FILE FILE.wav)", true);
  say("folder",
      "not read, because they are in subfolders: ", "name those folders too if they belong to the instrument",
      true);
  say("link", "broken or circular links: ", "remove or correct them", true);
  say("special", "not regular files: ", "remove them", true);
  say("companion", "left out as companion files of other systems and programs: ", "", false);
  std::vector<std::string> reasons;
  for (const LeftOut& l : left_out)
    if (l.id == "unreadable") reasons.push_back(printable(l.why));
  if (!reasons.empty()) {
    std::string text = std::to_string(reasons.size()) + (reasons.size() == 1 ? " file is" : " files are") +
                       " left out: " + listed(names_of(left_out, "unreadable")) + " (";
    for (size_t i = 0; i < std::min<size_t>(4, reasons.size()); ++i)
      text += (i ? "; " : "") + reasons[i].substr(0, reasons[i].find(';'));
    words.push_back(
        {"left_out_unreadable", text + ")", "export or convert them again, or remove them", true});
  }
  return words;
}

}  // namespace partials
