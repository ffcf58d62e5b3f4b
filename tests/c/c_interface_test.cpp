// SPDX-License-Identifier: MIT
// Guards against: a C interface whose output differs from the engine's, that reports wrong memory, that
// throws, crashes or writes past its buffer on wrong calls, and that loses the state.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>
#include <memory>

#include "base/sha256.h"
#include "families/families.h"
#include "families/model_loading.h"
#include "host/preset.h"
#include "model/checksum.h"
#include "model/safetensors.h"
#include "partials/partials.h"
#include "play/engine.h"
#include "support/heap.h"
#include "support/tiny_model.h"
#include "system/file.h"

PARTIALS_COUNT_HEAP

namespace partials {
namespace {

constexpr int kRate = 48000, kBlock = 256;

using Player = std::unique_ptr<partials_player, decltype(&partials_destroy)>;
Player create(partials_kind kind) { return Player(partials_create(kind), partials_destroy); }

const std::string& tiny_bytes() {
  static const std::string bytes = [] {
    Model m = test::tiny_model();
    m.card.name = "Tiny";
    const std::vector<float> f0(10, 440.f), loudness(10, -20.f);
    EXPECT_TRUE(make_instrument_golden(m, f0, loudness));
    return bytes_from_model(m);
  }();
  return bytes;
}

Player ready(partials_kind kind) {
  Player p = create(kind);
  EXPECT_EQ(partials_load_memory(p.get(), tiny_bytes().data(), tiny_bytes().size(), "tiny"), PARTIALS_OK)
      << partials_last_error(p.get());
  EXPECT_EQ(partials_prepare(p.get(), kRate, kBlock), PARTIALS_OK);
  return p;
}

partials_event event(int time, partials_event_kind kind, int key, float value, int parameter = 0) {
  partials_event e = PARTIALS_EVENT_INIT;
  e.time = time;
  e.kind = kind;
  e.channel = 0;
  e.key = static_cast<int16_t>(key);
  e.value = value;
  e.parameter = parameter;
  return e;
}
Event inner(const partials_event& e) {
  Event o;
  o.time = e.time;
  o.kind = static_cast<EventKind>(e.kind);
  o.status = e.midi[0];
  o.data1 = e.midi[1];
  o.data2 = e.midi[2];
  o.port = e.port;
  o.channel = e.channel;
  o.key = e.key;
  o.note_id = e.note_id;
  o.index = e.parameter;
  o.value = e.value;
  return o;
}

std::vector<float> run(partials_player* p, const std::vector<partials_event>& events, uint32_t frames,
                       const float* in = nullptr) {
  std::vector<float> left(frames), right(frames);
  float* out[] = {left.data(), right.data()};
  partials_block b{};
  b.in = in ? &in : nullptr;
  b.in_channels = in ? 1 : 0;
  b.out = out;
  b.out_channels = 2;
  b.frames = frames;
  b.events = events.data();
  b.event_count = static_cast<uint32_t>(events.size());
  partials_process(p, &b);
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

// More events than the interface hands over at once, several at one sample, a MIDI message among them.
std::vector<partials_event> storm(int frames) {
  std::vector<partials_event> all;
  for (int i = 0; i < 700; ++i) {
    const int time = i * frames / 700 / 4 * 4;
    switch (i % 5) {
      case 0:
        all.push_back(event(time, PARTIALS_NOTE_ON, 60 + i % 24, 0.7f));
        break;
      case 1:
        all.push_back(event(time, PARTIALS_TUNING, -1, 0.01f * static_cast<float>(i % 100)));
        break;
      case 2:
        all.push_back(
            event(time, PARTIALS_PARAMETER, -1, 0.3f + 0.0005f * static_cast<float>(i), kMacro1 + 1));
        break;
      case 3:
        all.push_back(event(time, PARTIALS_PAN, 60 + i % 24, static_cast<float>(i % 10) / 10));
        break;
      default:
        all.push_back(event(time, PARTIALS_MIDI, -1, 0));
        all.back().midi[0] = 0xe0;
        all.back().midi[2] = static_cast<uint8_t>(i % 128);
        break;
    }
  }
  return all;
}

TEST(C, InstrumentIsTheEngineBitForBit) {
  constexpr int kFrames = 12000;
  const auto events = storm(kFrames);
  Player p = ready(PARTIALS_INSTRUMENT);
  const auto heard = run(p.get(), events, kFrames);
  Engine engine(PlayerKind::instrument, sound_maker());
  auto model = model_from_bytes(tiny_bytes(), "tiny");
  ASSERT_TRUE(model) << model.error().text;
  ASSERT_TRUE(engine.load(std::make_shared<const Model>(std::move(model).value())));
  ASSERT_TRUE(engine.prepare(kRate, kBlock));
  std::vector<Event> same;
  for (const auto& e : events) same.push_back(inner(e));
  std::vector<float> left(kFrames), right(kFrames);
  float* out[] = {left.data(), right.data()};
  engine.process({nullptr, 0, out, 2, kFrames, same});
  left.insert(left.end(), right.begin(), right.end());
  EXPECT_EQ(heard, left);
  EXPECT_GT(*std::max_element(left.begin(), left.end()), 0.01f);
  const partials_event* ended = nullptr;
  EXPECT_GT(partials_out_events(p.get(), &ended), 0u);
  EXPECT_EQ(ended[0].kind, PARTIALS_NOTE_END);
}

TEST(C, EffectIsTheEngineBitForBit) {
  std::vector<float> in(20000);
  for (size_t i = 0; i < in.size(); ++i)
    in[i] = 0.3f * static_cast<float>(std::sin(0.04 * static_cast<double>(i)));
  Player p = ready(PARTIALS_EFFECT);
  const auto heard = run(p.get(), {}, static_cast<uint32_t>(in.size()), in.data());
  Engine engine(PlayerKind::effect, sound_maker());
  ASSERT_TRUE(engine.load(std::make_shared<const Model>(model_from_bytes(tiny_bytes(), "tiny").value())));
  ASSERT_TRUE(engine.prepare(kRate, kBlock));
  std::vector<float> left(in.size()), right(left);
  float* out[] = {left.data(), right.data()};
  const float* ins[] = {in.data()};
  engine.process({ins, 1, out, 2, static_cast<int>(in.size()), {}});
  left.insert(left.end(), right.begin(), right.end());
  EXPECT_EQ(heard, left);
  EXPECT_EQ(partials_latency_samples(p.get()), static_cast<uint32_t>(engine.latency_samples()));
  partials_meters m;
  partials_read_meters(p.get(), &m);
  EXPECT_NEAR(m.f0_hz, 0.04 * kRate / (2 * M_PI), 1);
}

TEST(C, MemoryAndCostAreKnownBeforeLoad) {
  for (const partials_kind kind : {PARTIALS_INSTRUMENT, PARTIALS_EFFECT}) {
    partials_model_info info{};
    info.size = sizeof info;
    char error[200];
    ASSERT_EQ(partials_inspect_memory(tiny_bytes().data(), tiny_bytes().size(), kind, kRate, kBlock, &info,
                                      error, sizeof error),
              PARTIALS_OK)
        << error;
    EXPECT_STREQ(info.name, "Tiny");
    EXPECT_STREQ(info.macros[0], "Breath");
    EXPECT_GT(info.cost_unit, 0);
    const long before = test::heap_bytes();
    Player p = ready(kind);
    const long taken = test::heap_bytes() - before;
    EXPECT_LT(static_cast<double>(taken), 1.05 * static_cast<double>(info.memory_bytes) + 65536)
        << "more than was said";
    EXPECT_GT(static_cast<double>(taken), 0.8 * static_cast<double>(info.memory_bytes) - 65536)
        << "far less than was said";
    EXPECT_EQ(info.latency_samples, partials_latency_samples(p.get()));
  }
}

TEST(C, TheAudioThreadTakesNoMemory) {
  Player p = ready(PARTIALS_INSTRUMENT);
  const auto events = storm(kBlock);
  std::vector<float> left(kBlock), right(kBlock);
  float* out[] = {left.data(), right.data()};
  partials_block b{};
  b.out = out;
  b.out_channels = 2;
  b.frames = kBlock;
  b.events = events.data();
  b.event_count = static_cast<uint32_t>(events.size());
  const long before = test::heap_calls();
  partials_process(p.get(), &b);
  partials_reset(p.get());
  partials_process(p.get(), &b);
  EXPECT_EQ(test::heap_calls(), before);
}

TEST(C, ParametersHaveNumbersIdsAndText) {
  ASSERT_EQ(partials_parameter_count(), static_cast<uint32_t>(kParameterCount));
  for (uint32_t i = 0; i < partials_parameter_count(); ++i) {
    partials_parameter info;
    ASSERT_EQ(partials_parameter_info(i, &info), PARTIALS_OK);
    EXPECT_EQ(partials_parameter_index(info.id), static_cast<int32_t>(i));
    char text[64];
    float back = -1;
    for (const float v : {info.min, info.initial, info.max}) {
      ASSERT_EQ(partials_value_to_text(i, v, text, sizeof text), PARTIALS_OK);
      ASSERT_EQ(partials_text_to_value(i, text, &back), PARTIALS_OK) << info.id << " " << text;
      EXPECT_NEAR(back, v, 0.051f) << info.id;
    }
  }
  float unchanged = 7;
  EXPECT_NE(partials_text_to_value(kOutput, "loud", &unchanged), PARTIALS_OK);
  EXPECT_EQ(unchanged, 7);
}

TEST(C, AShapeIsWithinItsRangeAndModelsAreSteppedThrough) {
  Player p = ready(PARTIALS_INSTRUMENT);
  EXPECT_EQ(partials_set_shape_db(p.get(), PARTIALS_NOISE, 3, -200), PARTIALS_OK);
  EXPECT_EQ(partials_shape_db(p.get(), PARTIALS_NOISE, 3), -60);
  EXPECT_EQ(partials_shape_db(p.get(), PARTIALS_PARTIALS, 3), 0);
  EXPECT_EQ(partials_set_shape_db(p.get(), PARTIALS_PARTIALS, PARTIALS_MOST_SHAPED, 0),
            PARTIALS_BAD_ARGUMENT);
  partials_rest_shape(p.get());
  EXPECT_EQ(partials_shape_db(p.get(), PARTIALS_NOISE, 3), 0);
  partials_set_value(p.get(), kNextModel, 1);
  EXPECT_EQ(partials_take_steps(p.get()), 1);
  EXPECT_EQ(partials_take_steps(p.get()), 0);
}

TEST(C, StateComesBackWithItsModel) {
  Player p = ready(PARTIALS_INSTRUMENT);
  partials_set_value(p.get(), kOutput, -12);
  std::string state(partials_save(p.get(), nullptr, 0), 0);
  ASSERT_EQ(partials_save(p.get(), state.data(), state.size() - 1), state.size())
      << "too little room is left alone";
  EXPECT_EQ(state, std::string(state.size(), 0));
  partials_save(p.get(), state.data(), state.size());
  Player q = create(PARTIALS_INSTRUMENT);
  ASSERT_EQ(partials_restore(q.get(), state.data(), state.size()), PARTIALS_OK)
      << partials_last_error(q.get());
  EXPECT_EQ(partials_value(q.get(), kOutput), -12);
  char name[5];
  partials_model_name(q.get(), name, sizeof name);
  EXPECT_STREQ(name, "Tiny");
  partials_macro_name(q.get(), 1, name, sizeof name);
  EXPECT_STREQ(name, "Brig") << "cut to the room";
  EXPECT_EQ(partials_restore(q.get(), state.data(), 20), PARTIALS_FAILED);
  EXPECT_NE(std::strlen(partials_last_error(q.get())), 0u);
  EXPECT_EQ(partials_value(q.get(), kOutput), -12);
}

TEST(C, TheCodeOfAnErrorSaysWhyAProgramCannotGoOn) {
  Player p = create(PARTIALS_INSTRUMENT);
  const auto code_of = [&](const std::string& bytes) {
    EXPECT_EQ(partials_load_memory(p.get(), bytes.data(), bytes.size(), "m"), PARTIALS_FAILED);
    return partials_error_code(p.get());
  };
  EXPECT_EQ(partials_error_code(nullptr), PARTIALS_ERROR_REFUSED);
  EXPECT_EQ(partials_error_code(p.get()), PARTIALS_ERROR_NONE);
  EXPECT_EQ(partials_load_file(p.get(), "no/such.partials"), PARTIALS_FAILED);
  EXPECT_EQ(partials_error_code(p.get()), PARTIALS_ERROR_MISSING);
  EXPECT_EQ(partials_load_file(p.get(), nullptr), PARTIALS_BAD_ARGUMENT);
  EXPECT_EQ(partials_error_code(p.get()), PARTIALS_ERROR_REFUSED);
  EXPECT_EQ(code_of("rubbish"), PARTIALS_ERROR_DAMAGED);
  EXPECT_EQ(code_of(tiny_bytes().substr(0, tiny_bytes().size() - 8)), PARTIALS_ERROR_DAMAGED);
  std::string newer = tiny_bytes();
  const std::string own = "\\\"minimum_reader\\\":1";
  const size_t at = newer.find(own);
  ASSERT_NE(at, std::string::npos);
  newer[at + own.size() - 1] = '9';
  renew_checksum(newer);
  EXPECT_EQ(code_of(newer), PARTIALS_ERROR_TOO_NEW);
  const std::string foreign = bytes_from_safetensors({{}, {{"x", {{1}, {1.f}}}}});
  EXPECT_EQ(code_of(foreign), PARTIALS_ERROR_UNSUPPORTED);
  EXPECT_EQ(partials_prepare(p.get(), 1e9, 64), PARTIALS_FAILED);
  EXPECT_EQ(partials_error_code(p.get()), PARTIALS_ERROR_REFUSED);
  EXPECT_EQ(partials_load_memory(p.get(), tiny_bytes().data(), tiny_bytes().size(), "tiny"), PARTIALS_OK);
  EXPECT_EQ(partials_error_code(p.get()), PARTIALS_ERROR_NONE);
}

TEST(C, WrongCallsAreRefused) {
  EXPECT_EQ(partials_create(7), nullptr);
  partials_destroy(nullptr);
  EXPECT_EQ(partials_load_file(nullptr, "x"), PARTIALS_BAD_ARGUMENT);
  EXPECT_EQ(partials_value(nullptr, 0), 0);
  partials_process(nullptr, nullptr);
  Player p = create(PARTIALS_INSTRUMENT);
  EXPECT_EQ(partials_load_file(p.get(), "no/such.partials"), PARTIALS_FAILED);
  EXPECT_NE(std::string(partials_last_error(p.get())).find("no/such.partials"), std::string::npos);
  EXPECT_EQ(partials_load_memory(p.get(), "rubbish", 7, nullptr), PARTIALS_FAILED);
  EXPECT_EQ(partials_prepare(p.get(), 1e9, 64), PARTIALS_FAILED);
  EXPECT_EQ(partials_prepare(p.get(), std::numeric_limits<double>::quiet_NaN(), 64), PARTIALS_FAILED);
  EXPECT_EQ(partials_prepare(p.get(), kRate, 0), PARTIALS_FAILED);
  EXPECT_EQ(run(p.get(), {event(0, PARTIALS_NOTE_ON, 60, 1)}, 64), std::vector<float>(128))
      << "silence before prepare";
  EXPECT_EQ(partials_set_scale(p.get(), "no\n scale", nullptr), PARTIALS_FAILED);
  EXPECT_EQ(partials_set_value(p.get(), 999, 0), PARTIALS_BAD_ARGUMENT);
  Player q = ready(PARTIALS_INSTRUMENT);
  partials_event odd = event(-50, 200, 30000, std::numeric_limits<float>::quiet_NaN(), 999);
  odd.channel = 77;
  odd.note_id = -9;
  std::vector<partials_event> odds;
  for (int kind = 0; kind < 20; ++kind) {
    odd.kind = static_cast<uint8_t>(kind);
    odd.time = 40 - 9 * kind;
    odds.push_back(odd);
  }
  for (const float x : run(q.get(), odds, 64)) EXPECT_TRUE(std::isfinite(x));
}

TEST(C, APresetFileIsLoadedLikeAModelFile) {
  const std::string folder = testing::TempDir() + "partials_c_preset_" + std::to_string(getpid());
  std::filesystem::create_directories(folder);
  const std::string model = folder + "/tiny.partials", file = folder + "/soft.partials-preset";
  ASSERT_TRUE(atomic_write(model, tiny_bytes()));
  Preset preset{"Soft", {"Tiny", model, sha256_hex(tiny_bytes())}, {}};
  preset.settings.values[kMacro1] = 0.25f;
  ASSERT_TRUE(atomic_write(file, text_from_preset(preset)));
  const Player p = create(PARTIALS_INSTRUMENT);
  EXPECT_EQ(partials_load_file(p.get(), file.c_str()), PARTIALS_OK) << partials_last_error(p.get());
  char name[64];
  partials_model_name(p.get(), name, sizeof name);
  EXPECT_STREQ(name, "Tiny");
  EXPECT_EQ(partials_value(p.get(), kMacro1), 0.25f);
  std::filesystem::remove_all(folder);
}

TEST(C, ScaleMovesNotesToCome) {
  Player p = ready(PARTIALS_INSTRUMENT), q = ready(PARTIALS_INSTRUMENT);
  ASSERT_EQ(partials_set_scale(p.get(), "octaves\n 1\n 1300.\n", nullptr), PARTIALS_OK)
      << partials_last_error(p.get());
  const auto stretched = run(p.get(), {event(0, PARTIALS_NOTE_ON, 69, 0.8f)}, 4096),
             plain = run(q.get(), {event(0, PARTIALS_NOTE_ON, 69, 0.8f)}, 4096);
  EXPECT_EQ(stretched, plain) << "the reference key stays";
  partials_reset(p.get());
  partials_reset(q.get());
  EXPECT_NE(run(p.get(), {event(0, PARTIALS_NOTE_ON, 70, 0.8f)}, 4096),
            run(q.get(), {event(0, PARTIALS_NOTE_ON, 70, 0.8f)}, 4096));
}

}  // namespace
}  // namespace partials
