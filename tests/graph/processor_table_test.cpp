// SPDX-License-Identifier: MIT
// Guards against: a processor missing from the reference. tests/pictures checks that docs/processors.md is
// this text.
#include "graph/processor_table.h"

#include <gtest/gtest.h>

#include "graph/registry.h"

namespace partials {
namespace {

TEST(ProcessorTable, NamesEveryProcessor) {
  const std::string page = processor_reference();
  for (const KernelSet* set : all_processors(Isa::base))
    EXPECT_NE(page.find("## " + std::string(set->info.id) + "\n"), std::string::npos) << set->info.id;
}

}  // namespace
}  // namespace partials
