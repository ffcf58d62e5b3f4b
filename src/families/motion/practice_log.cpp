// SPDX-License-Identifier: MIT
#include "families/motion/practice_log.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

#include "base/plain_number.h"
#include "families/motion/csv_lines.h"
#include "families/motion/file_error.h"
#include "families/motion/text_scan.h"

namespace partials::motion {
namespace {

constexpr size_t kFields = 8;
constexpr int kDecimals = 4;
constexpr double kMost = 1e9;                  // of any number in the file
constexpr int64_t kLastYear_s = 253402300799;  // the end of 9999

// Units and names of inputs hold whatever a sender calls its channels: quotes, separators and line ends go.
std::string plain(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ' || c == '"' || c == ',' || c == ';' || c == '#' || c == 127)
      c = '_';
  if (text.size() > kMaxPracticeName) text.resize(kMaxPracticeName);
  return text;
}

bool to_count(std::string_view text, int least, int most, int& value) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc() && end == text.data() + text.size() && value >= least && value <= most;
}

// "2026-11-30T18:05:09Z"
bool to_time(std::string_view text, int64_t& unix_s) {
  using namespace std::chrono;
  if (text.size() != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
      text[16] != ':' || text[19] != 'Z')
    return false;
  int y, mo, d, h, mi, s;
  if (!to_count(text.substr(0, 4), 1970, 9999, y) || !to_count(text.substr(5, 2), 1, 12, mo) ||
      !to_count(text.substr(8, 2), 1, 31, d) || !to_count(text.substr(11, 2), 0, 23, h) ||
      !to_count(text.substr(14, 2), 0, 59, mi) || !to_count(text.substr(17, 2), 0, 59, s))
    return false;
  const year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
  if (!date.ok()) return false;
  unix_s = (sys_days{date}.time_since_epoch() + hours{h} + minutes{mi}) / seconds{1} + s;
  return true;
}

struct Column {
  const char* name;
  double Repetition::*value;
  double least, most;
};
constexpr std::array<Column, 4> kColumns = {{{"duration_s", &Repetition::duration_s, 0, kMost},
                                             {"range", &Repetition::range, 0, kMost},
                                             {"smoothness", &Repetition::smoothness, -kMost, 0},
                                             {"calibrated_share", &Repetition::share, 0, kMost}}};
constexpr std::array<size_t, 4> kPlaces = {2, 3, 5, 6};  // of these columns in a line

Result<PracticeEntry> entry_of(const std::vector<std::string>& fields, const FilePlace& place) {
  PracticeEntry e;
  if (!to_time(fields[0], e.unix_s))
    return file_error(place, "time", fields[0], "a time such as 2026-11-30T18:05:09Z");
  if (!to_count(fields[1], 1, 1'000'000'000, e.repetition.number))
    return file_error(place, "repetition", fields[1], "a whole number from 1");
  for (size_t i = 0; i < kColumns.size(); ++i) {
    const Column& c = kColumns[i];
    double& value = e.repetition.*c.value;
    if (!to_number(fields[kPlaces[i]], value) || value < c.least || value > c.most)
      return file_error(place, c.name, fields[kPlaces[i]],
                        "a number of " + plain_number(c.least, 0) + " to " + plain_number(c.most, 0));
  }
  if (fields[4].size() > kMaxPracticeName || fields[7].size() > kMaxPracticeName)
    return file_error(place, "unit or input", fields[7], "at most 200 bytes");
  e.unit = fields[4];
  e.input = fields[7];
  return e;
}

}  // namespace

std::string practice_time(int64_t unix_s) {
  using namespace std::chrono;
  const int64_t all = unix_s < 0 ? 0 : unix_s > kLastYear_s ? kLastYear_s : unix_s;
  const sys_seconds time{seconds{all}};
  const year_month_day date{floor<days>(time)};
  const hh_mm_ss clock{time - floor<days>(time)};
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

std::string practice_line(const PracticeEntry& e) {
  const auto number = [](double v) { return plain_number(v, kDecimals); };
  const Repetition& r = e.repetition;
  return practice_time(e.unix_s) + ',' + std::to_string(r.number) + ',' + number(r.duration_s) + ',' +
         number(r.range) + ',' + plain(e.unit) + ',' + number(r.smoothness) + ',' + number(r.share) + ',' +
         plain(e.input) + '\n';
}

Result<PracticeLog> practice_from_csv(std::string_view text, const std::string& name) {
  if (text.size() > kMaxPracticeBytes)
    return too_large(name, "bytes", text.size(), kMaxPracticeBytes, "begin a new file");
  const std::string_view head = kPracticeHead.substr(0, kPracticeHead.size() - 1);
  if (trimmed(text.substr(0, text.find('\n'))) != head)
    return Error{printable(name) + " is no log of practice: its first line is not '" + std::string(head) +
                     "'; name a file that --practice has written.",
                 ErrorCode::damaged};
  const bool cut = text.back() != '\n';  // the last line was not written to its end
  CsvLines lines(cut ? text.substr(0, text.rfind('\n') + 1) : text, name);
  PracticeLog log;
  log.incomplete = cut;
  if (auto first = lines.next(); !first) return first.error();
  for (;;) {
    auto fields = lines.next();
    if (!fields) return fields.error();
    if (fields.value().empty()) return log;
    if (fields.value().size() < kFields) {
      ++log.incomplete;
      continue;
    }
    auto entry = entry_of(fields.value(), {name, lines.line()});
    if (!entry) return entry.error();
    log.entries.push_back(std::move(entry).value());
  }
}

std::vector<PracticeSession> practice_sessions(const PracticeLog& log) {
  std::vector<PracticeSession> all;
  for (const PracticeEntry& e : log.entries) {
    const bool fresh = all.empty() || e.repetition.number == 1 || e.input != all.back().input ||
                       e.unix_s < all.back().end_s || e.unix_s - all.back().end_s > kSessionGap_s;
    if (fresh) all.push_back({e.input, e.unit, e.unix_s, e.unix_s, 0, 0, 0, 0, 0});
    PracticeSession& s = all.back();
    s.end_s = e.unix_s;
    const auto n = static_cast<double>(++s.repetitions);
    s.duration_s += (e.repetition.duration_s - s.duration_s) / n;
    s.range += (e.repetition.range - s.range) / n;
    s.share += (e.repetition.share - s.share) / n;
    s.smoothness += (e.repetition.smoothness - s.smoothness) / n;
  }
  return all;
}

double practice_trend(const std::vector<PracticeSession>& sessions, const std::string& input,
                      double PracticeSession::*mean) {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (const PracticeSession& s : sessions) {
    if (s.input != input) continue;
    x += n;
    xx += n * n;
    y += s.*mean;
    xy += n * (s.*mean);
    ++n;
  }
  return n < 2 ? 0 : (n * xy - x * y) / (n * xx - x * x);
}

}  // namespace partials::motion
