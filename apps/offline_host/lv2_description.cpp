// SPDX-License-Identifier: MIT
#include "lv2_description.h"

#include <charconv>

#include "system/file.h"

namespace partials::hosting {
namespace {

constexpr size_t kMaxBytes = 1 << 20;

// The text between `before` and `after`, from `at` on; moves `at` behind it. npos: no more.
std::string between(const std::string& text, const std::string& before, const std::string& after,
                    size_t& at) {
  at = text.find(before, at);
  if (at == std::string::npos) return "";
  const size_t from = at + before.size(), to = text.find(after, from);
  at = to;
  return text.substr(from, to == std::string::npos ? to : to - from);
}

std::string first(const std::string& text, const std::string& before, const std::string& after) {
  size_t at = 0;
  return between(text, before, after, at);
}

float number(const std::string& text) {
  float value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Lv2Description::Port port_from(const std::string& text) {
  Lv2Description::Port p;
  p.name = first(text, "lv2:name \"", "\"");
  p.unit = first(text, "units:unit ", " ");
  p.initial = number(first(text, "lv2:default ", " "));
  p.least = number(first(text, "lv2:minimum ", " "));
  p.most = number(first(text, "lv2:maximum ", " "));
  p.hidden = text.find("pprops:notOnGUI") != std::string::npos;
  for (size_t at = 0;;) {
    const std::string label = between(text, "rdfs:label \"", "\"", at);
    if (at == std::string::npos) return p;
    p.names[number(between(text, "#value> ", " ", at))] = label;
  }
}

}  // namespace

Lv2Description::Lv2Description(const std::string& path) {
  const auto bytes = read_file(path, kMaxBytes);
  if (!bytes) return;
  const std::string& text = bytes.value();
  name_ = first(text, "doap:name \"", "\"");
  const std::string begin = "  [\n", end = "\n  ]\n";
  for (size_t at = text.find("lv2:port\n"); at != std::string::npos;) {
    const std::string body = between(text, begin, end, at);
    if (at != std::string::npos) ports_[first(body, "lv2:symbol \"", "\"")] = port_from(body);
  }
}

const Lv2Description::Port* Lv2Description::port(const std::string& symbol) const {
  const auto at = ports_.find(symbol);
  return at == ports_.end() ? nullptr : &at->second;
}

}  // namespace partials::hosting
