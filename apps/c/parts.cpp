// SPDX-License-Identifier: MIT
// partials.h: the analyser, parts of a model, and processors, each alone.
#include <cmath>
#include <vector>

#include "analysis/heard_hops.h"
#include "base/plain_number.h"
#include "families/instrument/sound_part.h"
#include "families/model_loading.h"
#include "graph/registry.h"
#include "play/node_signals.h"
#include "player.h"

using namespace partials;
using namespace partials::c;

struct partials_analyser {
  HeardHops hops;
};

struct partials_unit {
  std::unique_ptr<GraphSignals> signals;
  std::vector<GraphSignals::PortView> inputs, outputs;
};

namespace {

constexpr uint32_t kLongestBlock = 8192;
constexpr const char* kHowTo = "partials_processor_id names them all.";

static_assert(PARTIALS_PORT_SIGNAL == static_cast<int>(PortKind::signal) &&
              PARTIALS_PORT_SPECTRUM == static_cast<int>(PortKind::spectrum) &&
              PARTIALS_PORT_CONSTANT == static_cast<int>(PortKind::constant));
static_assert(PARTIALS_DECODER == static_cast<int>(SoundPart::decoder) &&
              PARTIALS_BANK == static_cast<int>(SoundPart::bank) &&
              PARTIALS_NOISE_BANDS == static_cast<int>(SoundPart::noise) &&
              PARTIALS_ROOM == static_cast<int>(SoundPart::room));

Result<void> check(double rate_hz, uint32_t max_block) {
  if (!(rate_hz >= 8000 && rate_hz <= 192000))
    return Error{"The rate is " + plain_number(rate_hz) + " Hz; use 8000 to 192000."};
  if (max_block < 1 || max_block > kLongestBlock)
    return Error{"The longest block is " + std::to_string(max_block) + " samples; use 1 to 8192."};
  return {};
}

// make() returns a Result of a pointer to what is created.
template <class T, class Make>
T* created(char* error, size_t room, Make&& make) noexcept {
  T* out = nullptr;
  (void)guarded(error, room, [&]() -> Result<void> {
    auto made = make();
    if (!made) return made.error();
    out = made.value().release();
    return {};
  });
  return out;
}

Result<std::unique_ptr<partials_unit>> unit_of(Result<std::unique_ptr<GraphSignals>> signals) {
  if (!signals) return signals.error();
  auto unit = std::make_unique<partials_unit>();
  unit->signals = std::move(signals).value();
  unit->inputs = unit->signals->inputs();
  unit->outputs = unit->signals->outputs();
  return unit;
}

partials_result port_at(const std::vector<GraphSignals::PortView>& ports, uint32_t index,
                        partials_port* port) {
  if (index >= ports.size() || !port) return PARTIALS_BAD_ARGUMENT;
  const auto& p = ports[index];
  *port = {p.id.c_str(),
           static_cast<partials_port_kind>(p.kind),
           static_cast<uint32_t>(p.channels),
           p.first,
           p.low,
           p.high};
  return PARTIALS_OK;
}

}  // namespace

partials_analyser* partials_analyser_create(double rate_hz, double lowest_hz, char* error, size_t room) {
  return created<partials_analyser>(error, room, [&]() -> Result<std::unique_ptr<partials_analyser>> {
    AnalyserSettings settings;
    if (lowest_hz != 0) settings.min_hz = lowest_hz;
    auto analyser = std::make_unique<partials_analyser>();
    if (auto r = analyser->hops.prepare(rate_hz, settings); !r) return r.error();
    return analyser;
  });
}

void partials_analyser_destroy(partials_analyser* analyser) { delete analyser; }

uint32_t partials_analyser_hop_samples(const partials_analyser* analyser) {
  return analyser ? static_cast<uint32_t>(analyser->hops.hop_samples()) : 0;
}

uint32_t partials_analyser_process(partials_analyser* analyser, const float* in, uint32_t frames,
                                   partials_features* features, uint32_t room) {
  if (!analyser || !in || frames > (1u << 30)) return 0;
  uint32_t n = 0;
  analyser->hops.process(in, static_cast<int>(frames), [&](int at, const Features& f) noexcept {
    if (features && n < room) features[n] = {at, f.f0_hz, f.loudness_db, f.confidence};
    ++n;
  });
  return n;
}

void partials_analyser_reset(partials_analyser* analyser) {
  if (analyser) analyser->hops.reset();
}

partials_unit* partials_unit_of_model(partials_model_part part, const void* bytes, size_t size,
                                      double rate_hz, uint32_t max_block, char* error, size_t room) {
  return created<partials_unit>(error, room, [&]() -> Result<std::unique_ptr<partials_unit>> {
    if (part < PARTIALS_DECODER || part > PARTIALS_ROOM || !bytes)
      return Error{"There is no such part, or the bytes of the model are null; see partials_model_part."};
    if (auto r = check(rate_hz, max_block); !r) return r.error();
    const auto model = model_from_bytes(std::string(static_cast<const char*>(bytes), size), "model");
    if (!model) return model.error();
    const auto cut = sound_part_of(model.value(), static_cast<SoundPart>(part));
    if (!cut) return cut.error();
    const SoundPartGraph& p = cut.value();
    return unit_of(GraphSignals::make(p.graph, p.inputs, p.outputs, static_cast<int>(std::lround(rate_hz)),
                                      static_cast<int>(max_block), &model.value().table,
                                      model.value().weights.data()));
  });
}

const char* partials_processor_id(uint32_t index) {
  const auto all = all_processors(best_isa());
  return index < all.size() ? all[index]->info.id : nullptr;
}

partials_unit* partials_unit_of_processor(const char* id, const partials_setting* settings,
                                          uint32_t setting_count, double rate_hz, uint32_t max_block,
                                          char* error, size_t room) {
  return created<partials_unit>(error, room, [&]() -> Result<std::unique_ptr<partials_unit>> {
    if (!id || (setting_count && !settings))
      return Error{"The id of the processor or its settings are null; pass both."};
    if (auto r = check(rate_hz, max_block); !r) return r.error();
    std::vector<NodeWord> words;
    for (uint32_t i = 0; i < setting_count; ++i) {
      const partials_setting& s = settings[i];
      words.push_back({s.id ? s.id : "", s.is_signal ? NodeWord::Kind::signal : NodeWord::Kind::number,
                       s.value, s.is_signal ? "~" : plain_number(s.value)});
    }
    const auto node = node_signals(id, words, kHowTo);
    if (!node) return node.error();
    return unit_of(node.value().compile(static_cast<int>(std::lround(rate_hz)), static_cast<int>(max_block)));
  });
}

void partials_unit_destroy(partials_unit* unit) { delete unit; }

partials_result partials_unit_input(const partials_unit* unit, uint32_t index, partials_port* port) {
  if (!unit) return PARTIALS_BAD_ARGUMENT;
  return port_at(unit->inputs, index, port);
}

partials_result partials_unit_output(const partials_unit* unit, uint32_t index, partials_port* port) {
  if (!unit) return PARTIALS_BAD_ARGUMENT;
  return port_at(unit->outputs, index, port);
}

partials_result partials_unit_set(partials_unit* unit, const char* id, const float* values, uint32_t count) {
  if (!unit || !id || !values) return PARTIALS_BAD_ARGUMENT;
  return unit->signals->set(id, {values, count}) ? PARTIALS_OK : PARTIALS_BAD_ARGUMENT;
}

partials_result partials_unit_process(partials_unit* unit, const float* const* in, float* const* out,
                                      uint32_t frames) {
  if (!unit || frames > static_cast<uint32_t>(unit->signals->max_samples())) return PARTIALS_BAD_ARGUMENT;
  if ((!in && unit->signals->inlets()) || (!out && unit->signals->outlets())) return PARTIALS_BAD_ARGUMENT;
  unit->signals->perform(in, out, static_cast<int>(frames), 0);
  return PARTIALS_OK;
}

void partials_unit_reset(partials_unit* unit) {
  if (unit) unit->signals->reset();
}
