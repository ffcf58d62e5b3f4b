// SPDX-License-Identifier: MIT
#include "practice_file.h"

#include <fmt/format.h>

#include <ctime>
#include <nlohmann/json.hpp>
#include <set>

#include "base/printable.h"
#include "print_json.h"
#include "system/file.h"
#include "talk.h"
#include "verbs/exits.h"

namespace partials {
namespace {

using motion::PracticeSession;

std::string time_text(int64_t unix_s) {
  std::string text = motion::practice_time(unix_s).substr(0, 16);
  text[10] = ' ';
  return text;
}

std::string with_unit(const std::string& unit) { return unit.empty() ? "" : " " + printable(unit); }

nlohmann::json json_of(const motion::PracticeLog& log, const std::vector<PracticeSession>& sessions) {
  nlohmann::json j{{"repetitions", log.entries.size()},
                   {"incomplete_lines", log.incomplete},
                   {"sessions", nlohmann::json::array()}};
  for (const PracticeSession& s : sessions)
    j["sessions"].push_back({{"begin", motion::practice_time(s.begin_s)},
                             {"end", motion::practice_time(s.end_s)},
                             {"input", s.input},
                             {"unit", s.unit},
                             {"repetitions", s.repetitions},
                             {"duration_s", s.duration_s},
                             {"range", s.range},
                             {"calibrated_share", s.share},
                             {"smoothness", s.smoothness}});
  return j;
}

void print_trends(const std::vector<PracticeSession>& sessions) {
  std::set<std::string> inputs;
  for (const PracticeSession& s : sessions) inputs.insert(s.input);
  for (const std::string& input : inputs) {
    size_t count = 0;
    std::string unit;
    for (const PracticeSession& s : sessions)
      if (s.input == input) {
        ++count;
        unit = s.unit;
      }
    if (count < 2) continue;
    say_to(stdout,
           "{}, change from one session to the next: range {:+.3g}{}, {:+.2f} s, smoothness {:+.2f}\n",
           printable(input), motion::practice_trend(sessions, input, &PracticeSession::range),
           with_unit(unit), motion::practice_trend(sessions, input, &PracticeSession::duration_s),
           motion::practice_trend(sessions, input, &PracticeSession::smoothness));
  }
}

}  // namespace

PracticeFile::PracticeFile(body::MapSession& session, const PracticeOptions& options) {
  must(session.practise(options.input), Exit::usage);
  if (options.file.empty()) return;
  must(writer_.open(options.file));
  open_ = true;
}

void PracticeFile::keep(body::MapSession& session) {
  if (!open_) return;
  const auto complete = session.take_repetitions();
  if (complete.empty()) return;
  const motion::MappingInput practised = session.state().practised;
  for (const motion::Repetition& r : complete)
    must(writer_.write({static_cast<int64_t>(std::time(nullptr)), r, practised.unit, practised.name}));
}

void PracticeFile::finish() {
  if (open_) must(writer_.finish());
  open_ = false;
}

void print_practice(const std::string& file, bool json) {
  const std::string text = must(read_file(file, motion::kMaxPracticeBytes), Exit::input_refused);
  const motion::PracticeLog log = must(motion::practice_from_csv(text, file), Exit::input_refused);
  const auto sessions = motion::practice_sessions(log);
  if (json) return print_json(json_of(log, sessions), 2);
  say_to(stdout, "{} repetitions in {} session{}\n", log.entries.size(), sessions.size(),
         sessions.size() == 1 ? "" : "s");
  if (!sessions.empty())
    say_to(stdout, "{:<17} {:>7} {:>9} {:>10} {:>8} {:>10} {:>10}  {}\n", "begin (UTC)", "minutes",
           "repeated", "range", "% range", "s each", "smoothness", "input");
  for (const PracticeSession& s : sessions)
    say_to(stdout, "{:<17} {:>7.1f} {:>9} {:>10.4g} {:>8.0f} {:>10.2f} {:>10.2f}  {}\n", time_text(s.begin_s),
           static_cast<double>(s.end_s - s.begin_s) / 60, s.repetitions, s.range, 100 * s.share, s.duration_s,
           s.smoothness, printable(s.input) + (s.unit.empty() ? "" : " [" + printable(s.unit) + "]"));
  print_trends(sessions);
  if (log.incomplete)
    talk("Warning: {} line{} not complete and left out.\n", log.incomplete,
         log.incomplete == 1 ? " is" : "s are");
}

}  // namespace partials
