// SPDX-License-Identifier: MIT
#include "sweep/space.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/plain_number.h"
#include "base/random.h"
#include "model/json_depth.h"

namespace partials {
namespace {

using json = nlohmann::ordered_json;
constexpr size_t kMostTrials = 10000, kMostNames = 64;
constexpr int64_t kMostSteps = 100'000'000;

// Reads fields, and keeps the first thing that is wrong.
class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}
  Error error() const { return Error{file_ + ": " + wrong_}; }
  bool fine() const { return wrong_.empty(); }
  void refuse(const std::string& what) {
    if (fine()) wrong_ = what;
  }
  double number(const json& j, const std::string& at, const char* key, double low, double high,
                double otherwise) {
    const auto it = j.find(key);
    if (it == j.end()) return otherwise;
    const double x = it->is_number() ? it->get<double>() : std::nan("");
    if (!(x >= low && x <= high)) {
      refuse("'" + at + key + "' is " + it->dump() + "; it must be a number from " + plain_number(low) +
             " to " + plain_number(high) + ".");
      return otherwise;
    }
    return x;
  }
  int64_t whole(const json& j, const char* key, int64_t low, int64_t high, int64_t otherwise) {
    const auto it = j.find(key);
    if (it != j.end() && !it->is_number_integer())
      refuse(std::string("'") + key + "' is " + it->dump() + "; it must be a whole number.");
    return static_cast<int64_t>(number(j, "", key, static_cast<double>(low), static_cast<double>(high),
                                       static_cast<double>(otherwise)));
  }
  bool flag(const json& j, const std::string& at, const char* key) {
    const auto it = j.find(key);
    if (it == j.end()) return false;
    if (!it->is_boolean()) refuse("'" + at + key + "' must be true or false.");
    return it->is_boolean() && it->get<bool>();
  }
  void only(const json& j, const std::string& at, const std::set<std::string>& known) {
    for (const auto& [key, value] : j.items())
      if (!known.count(key)) {
        std::string all;
        for (const std::string& k : known) all += (all.empty() ? "" : ", ") + k;
        refuse("'" + at + key + "' is unknown; known here: " + all + ".");
      }
  }

 private:
  std::string file_, wrong_;
};

bool is_plain(const json& v) { return v.is_number() || v.is_string() || v.is_boolean(); }

Dimension dimension_from(const std::string& name, const json& j, Reader& read) {
  Dimension d;
  d.name = name;
  const std::string at = "space." + name + ".";
  if (j.is_array()) {
    for (const json& v : j) {
      if (!is_plain(v))
        read.refuse("'space." + name + "' holds " + v.dump() +
                    "; numbers, texts, true and false can be tried.");
      d.list.push_back(v);
    }
    if (j.empty()) read.refuse("'space." + name + "' is empty; list the values to try.");
    return d;
  }
  if (!j.is_object()) {
    read.refuse("'space." + name + "' must be a list of values, or a range {\"from\": , \"to\": }.");
    return d;
  }
  read.only(j, at, {"from", "to", "scale", "whole", "points"});
  for (const char* key : {"from", "to"})
    if (!j.contains(key)) read.refuse("'" + at + key + "' is missing; a range has \"from\" and \"to\".");
  d.from = read.number(j, at, "from", -1e12, 1e12, 0);
  d.to = read.number(j, at, "to", -1e12, 1e12, 0);
  d.whole = read.flag(j, at, "whole");
  d.points = static_cast<int>(read.number(j, at, "points", 2, kMostTrials, 0));
  const std::string scale =
      j.contains("scale") && j["scale"].is_string() ? j["scale"].get<std::string>() : "linear";
  if ((j.contains("scale") && !j["scale"].is_string()) || (scale != "linear" && scale != "log"))
    read.refuse("'" + at + "scale' must be \"linear\" or \"log\".");
  d.log = scale == "log";
  if (d.from > d.to) read.refuse("'" + at + "from' is greater than 'to'; exchange them.");
  if (d.log && d.from <= 0) read.refuse("'" + at + "from' must be greater than 0 on a logarithmic scale.");
  return d;
}

nlohmann::json at_share(const Dimension& d, double share) {
  double x = d.log ? d.from * std::pow(d.to / d.from, share) : d.from + (d.to - d.from) * share;
  x = std::clamp(x, d.from, d.to);
  if (d.whole) return static_cast<int64_t>(std::llround(x));
  return std::stod(plain_number(x, 6));  // as it is shown
}

std::vector<nlohmann::json> grid_values(const Dimension& d) {
  if (!d.list.empty()) return d.list;
  std::vector<nlohmann::json> all;
  for (int i = 0; i < d.points; ++i) all.push_back(at_share(d, static_cast<double>(i) / (d.points - 1)));
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

nlohmann::json drawn(const Dimension& d, uint64_t seed, uint64_t dimension, uint64_t trial) {
  const double share = random_unit(stream_key(seed, dimension), trial);
  if (d.list.empty()) return at_share(d, share);
  return d.list[std::min(d.list.size() - 1, static_cast<size_t>(share * static_cast<double>(d.list.size())))];
}

size_t grid_size(const Space& s) {
  size_t n = 1;
  for (const Dimension& d : s.dimensions) n = std::min(n * grid_values(d).size(), kMostTrials + 1);
  return n;
}

void check_search(const json& j, Space& s, Reader& read) {
  const std::string search =
      j.contains("search") && j["search"].is_string() ? j["search"].get<std::string>() : "";
  if (search != "grid" && search != "random" && search != "halving")
    return read.refuse("'search' must be \"grid\", \"random\" or \"halving\".");
  s.search = search == "grid" ? Search::grid : search == "random" ? Search::random : Search::halving;
  const auto not_for = [&](const char* key) {
    if (j.contains(key))
      read.refuse(std::string("'") + key + "' does not apply to the search \"" + search +
                  "\"; leave it out.");
  };
  if (s.search == Search::grid) {
    not_for("trials");
    not_for("seed");
    for (const Dimension& d : s.dimensions)
      if (d.list.empty() && d.points == 0)
        read.refuse("'space." + d.name + ".points' is missing; a grid needs it.");
    if (read.fine() && grid_size(s) > kMostTrials)
      read.refuse("the grid has more than " + std::to_string(kMostTrials) +
                  " trials; take fewer values, or search \"random\".");
  } else if (s.trials < 1) {
    read.refuse("'trials' is missing; say how many to draw.");
  }
  if (s.search != Search::halving) {
    not_for("first_steps");
    not_for("factor");
  } else if (s.first_steps < 1 || s.first_steps > s.steps) {
    read.refuse("'first_steps' must be from 1 to 'steps'.");
  }
}

}  // namespace

Result<Space> space_from(const std::string& text, const std::string& file) {
  Reader read("'" + file + "'");
  const json j = too_deep(text) ? json() : json::parse(text, nullptr, false);
  if (!j.is_object()) {
    read.refuse("it is not a JSON object; see partials sweep --help.");
    return read.error();
  }
  read.only(j, "", {"search", "steps", "set", "trials", "seed", "first_steps", "factor", "space"});
  Space s;
  s.steps = read.whole(j, "steps", 1, kMostSteps, 0);
  if (s.steps < 1)
    read.refuse(
        "'steps' is missing; a trial has a fixed number of steps, so that its result can be repeated.");
  s.trials = static_cast<int>(read.whole(j, "trials", 1, kMostTrials, 0));
  s.seed = static_cast<uint64_t>(read.whole(j, "seed", 0, int64_t{1} << 52, 1));
  s.first_steps = read.whole(j, "first_steps", 1, kMostSteps, 0);
  s.factor = read.number(j, "", "factor", 1.25, 100, 2);
  if (j.contains("set")) {
    if (!j["set"].is_object()) read.refuse("'set' must be an object of names and values.");
    if (j["set"].is_object())
      for (const auto& [name, value] : j["set"].items()) {
        if (!is_plain(value)) read.refuse("'set." + name + "' must be a number, a text, true or false.");
        s.set.emplace_back(name, value);
      }
  }
  if (!j.contains("space") || !j["space"].is_object() || j["space"].empty()) {
    read.refuse("'space' is missing; it names what is tried, such as {\"seed\": [1, 2, 3]}.");
    return read.error();
  }
  for (const auto& [name, value] : j["space"].items()) {
    if (name == "steps" || j.value("set", json::object()).contains(name))
      read.refuse("'" + name + "' is given twice; 'steps' and what is in 'set' cannot be in 'space'.");
    s.dimensions.push_back(dimension_from(name, value, read));
  }
  if (s.dimensions.size() > kMostNames)
    read.refuse("'space' has more than " + std::to_string(kMostNames) + " names; try fewer at once.");
  if (read.fine()) check_search(j, s, read);
  if (!read.fine()) return read.error();
  return s;
}

std::vector<TrialValues> trials_of(const Space& s) {
  std::vector<TrialValues> all;
  if (s.search == Search::grid) {
    std::vector<std::vector<nlohmann::json>> values;
    for (const Dimension& d : s.dimensions) values.push_back(grid_values(d));
    const size_t n = grid_size(s);
    for (size_t t = 0; t < n; ++t) {  // the last dimension changes first
      TrialValues one(values.size());
      size_t rest = t;
      for (size_t d = values.size(); d-- > 0; rest /= values[d].size())
        one[d] = {s.dimensions[d].name, values[d][rest % values[d].size()]};
      all.push_back(std::move(one));
    }
    return all;
  }
  for (int t = 0; t < s.trials; ++t) {
    TrialValues one;
    for (size_t d = 0; d < s.dimensions.size(); ++d)
      one.emplace_back(s.dimensions[d].name, drawn(s.dimensions[d], s.seed, d, static_cast<uint64_t>(t)));
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<Round> rounds_of(const Space& s) {
  const int all = static_cast<int>(trials_of(s).size());
  if (s.search != Search::halving) return {{s.steps, all}};
  std::vector<Round> rounds;
  double steps = static_cast<double>(s.first_steps);
  for (int left = all;; steps *= s.factor) {
    const bool last = steps >= static_cast<double>(s.steps) || left == 1;
    const int keep = last ? left : std::max(1, static_cast<int>(std::floor(left / s.factor)));
    rounds.push_back({last ? s.steps : std::llround(steps), keep});
    if (last) return rounds;
    left = keep;
  }
}

}  // namespace partials
