// SPDX-License-Identifier: MIT
// The sections of a report as HTML. Private to report*.cpp.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "families/instrument/train/report.h"
#include "report/report_player.h"

namespace partials {

std::string played_section(const Report& report, const ReportLimits& limits);
std::string numbers_section(const Evaluation& e);
std::string bars(const Evaluation& e);  // the mean distances as bars
std::string listening_section(const Report& report, const ReportLimits& limits);
std::string curves_of(const JudgedRecording& r);  // pitch and loudness
std::string blind_section(const Report& report);
std::string learned_section(const Report& report);
std::string training_section(const Report& report);
std::string played_notes_section(const Report& report);
std::string cards_section(const Report& report);

// "A4", or an en dash if there is no pitch
std::string note_or_dash(double f0_hz);
std::string figure(const std::optional<double>& value, int digits);  // or an en dash
const char* timbre_controls_of(Contender c);
inline constexpr const char* kRecordingColour = "#e0a030";

}  // namespace partials
