// SPDX-License-Identifier: MIT
#include "model/card.h"

#include <algorithm>

#include "model/json_fields.h"

namespace partials {
namespace {

constexpr size_t kMaxTags = 16, kMaxTagBytes = 32;

}  // namespace

template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, CardSource>
void json_fields(Self& self, Take&& take) {
  take("name", self.name, Field::optional);
  take("sha256", self.sha256, Field::optional);
  take("licence", self.licence, Field::optional);
  take("source", self.source, Field::optional);
  take("consent", self.consent, Field::optional);
  take("credit", self.credit, Field::optional);
  take("samples_sha256", self.samples_sha256, Field::unless_empty);
}
// Readers before tags, weights and forced refuse cards that have some, but need not refuse others.
template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, Card>
void json_fields(Self& self, Take&& take) {
  take("name", self.name, Field::optional);
  take("author", self.author, Field::optional);
  take("licence", self.licence, Field::optional);
  take("description", self.description, Field::optional);
  take("created", self.created, Field::optional);
  take("code_version", self.code_version, Field::optional);
  take("preset", self.preset, Field::optional);
  take("weights", self.weights, Field::unless_empty);
  take("tags", self.tags, Field::unless_empty);
  take("base", self.base, Field::optional);
  take("seed", self.seed, Field::optional);
  take("steps", self.steps, Field::optional);
  take("training_s", self.training_s, Field::optional);
  take("redistribute", self.redistribute, Field::optional);
  take("forced", self.forced, Field::unless_empty);
  take("interrupted", self.interrupted, Field::optional);
  take("split", self.split, Field::optional);
  take("metrics", self.metrics, Field::optional);
  take("sources", self.sources, Field::optional);
}

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
  return nlohmann::json(card).dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<Card> card_from_json(const std::string& text, const std::string& file) {
  const auto damaged = [&](const std::string& why) {
    return Error{"The card in the model file '" + file + "' is damaged: " + why +
                 "; get the file again from where it came."};
  };
  const nlohmann::json j = json_from_text(text);
  if (!j.is_object()) return damaged(text.empty() ? "it is missing" : "it is not JSON in braces");
  Card card;
  std::vector<std::string> known;
  json_fields(card, [&](const char* name, auto&, Field) { known.push_back(name); });
  for (auto& [key, value] : j.items())
    if (std::find(known.begin(), known.end(), key) == known.end())
      return Error{
          "The card in the model file '" + file + "' has an unknown entry '" + key + "'; update Partials.",
          ErrorCode::too_new};
  JsonReader reader;
  if (!reader.read(j, card)) return damaged(reader.wrong());
  if (auto r = check_tags(card.tags, "The card in the model file '" + file + "'"); !r) return r.error();
  return card;
}

}  // namespace partials
