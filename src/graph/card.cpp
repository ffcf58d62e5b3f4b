// SPDX-License-Identifier: MIT
#include "graph/card.h"

#include <nlohmann/json.hpp>

namespace partials {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CardSource, name, sha256, licence, source, consent, credit)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Card, name, author, licence, description, created, code_version, preset, base, seed, steps,
                                                training_s, redistribute, interrupted, split, metrics, sources)

std::string json_from_card(const Card& card) {
  return nlohmann::json(card).dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<Card> card_from_json(const std::string& text, const std::string& file) {
  const Error damaged{"The card in the model file '" + file + "' is damaged; get the file again from where it came."};
  const nlohmann::json j = nlohmann::json::parse(text, nullptr, false);
  if (!j.is_object()) return damaged;
  const nlohmann::json known = Card{};
  for (auto& [key, value] : j.items())
    if (!known.contains(key)) return Error{"The card in the model file '" + file + "' has an unknown entry '" + key + "'; update Partials."};
  try {  // the library reports a wrong type by throwing; it goes no further than here
    return j.get<Card>();
  } catch (const nlohmann::json::exception&) {
    return damaged;
  }
}

}  // namespace partials
