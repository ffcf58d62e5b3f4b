// SPDX-License-Identifier: MIT
#include "model/card.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace partials {
namespace {

constexpr size_t kMaxTags = 16, kMaxTagBytes = 32;

}  // namespace

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CardSource, name, sha256, licence, source, consent, credit)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Card, name, author, licence, description, created,
                                                code_version, preset, weights, tags, base, seed, steps,
                                                training_s, redistribute, interrupted, split, metrics,
                                                sources)

Result<void> check_tags(const std::vector<std::string>& tags, const std::string& where) {
  if (tags.size() > kMaxTags)
    return Error{where + ": " + std::to_string(tags.size()) + " tags, expected at most " +
                 std::to_string(kMaxTags) + "; keep the most relevant ones."};
  for (const std::string& tag : tags)
    if (tag.empty() || tag.size() > kMaxTagBytes ||
        std::any_of(tag.begin(), tag.end(), [](unsigned char c) { return c < ' ' || c == 127; }))
      return Error{where + ": the tag '" + tag.substr(0, 2 * kMaxTagBytes) + "' is not 1 to " +
                   std::to_string(kMaxTagBytes) + " bytes of plain text; use a word, like violin."};
  return {};
}

std::string json_from_card(const Card& card) {
  nlohmann::json j = card;
  // readers before tags refuse cards that have some, but need not refuse others
  if (card.tags.empty()) j.erase("tags");
  if (card.weights.empty()) j.erase("weights");  // for the same reason
  return j.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<Card> card_from_json(const std::string& text, const std::string& file) {
  const Error damaged{"The card in the model file '" + file +
                      "' is damaged; get the file again from where it came."};
  const nlohmann::json j = nlohmann::json::parse(text, nullptr, false);
  if (!j.is_object()) return damaged;
  const nlohmann::json known = Card{};
  for (auto& [key, value] : j.items())
    if (!known.contains(key))
      return Error{
          "The card in the model file '" + file + "' has an unknown entry '" + key + "'; update Partials.",
          ErrorCode::too_new};
  try {  // the library reports a wrong type by throwing; it goes no further than here
    Card card = j.get<Card>();
    if (auto r = check_tags(card.tags, "The card in the model file '" + file + "'"); !r) return r.error();
    return card;
  } catch (const nlohmann::json::exception&) {
    return damaged;
  }
}

}  // namespace partials
