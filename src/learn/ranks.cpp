// SPDX-License-Identifier: MIT
#include "learn/ranks.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "learn/byte_list.h"

namespace partials {
namespace {

// The values of a slice: rank r of n has first(r) .. first(r + 1) - 1.
size_t first(size_t values, int rank, int ranks) {
  return values * static_cast<size_t>(rank) / static_cast<size_t>(ranks);
}

}  // namespace

std::vector<std::string> Ranks::gather(const std::string& own) {
  return exchange(std::vector<std::string>(static_cast<size_t>(size()), own));
}

std::string Ranks::from_first(const std::string& bytes) {
  const std::string nothing;
  return exchange(std::vector<std::string>(static_cast<size_t>(size()), leads() ? bytes : nothing))[0];
}

void Ranks::sum_groups(std::span<const float> own, int groups, std::span<float> sum) {
  const int ranks = size();
  const size_t n = sum.size();
  std::vector<std::string> to;
  for (int r = 0; r < ranks; ++r) {
    const size_t from = first(n, r, ranks), count = first(n, r + 1, ranks) - from;
    std::string slices;
    for (size_t g = 0; g * n < own.size(); ++g)
      slices.append(reinterpret_cast<const char*>(own.data() + g * n + from), count * sizeof(float));
    to.push_back(std::move(slices));
  }
  const std::vector<std::string> got = exchange(to);
  const size_t mine = first(n, rank(), ranks), count = first(n, rank() + 1, ranks) - mine;
  std::vector<float> slice(count), group(count);
  for (int g = 0; g < groups; ++g) {
    const std::string& of_rank = got[static_cast<size_t>(g % ranks)];
    const size_t at = static_cast<size_t>(g / ranks) * count * sizeof(float);
    if (at + count * sizeof(float) > of_rank.size()) throw RankLost("A rank sent too few gradients.");
    if (count) std::memcpy(group.data(), of_rank.data() + at, count * sizeof(float));
    for (size_t i = 0; i < count; ++i) slice[i] += group[i];
  }
  const auto slices = gather({reinterpret_cast<const char*>(slice.data()), count * sizeof(float)});
  for (int r = 0; r < ranks; ++r) {
    const size_t from = first(n, r, ranks), size = first(n, r + 1, ranks) - from;
    if (slices[static_cast<size_t>(r)].size() != size * sizeof(float))
      throw RankLost("A rank sent too few sums.");
    if (size) std::memcpy(sum.data() + from, slices[static_cast<size_t>(r)].data(), size * sizeof(float));
  }
}

void need_all_content(Ranks& ranks, const std::string& complaint) {
  for (const std::string& sentence : ranks.gather(complaint))
    if (!sentence.empty()) throw std::runtime_error(sentence);
}

std::vector<std::string> shared_out(Ranks& ranks, size_t n, const std::function<std::string(size_t)>& work,
                                    For whom) {
  std::vector<std::string> own;
  std::string failure;
  const auto step = static_cast<size_t>(ranks.size());
  size_t failed_at = n;
  for (size_t i = static_cast<size_t>(ranks.rank()); i < n && failed_at == n; i += step) try {
      own.push_back(work(i));
    } catch (const std::bad_alloc&) {
      failed_at = i;
      failure = "Rank " + std::to_string(ranks.rank()) +
                " has not enough memory; use fewer ranks on a machine, or shorter recordings.";
    } catch (const std::exception& e) {
      failed_at = i;
      failure = e.what();
    }
  const std::string result = joined_bytes({std::to_string(failed_at), failure, joined_bytes(own)});
  std::vector<std::string> all;
  if (whom == For::all) {
    all = ranks.gather(result);
  } else {
    const std::string without = joined_bytes({std::to_string(failed_at), failure, ""});
    std::vector<std::string> to(step, without);
    to[0] = result;
    all = ranks.exchange(to);
  }
  std::vector<std::vector<std::string>> lists;
  size_t first_failed = n;
  std::string why;
  for (const std::string& bytes : all) {
    const std::vector<std::string> parts = bytes_apart(bytes);
    if (parts.size() != 3) throw RankLost("A rank sent no result.");
    const size_t at = std::stoul(parts[0]);
    if (at < first_failed) {
      first_failed = at;
      why = parts[1];
    }
    lists.push_back(bytes_apart(parts[2]));
  }
  if (first_failed < n) throw std::runtime_error(why);
  if (whom == For::first && !ranks.leads()) return std::vector<std::string>(n);
  std::vector<std::string> out;
  for (size_t i = 0; i < n; ++i) out.push_back(std::move(lists[i % step].at(i / step)));
  return out;
}

}  // namespace partials
