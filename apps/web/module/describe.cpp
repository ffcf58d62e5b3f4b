// SPDX-License-Identifier: MIT
// What a page shows of the player and of its model, as JSON. The text is valid until the next call.
#include <nlohmann/json.hpp>
#include <string>

#include "stage.h"
#include "status.h"

#define PARTIALS_WEB extern "C" __attribute__((used, visibility("default")))

namespace {

using namespace partials;
using nlohmann::json;

const char* told(const json& j) {
  static std::string text;
  text = j.dump(-1, ' ', false, json::error_handler_t::replace);
  return text.c_str();
}

json card_of(const Model& model) {
  const Card& c = model.card;
  return {{"description", c.description},
          {"created", c.created},
          {"preset", c.preset},
          {"recordings", c.sources.size()},
          {"tags", c.tags}};
}

}  // namespace

// [main] Of the loaded model.
PARTIALS_WEB const char* web_describe(void) {
  const Session& session = web::stage().player->session;
  const Status s = status_of(session);
  json j{{"name", s.model},
         {"author", s.author},
         {"licence", s.licence},
         {"credits", s.credits},
         {"partials", s.partials},
         {"band_hz", s.band_hz},
         {"band_width_hz", s.band_width_hz},
         {"macros", s.macros},
         {"playable", s.playable}};
  j["known"] = {{"low_hz", s.known.low_hz},
                {"high_hz", s.known.high_hz},
                {"quiet_db", s.known.quiet_db},
                {"loud_db", s.known.loud_db}};
  if (const auto model = session.engine().model()) j["card"] = card_of(*model);
  return told(j);
}

// [any] The table of parameters, by number.
PARTIALS_WEB const char* web_parameters(void) {
  json all = json::array();
  for (const Parameter& p : kParameters)
    all.push_back({{"id", p.id},
                   {"name", p.name},
                   {"unit", p.unit},
                   {"low", p.min},
                   {"high", p.max},
                   {"initial", p.initial},
                   {"stepped", p.stepped},
                   {"toggle", p.look == Look::toggle},
                   {"instrument", p.instrument},
                   {"effect", p.effect},
                   {"help", p.help}});
  return told(all);
}

// [main] A parameter's value as text, with its unit.
PARTIALS_WEB const char* web_text(int32_t parameter, float value) {
  static char text[PARTIALS_TEXT];
  text[0] = 0;
  partials_value_to_text(static_cast<uint32_t>(parameter), value, text, sizeof text);
  return text;
}
