// SPDX-License-Identifier: MIT
// Processes that train one model together: `size` of them, each with a rank from 0. They exchange bytes, and
// everything else follows from that: sums whose order does not depend on the number of ranks, so that a
// training gives the bits that one process gives, and work on items that is divided among them. All ranks
// call the same functions in the same order. One process alone has no ranks: a null pointer.
// They throw RankLost if another rank is gone.
#pragma once
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace partials {

struct RankLost : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Ranks {
 public:
  virtual ~Ranks() = default;
  virtual int rank() const = 0;  // 0 .. size() - 1
  virtual int size() const = 0;
  // to[r] goes to rank r; returns what each rank sent to this one, in order of rank.
  virtual std::vector<std::string> exchange(const std::vector<std::string>& to) = 0;

  bool leads() const { return rank() == 0; }
  std::vector<std::string> gather(const std::string& own);  // of every rank, at every rank
  // rank 0's, at every rank; others' are ignored
  virtual std::string from_first(const std::string& bytes);

  // sum[i] = ((0 + g0[i]) + g1[i]) + g2[i] ... over `groups` groups, the same at every rank. own: those of
  // this rank, g % size() == rank(), one after the other, each of sum.size() values. Every rank adds one
  // slice of the values and receives the others: no rank receives more than its slice of all groups.
  void sum_groups(std::span<const float> own, int groups, std::span<float> sum);
};

inline int rank_of(const Ranks* ranks) { return ranks ? ranks->rank() : 0; }
inline int size_of(const Ranks* ranks) { return ranks ? ranks->size() : 1; }

// Ends what the ranks do together at all of them, with std::runtime_error, if any has something to say
// against it: the sentence of the first rank that has.
void need_all_content(Ranks& ranks, const std::string& complaint);

// Items 0 .. n-1, of which rank r does those with item % size == r. Returns the bytes of all, in their order.
// If an item fails, every rank throws the sentence of the first one that did, as std::runtime_error.
// For::first: only rank 0 receives the bytes; the others get n empty ones.
enum class For { all, first };
std::vector<std::string> shared_out(Ranks& ranks, size_t n, const std::function<std::string(size_t)>& work,
                                    For whom = For::all);

}  // namespace partials
