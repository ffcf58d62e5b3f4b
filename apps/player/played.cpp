// SPDX-License-Identifier: MIT
#include "played.h"

#include <utility>

namespace partials {
namespace {

constexpr size_t kMostWaiting = 64;  // tallies, one a model every ten seconds, while the disk is full

}  // namespace

void Played::ask() {
  const auto time = Clock::now();
  if (asked_ != Clock::time_point{} && time - asked_ < kAsk) return;
  asked_ = time;
  agreed_ = counting_agreed();
}

void Played::collect(Session& session, bool now) {
  session.count_played(agreed_);
  if (!agreed_) return waiting_.clear();
  const auto time = Clock::now();
  if (!now && time - taken_ < kWrite) return;
  taken_ = time;
  for (Session::Counted& c : session.take_counts())
    if (waiting_.size() < kMostWaiting) waiting_.push_back(std::move(c));
}

std::string Played::write() {
  std::string trouble;
  while (!waiting_.empty()) {
    const auto added = add_counts(waiting_.front().model, waiting_.front().tally);
    if (!added) {
      if (!std::exchange(failed_, true)) trouble = "What was played is not counted: " + added.error().text;
      break;
    }
    failed_ = false;
    waiting_.erase(waiting_.begin());
  }
  return trouble;
}

}  // namespace partials
