// SPDX-License-Identifier: MIT
// The third ring: every processor on src/graph/processors.txt and every graph template sounds as when it was
// last listened to and accepted (tools/bless), on every instruction set. Guards against: unintended changes
// of sound.
//   impulse: signal inputs get one impulse, controls rest in the middle of their range (generally, the
//   impulse response)
//   played: every input wanders through its range
#include <gtest/gtest.h>

#include "golden/book.h"
#include "golden/phrase.h"
#include "model/templates.h"
#include "support/bench_graph.h"

namespace partials::test {
namespace {

constexpr int kRate = 44100, kSamples = 2048;
// what instruction sets and compilers may differ by
constexpr double kProcessorLimitDb = -90, kModelLimitDb = -80;

std::vector<Isa> isas() {
  std::vector<Isa> found;
  for (Isa isa : {Isa::base, Isa::avx2, Isa::avx512})
    if (has(isa)) found.push_back(isa);
  return found;
}

void play_processor(GoldenBook& book, const KernelSet& set, const Wiring& wiring, bool impulse, Isa isa) {
  auto b = Bench<float>::make(graph_for(set, wiring),
                              {.rate_hz = kRate, .width = 1, .max_samples = kSamples, .isa = isa});
  b.source.impulse = impulse;
  const Call call = next_call(b.plan.clock(), 0, kSamples);
  b.run(call);
  const auto out = b.outputs(call);
  for (size_t o = 0; o < out.size(); ++o)
    book.compare(std::string(set.info.id) + "." + b.spec.out[o].id + " " + wiring.name +
                     (impulse ? " impulse" : " played"),
                 out[o], name_of(isa), isa == Isa::base);
}

TEST(Golden, EveryProcessor) {
  GoldenBook book("processors", kProcessorLimitDb);
  for (const KernelSet* set : all_processors(Isa::base))
    for (const Wiring& wiring : wirings_of(*set))
      for (Isa isa : isas())
        for (bool impulse : {true, false}) play_processor(book, *set, wiring, impulse, isa);
  book.finish();
}

TEST(Golden, EveryTemplate) {
  GoldenBook book("models", kModelLimitDb);
  for (const std::string& name : template_names())
    for (int rate_hz : {44100, 48000})
      book.compare(name + " " + std::to_string(rate_hz), phrase(graph_template(name).value(), rate_hz),
                   name_of(best_isa()), true);
  book.finish();
}

}  // namespace
}  // namespace partials::test
