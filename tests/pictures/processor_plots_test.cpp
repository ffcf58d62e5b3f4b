// SPDX-License-Identifier: MIT
// Guards against: an outdated reference page, a filter or envelope without its picture, and an outdated
// picture.
#include "pictures/processor_plots.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "graph/processor_table.h"
#include "support/bench_graph.h"
#include "system/file.h"

namespace partials::test {
namespace {

const std::string kDocs = PARTIALS_SOURCE_DIR "/docs";
constexpr const char* kRemedy = "; write it anew: tools/plot_processors";

// A signal goes in at `in` and comes out as samples: a filter, an envelope, a room, a shape.
bool shapes_a_signal(const KernelSet& set) {
  const Spec spec = default_spec(set);
  return spec.n_in && spec.n_out && std::string(spec.in[0].id) == "in" && !spec.in[0].optional &&
         spec.out[0].rate == Rate::sample;
}

// The text without its numbers, and the numbers.
std::pair<std::string, std::vector<double>> taken_apart(const std::string& svg) {
  std::pair<std::string, std::vector<double>> parts;
  for (const char* at = svg.c_str(); *at;) {
    char* end = nullptr;
    const double number = std::strchr("-0123456789", *at) ? std::strtod(at, &end) : 0;
    if (end && end != at) {
      parts.second.push_back(number);
      parts.first += '0';
      at = end;
    } else {
      parts.first += *at++;
    }
  }
  return parts;
}

TEST(ProcessorPlots, PageIsCurrent) {
  const auto page = read_file(kDocs + "/processors.md", 1 << 20);
  ASSERT_TRUE(page) << page.error().text;
  EXPECT_TRUE(page.value() == processor_reference(drawn_processors()))
      << "docs/processors.md is out of date" << kRemedy;
}

TEST(ProcessorPlots, EveryFilterAndEnvelopeHasOne) {
  const auto drawn = drawn_processors();
  for (const KernelSet* set : all_processors(Isa::base)) {
    const std::string id = set->info.id;
    if (!shapes_a_signal(*set) || std::count(std::begin(kNotDrawn), std::end(kNotDrawn), id)) continue;
    EXPECT_EQ(std::count(drawn.begin(), drawn.end(), id), 1)
        << id
        << " has no picture; add a line to tests/pictures/processor_plots.h, then tools/plot_processors";
  }
}

TEST(ProcessorPlots, PicturesShowWhatProcessorsDo) {
  for (const ProcessorPlot& p : processor_plots()) {
    const std::string path = kDocs + "/pictures/processors/" + p.id + ".svg";
    const auto file = read_file(path, 1 << 20);
    ASSERT_TRUE(file) << file.error().text;
    EXPECT_LT(file.value().size(), 20000u) << path;
    const auto [was, was_at] = taken_apart(file.value());
    const auto [is, is_at] = taken_apart(svg_of(p));
    ASSERT_TRUE(was == is && was_at.size() == is_at.size()) << path << " is out of date" << kRemedy;
    for (size_t i = 0; i < is_at.size(); ++i)
      ASSERT_NEAR(was_at[i], is_at[i], 0.25) << path << " is out of date" << kRemedy;
  }
}

}  // namespace
}  // namespace partials::test
