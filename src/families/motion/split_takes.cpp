// SPDX-License-Identifier: MIT
#include "families/motion/split_takes.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "base/listed.h"

namespace partials::motion {
namespace {

// Takes that hang together, as a forest whose roots stand for their groups.
class Groups {
 public:
  explicit Groups(size_t n) : above_(n) { std::iota(above_.begin(), above_.end(), size_t{0}); }

  void join(size_t a, size_t b) { above_[root(a)] = root(b); }
  // Joins takes of the same name; an empty name joins nothing.
  void join_named(const std::vector<Take>& takes, std::string Take::*name) {
    std::map<std::string, size_t> first;
    for (size_t i = 0; i < takes.size(); ++i)
      if (!(takes[i].*name).empty()) join(i, first.try_emplace(takes[i].*name, i).first->second);
  }
  std::vector<std::vector<size_t>> lists() {
    std::map<size_t, std::vector<size_t>> by_root;
    for (size_t i = 0; i < above_.size(); ++i) by_root[root(i)].push_back(i);
    std::vector<std::vector<size_t>> all;
    for (auto& [r, list] : by_root) all.push_back(std::move(list));
    std::sort(all.begin(), all.end());
    return all;
  }

 private:
  size_t root(size_t i) {
    while (above_[i] != i) i = above_[i] = above_[above_[i]];
    return i;
  }
  std::vector<size_t> above_;
};

std::vector<std::string> names_without(const std::vector<Take>& takes, std::string Take::*field) {
  std::vector<std::string> names;
  for (const Take& take : takes)
    if ((take.*field).empty()) names.push_back(take.name);
  return names;
}

const char* word_of(HoldOut hold_out) {
  return hold_out == HoldOut::person ? "person" : hold_out == HoldOut::session ? "session" : "take";
}

const char* sentence_of(HoldOut hold_out) {
  switch (hold_out) {
    case HoldOut::person:
      return "No person, session or joint recording is on both sides.";
    case HoldOut::session:
      return "No session or joint recording is on both sides; a person may be.";
    case HoldOut::take:
      break;
  }
  return "No take or joint recording is on both sides; a person and a session may be.";
}

}  // namespace

Result<Folds> split_takes(const std::vector<Take>& takes, HoldOut hold_out,
                          const std::vector<Repeat>& repeats) {
  const auto field = hold_out == HoldOut::person ? &Take::person : &Take::session;
  if (hold_out != HoldOut::take)
    if (const auto names = names_without(takes, field); !names.empty())
      return Error{std::string("The ") + word_of(hold_out) + " of " + listed(names) +
                   " is unknown, so none can be held out; say it in takes.json, or hold takes out."};
  Groups groups(takes.size());
  groups.join_named(takes, &Take::together);
  if (hold_out != HoldOut::take) groups.join_named(takes, &Take::session);
  if (hold_out == HoldOut::person) groups.join_named(takes, &Take::person);
  for (const Repeat& r : repeats) groups.join(r.first, r.second);
  Folds folds{groups.lists(), sentence_of(hold_out)};
  if (folds.held_out.size() < 2)
    return Error{std::string("All ") + std::to_string(takes.size()) + " takes hang together by " +
                 word_of(hold_out) +
                 ", session or joint recording, so none can be held out; record more of them."};
  return folds;
}

Folds joined_folds(const Folds& folds, const std::vector<Take>& takes, size_t count) {
  const auto frames = [&](const std::vector<size_t>& list) {
    return std::accumulate(list.begin(), list.end(), size_t{0},
                           [&](size_t sum, size_t i) { return sum + takes[i].frames(); });
  };
  auto lists = folds.held_out;  // the longest first, each to the fold that has least
  std::sort(lists.begin(), lists.end(), [&](const auto& a, const auto& b) {
    return frames(a) != frames(b) ? frames(a) > frames(b) : a < b;
  });
  Folds out{std::vector<std::vector<size_t>>(std::max<size_t>(1, std::min(count, lists.size()))),
            folds.sentence};
  for (const auto& list : lists) {
    auto& least = *std::min_element(out.held_out.begin(), out.held_out.end(),
                                    [&](const auto& a, const auto& b) { return frames(a) < frames(b); });
    least.insert(least.end(), list.begin(), list.end());
  }
  for (auto& fold : out.held_out) std::sort(fold.begin(), fold.end());
  return out;
}

}  // namespace partials::motion
