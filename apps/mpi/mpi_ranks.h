// SPDX-License-Identifier: MIT
// Ranks by MPI (learn/ranks.h): the processes that mpirun started. Waiting for others sleeps, so that it
// takes no processor time from ranks on the same machine.
#pragma once
#include <memory>

#include "learn/ranks.h"

namespace partials {

class MpiRanks final : public Ranks {
 public:
  MpiRanks(int* argc, char*** argv);  // starts MPI; once per process
  ~MpiRanks() override;
  int rank() const override { return rank_; }
  int size() const override { return size_; }
  std::vector<std::string> exchange(const std::vector<std::string>& to) override;
  std::string from_first(const std::string& bytes) override;
  // Ends the processes of all ranks, wherever they are.
  [[noreturn]] void abort(int code);

 private:
  int rank_ = 0, size_ = 1;
};

}  // namespace partials
