// SPDX-License-Identifier: MIT
#include "body/page_protocol.h"

#include <algorithm>
#include <cmath>

#include "base/printable.h"

namespace partials::body {
namespace {

using Json = nlohmann::json;

constexpr double kFarthest = 1000;  // m

struct Command {
  std::string_view name, needs, or_needs;  // fields; of or_needs either will do
};
constexpr Command kCommands[] = {
    {"record_start", "", ""},
    {"record_stop", "", ""},
    {"train", "", ""},
    {"run", "", ""},
    {"stop", "", ""},
    {"mute", "id", ""},
    {"unmute", "id", ""},
    {"delete", "id", ""},
    {"delete_all", "", ""},
    {"set_output", "index", ""},
    {"set_class", "index", "name"},
    {"call_cue", "index", ""},
    {"release_cue", "", ""},
    {"calibrate", "", ""},
    {"play_take", "", ""},
    {"pause_take", "", ""},
    {"undo", "", ""},
    {"save", "", ""},
};

Error refuse(std::string text) { return {"The posted command " + std::move(text), ErrorCode::refused}; }

std::string all_commands() {
  std::string all;
  for (const Command& c : kCommands) all += (all.empty() ? "" : ", ") + std::string(c.name);
  return all;
}

// A posted text is flat: what is deeper is thrown away while it is read, so no depth can exhaust the stack.
Json read_flat(std::string_view text, int deepest) {
  if (text.size() > kMostPosted) return Json(Json::value_t::discarded);
  return Json::parse(
      text, [deepest](int depth, Json::parse_event_t, Json&) { return depth <= deepest; }, false);
}

Result<void> check_field(const std::string& name, const Json& value) {
  if (name == "id" || name == "index") {
    if (!value.is_number_integer() || value.get<double>() < 0 || value.get<double>() > 1e9)
      return refuse("has \"" + name + "\": " + value.dump() + "; expected a whole number from 0.");
  } else if (name == "value") {
    if (!value.is_number() || !std::isfinite(value.get<double>()))
      return refuse("has \"value\": " + value.dump() + "; expected a number.");
  } else if (name == "do" || name == "name") {
    const auto* text = value.get_ptr<const std::string*>();
    if (!text || text->empty() || text->size() > kMostNameBytes || printable(*text) != *text)
      return refuse("has a \"" + name + "\" that is no text of 1 to " + std::to_string(kMostNameBytes) +
                    " bytes without control characters.");
  } else {
    return refuse("has the field \"" + printable(name) + "\"; known are do, id, index, value, name.");
  }
  return {};
}

}  // namespace

Result<Json> read_command(std::string_view text) {
  const Json command = read_flat(text, 1);
  if (!command.is_object()) return refuse("is no JSON object of at most 16 KiB.");
  for (const auto& [name, value] : command.items())
    if (const auto checked = check_field(name, value); !checked) return checked.error();
  if (!command.contains("do")) return refuse("does not say what to do; expected {\"do\": ...}.");
  const std::string what = command["do"];
  const auto* known =
      std::find_if(std::begin(kCommands), std::end(kCommands), [&](const auto& c) { return c.name == what; });
  if (known == std::end(kCommands))
    return refuse("\"" + printable(what) + "\" is unknown; known are " + all_commands() + ".");
  const std::string needs(known->needs), or_needs(known->or_needs);
  if (!needs.empty() && !command.contains(needs) && (or_needs.empty() || !command.contains(or_needs)))
    return refuse("\"" + what + "\" needs the field \"" + needs + "\"" +
                  (or_needs.empty() ? "." : " or \"" + or_needs + "\"."));
  if (what == "set_output" && !command.contains("value"))
    return refuse("\"set_output\" needs the field \"value\".");
  return command;
}

Result<Landmarks> read_landmarks(std::string_view text) {
  const Error wrong{
      "The posted landmarks are not {\"time_s\": number, \"landmarks\": [132 numbers in metres]}.",
      ErrorCode::refused};
  const Json posted = read_flat(text, 2);
  if (!posted.is_object()) return wrong;
  const auto time = posted.find("time_s"), list = posted.find("landmarks");
  if (time == posted.end() || !time->is_number() || !std::isfinite(time->get<double>())) return wrong;
  Landmarks out;
  if (list == posted.end() || !list->is_array() || list->size() != out.xyz_visibility.size()) return wrong;
  out.time_s = *time;
  for (size_t i = 0; i < out.xyz_visibility.size(); ++i) {
    const Json& v = (*list)[i];
    if (!v.is_number() || !(std::abs(v.get<double>()) <= kFarthest)) return wrong;
    out.xyz_visibility[i] = v.get<float>();
  }
  return out;
}

}  // namespace partials::body
