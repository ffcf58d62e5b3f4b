// SPDX-License-Identifier: MIT
#include "report/report_page.h"

#include <fmt/format.h>

namespace partials {
namespace {

constexpr const char* kPolicy =
    "default-src 'none'; img-src data:; media-src data: blob:; style-src 'unsafe-inline'; script-src "
    "'unsafe-inline'";

std::string navigation(const ReportPage& page) {
  std::string out = "<nav aria-label=\"Sections\">";
  for (const auto& [id, name] : page.links) out += "<a href=\"#" + id + "\">" + name + "</a>";
  return out + "</nav>\n";
}

}  // namespace

std::string page_html(const ReportPage& page) {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n";
  out += fmt::format(
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n<meta name=\"color-scheme\" "
      "content=\"light dark\">\n<title>{}</title>\n<style>{}</style></head>\n",
      kPolicy, page.title, report_style());
  out += fmt::format(
      "<body><a class=\"skip\" href=\"#numbers\">Skip to the numbers</a>\n<header><p "
      "class=\"kicker\">{}</p><h1>{}</h1>\n<p class=\"verdict\">{}</p>\n{}</header>\n{}<main>\n",
      page.kicker, page.title, page.verdict, page.summary, navigation(page));
  out += page.sections;
  out += fmt::format(
      "</main>\n<footer><p>A self-contained file, no network requests. Made by "
      "<code>{}</code>.</p></footer>\n"
      "<script>{}</script></body></html>\n",
      page.made_by, report_script());
  return out;
}

}  // namespace partials
