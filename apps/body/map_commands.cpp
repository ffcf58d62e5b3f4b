// SPDX-License-Identifier: MIT
// Wekinator's commands for a session.
#include "body/map_session.h"

namespace partials::body {
namespace {

namespace command = motion::command;

std::string as_number(int n) { return std::to_string(n); }

struct Obey {
  MapSession& s;
  Result<void> operator()(const command::StartRecording&) { return s.record_start(); }
  Result<void> operator()(const command::StopRecording&) { return s.record_stop(); }
  Result<void> operator()(const command::StartDtwRecording& c) {
    if (auto named = s.set_label("gesture" + as_number(c.gesture)); !named) return named;
    return s.record_start();
  }
  Result<void> operator()(const command::StopDtwRecording&) { return s.record_stop(); }
  Result<void> operator()(const command::Train&) { return s.train(); }
  Result<void> operator()(const command::CancelTrain&) { return {}; }  // it takes less than a second
  Result<void> operator()(const command::StartRunning&) { return s.run(true); }
  Result<void> operator()(const command::StopRunning&) { return s.run(false); }
  Result<void> operator()(const command::DeleteAllExamples&) {
    s.clear();
    return {};
  }
  Result<void> operator()(const command::SetOutputs& c) {
    const auto mapping = s.mapping();
    if (mapping.kind != motion::MappingKind::regression)  // Wekinator sends classes as numbers
      return label(c);
    for (size_t i = 0; i < c.count; ++i)
      if (auto set = s.set_wanted(i, c.values[i]); !set) return set;
    return {};
  }
  // Wekinator counts classes from 1; a larger float is no whole number of its own any more.
  Result<void> label(const command::SetOutputs& c) {
    const float number = c.count ? c.values[0] : 0;
    if (!(number >= 0 && number <= 1e6f))
      return Error{"/wekinator/control/outputs takes the number of a class here, from 0 to 1000000."};
    return s.set_label("class" + as_number(static_cast<int>(number)));
  }
  template <class Other>
  Result<void> operator()(const Other&) {
    return Error{
        "This command of Wekinator has no meaning for a mapping of Partials; its outputs are trained "
        "together and are saved with 'partials map'."};
  }
};

}  // namespace

Result<void> MapSession::obey(const motion::MapCommand& command) { return std::visit(Obey{*this}, command); }

}  // namespace partials::body
