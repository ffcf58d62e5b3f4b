// SPDX-License-Identifier: MIT
#include "mpi_ranks.h"

#define OMPI_SKIP_MPICXX 1  // the C interface is enough
#include <mpi.h>

#include <algorithm>
#include <chrono>
#include <climits>
#include <cstdlib>
#include <thread>

#include "base/clocks.h"
#include "system/asked_to_end.h"

namespace partials {
namespace {

// A rank that waits longer for others sleeps longer between two looks.
constexpr auto kFirstSleep = std::chrono::microseconds(20), kLongestSleep = std::chrono::microseconds(500);
// When a rank has died, mpirun sends SIGTERM to the others: what they wait for does not come.
constexpr double kPatienceS = 1;
constexpr size_t kMostAtOnce = size_t{1} << 30;  // counts of MPI are int

[[noreturn]] void lost() { throw RankLost("A rank is gone, so the others stop."); }

void need(int code) {
  if (code != MPI_SUCCESS) lost();
}

void wait_for(MPI_Request request) {
  auto sleep = kFirstSleep;
  double ending_s = 0;
  for (int done = 0;;) {
    need(MPI_Test(&request, &done, MPI_STATUS_IGNORE));
    if (done) return;
    if (asked_to_end()) {
      if (ending_s == 0) ending_s = now_s();
      if (now_s() - ending_s > kPatienceS) lost();
    }
    std::this_thread::sleep_for(sleep);
    sleep = std::min(2 * sleep, kLongestSleep);
  }
}

std::vector<int> sums_before(const std::vector<int>& sizes) {
  std::vector<int> out{0};
  for (size_t i = 0; i + 1 < sizes.size(); ++i) out.push_back(out.back() + sizes[i]);
  return out;
}

}  // namespace

MpiRanks::MpiRanks(int* argc, char*** argv) {
  int given = 0;
  MPI_Init_thread(argc, argv, MPI_THREAD_FUNNELED, &given);
  MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &size_);
}

MpiRanks::~MpiRanks() { MPI_Finalize(); }

void MpiRanks::abort(int code) {
  MPI_Abort(MPI_COMM_WORLD, code);
  std::_Exit(code);
}

std::string MpiRanks::from_first(const std::string& bytes) {
  uint64_t size = bytes.size();
  MPI_Request request;
  need(MPI_Ibcast(&size, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD, &request));
  wait_for(request);
  std::string got = leads() ? bytes : std::string(size, '\0');
  for (uint64_t from = 0; from < size; from += kMostAtOnce) {
    need(MPI_Ibcast(got.data() + from, static_cast<int>(std::min<uint64_t>(kMostAtOnce, size - from)),
                    MPI_BYTE, 0, MPI_COMM_WORLD, &request));
    wait_for(request);
  }
  return got;
}

// The sizes of all messages first, and then their bytes, at most kMostAtOnce of each a round.
std::vector<std::string> MpiRanks::exchange(const std::vector<std::string>& to) {
  const auto n = static_cast<size_t>(size_);
  std::vector<uint64_t> out_sizes, in_sizes(n);
  for (const std::string& bytes : to) out_sizes.push_back(bytes.size());
  MPI_Request request;
  need(MPI_Ialltoall(out_sizes.data(), 1, MPI_UINT64_T, in_sizes.data(), 1, MPI_UINT64_T, MPI_COMM_WORLD,
                     &request));
  wait_for(request);
  std::vector<std::string> got(n);
  uint64_t most = 0;  // of all ranks: they need the same number of rounds
  const uint64_t own_most = *std::max_element(out_sizes.begin(), out_sizes.end());
  need(MPI_Iallreduce(&own_most, &most, 1, MPI_UINT64_T, MPI_MAX, MPI_COMM_WORLD, &request));
  wait_for(request);
  const size_t share = kMostAtOnce / n;
  for (uint64_t from = 0; from < most; from += share) {
    const auto part = [&](uint64_t size) {
      return static_cast<int>(size > from ? std::min<uint64_t>(share, size - from) : 0);
    };
    std::vector<int> out_counts, in_counts;
    std::string out;
    for (const std::string& bytes : to) {
      out_counts.push_back(part(bytes.size()));
      if (out_counts.back()) out.append(bytes, from, static_cast<size_t>(out_counts.back()));
    }
    size_t in_size = 0;
    for (const uint64_t size : in_sizes) {
      in_counts.push_back(part(size));
      in_size += static_cast<size_t>(in_counts.back());
    }
    std::string in(in_size, '\0');
    const std::vector<int> out_at = sums_before(out_counts), in_at = sums_before(in_counts);
    need(MPI_Ialltoallv(out.data(), out_counts.data(), out_at.data(), MPI_BYTE, in.data(), in_counts.data(),
                        in_at.data(), MPI_BYTE, MPI_COMM_WORLD, &request));
    wait_for(request);
    for (size_t r = 0; r < n; ++r)
      got[r].append(in, static_cast<size_t>(in_at[r]), static_cast<size_t>(in_counts[r]));
  }
  return got;
}

}  // namespace partials
