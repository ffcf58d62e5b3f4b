// SPDX-License-Identifier: MIT
// Keeps away: a reference page that describes last month's processors.
#include "graph/processor_table.h"

#include <gtest/gtest.h>

#include "graph/registry.h"
#include "system/file.h"

namespace partials {
namespace {

TEST(ProcessorTable, PageIsCurrent) {
  const auto page = read_file(PARTIALS_SOURCE_DIR "/docs/processors.md", 1 << 20);
  ASSERT_TRUE(page) << page.error().text;
  EXPECT_TRUE(page.value() == processor_reference())
      << "docs/processors.md is out of date; write it anew: build/release/partials inspect --processors > "
         "docs/processors.md";
}

TEST(ProcessorTable, NamesEveryProcessor) {
  const std::string page = processor_reference();
  for (const KernelSet* set : all_processors(Isa::base))
    EXPECT_NE(page.find("## " + std::string(set->info.id) + "\n"), std::string::npos) << set->info.id;
}

}  // namespace
}  // namespace partials
