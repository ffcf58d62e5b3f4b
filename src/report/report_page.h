// SPDX-License-Identifier: MIT
// The page of a report: one self-contained HTML file without requests to any server. A family writes the
// sections; style and script are the same for all.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace partials {

struct ReportPage {
  std::string title, kicker;                               // escaped, like the rest: these are HTML
  std::string verdict;                                     // one or two sentences: the result
  std::string summary;                                     // a picture, below the verdict
  std::vector<std::pair<std::string, std::string>> links;  // id of a section, its name
  std::string sections;
  std::string made_by;  // the command
};

std::string page_html(const ReportPage& page);

std::string_view report_style();   // CSS
std::string_view report_script();  // JavaScript

}  // namespace partials
