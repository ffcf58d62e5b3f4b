// SPDX-License-Identifier: MIT
#include "report/card_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>

#include "model/card.h"

namespace partials {
using nlohmann::json;
namespace {

constexpr size_t kListed = 6;  // longer lists are counted

std::string plain(const json& v) {
  if (v.is_string()) return v.get<std::string>();
  if (v.is_number_float()) return fmt::format("{:.4g}", v.get<double>());
  if (v.is_boolean()) return v.get<bool>() ? "yes" : "no";
  return v.dump(-1, ' ', false, json::error_handler_t::replace);
}

// The rows shown first, and their labels; other entries follow as they are in the card.
constexpr std::pair<const char*, const char*> kTerms[] = {
    {"name", "name"},
    {"description", "description"},
    {"author", "author"},
    {"licence", "licence"},
    {"tags", "tags"},
    {"created", "made on"},
    {"preset", "preset"},
    {"weights", "weights kept as"},
    {"base", "base model"},
    {"sources", "training recordings"},
    {"split", "training and validation split"},
    {"steps", "training steps"},
    {"training s", "training time, s"},
    {"metrics validation log mel db", "validation distance, dB"},
    {"metrics unseen recordings", "unseen recordings evaluated"},
    {"metrics unseen log mel db", "distance on unseen recordings, dB"},
    {"metrics unseen sampler log mel db", "distance of a sampler, dB"},
    {"metrics unseen naive log mel db", "distance of an average spectrum, dB"},
    {"metrics unseen floor log mel db", "distance floor, dB"},
    {"metrics unseen loudness error db", "loudness error, dB"},
    {"metrics unseen pitch error cents", "pitch error, cents"},
    {"redistribute", "redistribution allowed"},
    {"interrupted", "stopped early"},
    {"seed", "seed"},
    {"code version", "Partials version"}};

size_t rank_of(const std::string& term) {
  return static_cast<size_t>(
      std::find_if(std::begin(kTerms), std::end(kTerms), [&](const auto& t) { return term == t.first; }) -
      std::begin(kTerms));
}

std::string words(std::string key) {
  std::replace(key.begin(), key.end(), '_', ' ');
  return key;
}

void add_rows(const json& v, const std::string& term, std::vector<ReportFact>* rows) {
  if (v.is_object()) {
    for (const auto& [key, value] : v.items())
      add_rows(value, term.empty() ? words(key) : term + " " + words(key), rows);
  } else if (v.is_array() && (v.size() > kListed || std::any_of(v.begin(), v.end(), [](const json& x) {
                                return x.is_structured();
                              }))) {
    rows->push_back({term, std::to_string(v.size())});
  } else if (v.is_array()) {
    std::string list;
    for (const json& x : v) list += (list.empty() ? "" : ", ") + plain(x);
    if (!list.empty()) rows->push_back({term, list});
  } else if (!v.is_null() && !(v.is_string() && v.get_ref<const std::string&>().empty())) {
    rows->push_back({term, plain(v)});
  }
}

bool is_hash(const json& v) {
  if (!v.is_string() || v.get_ref<const std::string&>().size() != 64) return false;
  const auto& s = v.get_ref<const std::string&>();
  return std::all_of(s.begin(), s.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

}  // namespace

json card_of(const Model& model) { return json::parse(json_from_card(model.card)); }

std::vector<ReportFact> card_rows(const json& card) {
  std::vector<ReportFact> rows;
  add_rows(card, "", &rows);
  std::stable_sort(rows.begin(), rows.end(), [](const ReportFact& a, const ReportFact& b) {
    return rank_of(a.term) < rank_of(b.term);
  });
  // a run with a fixed number of steps is not timed
  std::erase_if(rows, [](const ReportFact& r) { return r.term == "training s" && r.description == "0"; });
  for (ReportFact& row : rows)
    if (const size_t rank = rank_of(row.term); rank < std::size(kTerms)) row.term = kTerms[rank].second;
  return rows;
}

std::set<std::string> hashes_named(const json& card) {
  std::set<std::string> found;
  for (const char* key : {"sha256", "samples_sha256"})
    if (card.is_object() && card.contains(key) && is_hash(card[key])) found.insert(card[key]);
  if (card.is_structured())
    for (const json& part : card) found.merge(hashes_named(part));
  return found;
}

}  // namespace partials
