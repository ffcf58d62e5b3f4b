// SPDX-License-Identifier: MIT
// Ranks that are threads of one process (learn/ranks.h).
#pragma once
#include <barrier>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "learn/ranks.h"

namespace partials {

// Runs part(ranks) as so many ranks at once.
inline void run_as_ranks(int size, const std::function<void(Ranks&)>& part) {
  struct Shared {
    explicit Shared(int size) : sent(static_cast<size_t>(size)), all(size) {}
    std::vector<std::vector<std::string>> sent;  // [from][to]
    std::barrier<> all;
  } shared(size);
  class ThreadRank final : public Ranks {
   public:
    ThreadRank(Shared& shared, int rank) : shared_(shared), rank_(rank) {}
    int rank() const override { return rank_; }
    int size() const override { return static_cast<int>(shared_.sent.size()); }
    std::vector<std::string> exchange(const std::vector<std::string>& to) override {
      shared_.sent[static_cast<size_t>(rank_)] = to;
      shared_.all.arrive_and_wait();
      std::vector<std::string> got;
      for (const auto& from : shared_.sent) got.push_back(from.at(static_cast<size_t>(rank_)));
      shared_.all.arrive_and_wait();
      return got;
    }

   private:
    Shared& shared_;
    int rank_;
  };
  std::vector<std::thread> threads;
  for (int r = 0; r < size; ++r)
    threads.emplace_back([&, r] {
      ThreadRank rank(shared, r);
      part(rank);
    });
  for (std::thread& t : threads) t.join();
}

}  // namespace partials
