// SPDX-License-Identifier: MIT
#include "families/motion/csv_columns.h"

#include <algorithm>
#include <set>

#include "families/motion/file_error.h"
#include "families/motion/text_scan.h"

namespace partials::motion {
namespace {

struct TimeName {
  const char* name;
  TimeUnit unit;
};

constexpr TimeName kTimeNames[] = {
    {"t", TimeUnit::unknown},
    {"time", TimeUnit::unknown},
    {"timestamp", TimeUnit::unknown},
    {"time_stamp", TimeUnit::unknown},
    {"t_s", TimeUnit::seconds},
    {"time_s", TimeUnit::seconds},
    {"timestamp_s", TimeUnit::seconds},
    {"seconds", TimeUnit::seconds},
    {"t_ms", TimeUnit::milliseconds},
    {"time_ms", TimeUnit::milliseconds},
    {"timestamp_ms", TimeUnit::milliseconds},
    {"milliseconds", TimeUnit::milliseconds},
    {"time_us", TimeUnit::microseconds},
    {"timestamp_us", TimeUnit::microseconds},
};
constexpr const char* kLabelNames[] = {"label", "phase",  "action",   "gesture",
                                       "class", "letter", "exercise", "activity"};
constexpr const char* kTakeNames[] = {"take", "sequence", "recording"};
constexpr const char* kFrameNames[] = {"frame", "index"};

template <size_t n>
bool any(const char* const (&names)[n], const std::string& name) {
  return std::any_of(std::begin(names), std::end(names), [&](const char* a) { return same_word(a, name); });
}

const TimeName* time_name(const std::string& name) {
  const auto* const found = std::find_if(std::begin(kTimeNames), std::end(kTimeNames),
                                         [&](const TimeName& t) { return same_word(t.name, name); });
  return found == std::end(kTimeNames) ? nullptr : found;
}

// "speed [m/s]" and "speed (m/s)"
Channel channel_of(const std::string& title) {
  const size_t from = title.find_first_of("[(");
  const bool closed = !title.empty() && (title.back() == ']' || title.back() == ')');
  if (from == std::string::npos || from == 0 || !closed) return {title, {}};
  return {std::string(trimmed(title.substr(0, from))), title.substr(from + 1, title.size() - from - 2)};
}

}  // namespace

Result<CsvColumns> columns_from_header(const std::vector<std::string>& header, const std::string& label,
                                       const std::string& file, size_t line) {
  CsvColumns columns;
  columns.count = header.size();
  std::set<std::string> seen;
  for (size_t i = 0; i < header.size(); ++i) {
    const std::string& title = header[i];
    const FilePlace place{file, line};
    const std::string which = "the name of column " + std::to_string(i + 1);
    double number = 0;
    if (to_number(title, number))
      return file_error(place, which, title, "a word, as the first line names the channels",
                        "write the names of the channels above the numbers");
    if (title.empty() && i + 1 == header.size() && i > 0) continue;  // a separator at the end of every line
    if (title.empty() || title.size() > 256)
      return file_error(place, which, title, "a word of at most 256 bytes");
    if (!seen.insert(title).second)
      return file_error(place, which, title, "a name that no other column has",
                        "rename one of the two columns");
    if (const TimeName* t = time_name(title); t && columns.time == CsvColumns::kNone) {
      columns.time = i;
      columns.time_unit = t->unit;
    } else if (label.empty() ? columns.label == CsvColumns::kNone && any(kLabelNames, title)
                             : title == label) {
      columns.label = i;
    } else if (columns.take == CsvColumns::kNone && any(kTakeNames, title)) {
      columns.take = i;
    } else if (!any(kFrameNames, title)) {
      columns.channels.push_back(channel_of(title));
      columns.channel_columns.push_back(i);
    }
  }
  if (!label.empty() && columns.label == CsvColumns::kNone)
    return file_error({file, line}, "the label column " + quoted(label), "", "one of the names of this line",
                      "correct its name in takes.json");
  if (columns.channels.empty() || columns.channels.size() > kMaxChannels)
    return file_error({file, line}, "the number of channels", std::to_string(columns.channels.size()),
                      "1 to " + std::to_string(kMaxChannels),
                      "choose a file with a column for every channel");
  return columns;
}

}  // namespace partials::motion
