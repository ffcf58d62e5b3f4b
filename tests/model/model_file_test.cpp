// SPDX-License-Identifier: MIT
// Guards against: a model file that crashes its reader, a damaged or newer one that is played anyway, a
// message without the file or the remedy.
#include <gtest/gtest.h>

#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>

#include "families/instrument/instrument_model.h"
#include "families/model_loading.h"
#include "model/checksum.h"
#include "model/safetensors.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

using nlohmann::json;

const Model& sound_model() {
  static const Model m = [] {
    Model made = test::tiny_model();
    made.card.name = "Oboe";
    made.card.licence = "CC0-1.0";
    made.card.tags = {"oboe", "wind"};
    (void)make_instrument_golden(made, std::vector<float>(30, 440.f), std::vector<float>(30, -20.f));
    return made;
  }();
  return m;
}

void refused(const std::string& bytes, const std::string& because) {
  const auto r = model_from_bytes(bytes, "oboe.partials");
  ASSERT_FALSE(r.ok()) << because;
  EXPECT_NE(r.error().text.find("oboe.partials"), std::string::npos) << r.error().text;
  EXPECT_NE(r.error().text.find(because), std::string::npos) << r.error().text;
}

// The model with one thing changed in its tensors and metadata, and a checksum that fits.
template <class Change>
std::string changed(Change&& change) {
  auto s = safetensors_from_bytes(bytes_from_model(sound_model()), "x").value();
  change(s);
  std::string bytes = bytes_from_safetensors(s);
  renew_checksum(bytes);
  return bytes;
}

template <class Change>
std::string with_metadata(const char* key, Change&& change) {
  return changed([&](Safetensors& s) {
    json j = json::parse(s.metadata[key]);
    change(j);
    s.metadata[key] = j.dump();
  });
}

TEST(ModelFile, ComesBackTheSame) {
  const auto back = model_from_bytes(bytes_from_model(sound_model()), "oboe.partials");
  ASSERT_TRUE(back.ok()) << back.error().text;
  EXPECT_EQ(back.value().weights, sound_model().weights);
  EXPECT_EQ(back.value().card.name, "Oboe");
  EXPECT_EQ(back.value().card.tags, (std::vector<std::string>{"oboe", "wind"}));
  EXPECT_EQ(instrument_part(back.value()).notes.notes.size(), 1u);
  EXPECT_EQ(bytes_from_model(back.value()), bytes_from_model(sound_model()));
}

TEST(ModelFile, EveryCutIsRefused) {
  const std::string whole = bytes_from_model(sound_model());
  for (size_t n : {size_t{0}, size_t{7}, size_t{8}, size_t{100}, whole.size() / 2, whole.size() - 1})
    refused(whole.substr(0, n), "get it again");
}

TEST(ModelFile, HeadersThatLieAreRefused) {
  std::string bytes = bytes_from_model(sound_model());
  const uint64_t huge = ~uint64_t{0};
  std::memcpy(bytes.data(), &huge, 8);
  refused(bytes, "cut off");
  std::string deep = "{\"a\":" + std::string(1000, '[');
  const uint64_t n = deep.size();
  refused(std::string(reinterpret_cast<const char*>(&n), 8) + deep, "nested");
}

TEST(ModelFile, AnotherSoundIsNotPlayedAsThisOne) {
  refused(changed([](Safetensors& s) { s.tensors["golden.audio"].values[100] += 0.5f; }),
          "does not reproduce its reference output");
  refused(changed([](Safetensors& s) { s.tensors.begin()->second.values[0] += 1; }),
          "not the ones it was saved with");
}

TEST(ModelFile, NewerFilesSaySo) {
  refused(with_metadata("partials", [](json& j) { j["minimum_reader"] = 99; }), "update Partials");
  refused(with_metadata("partials", [](json& j) { j["required_features"] = {"smell"}; }), "smell");
  refused(with_metadata("card", [](json& j) { j["aura"] = 1; }), "aura");
  refused(with_metadata("card", [](json& j) { j["tags"] = std::vector<std::string>(17, "x"); }), "17 tags");
  refused(with_metadata("card", [](json& j) { j["tags"] = {std::string(33, 'x')}; }), "the tag 'xxx");
  refused(with_metadata("card", [](json& j) { j["tags"] = {"two\nlines"}; }), "the tag 'two");
  refused(with_metadata("graph", [](json& j) { j["colour"] = 1; }), "colour");
}

TEST(ModelFile, NumbersThatNoPlayerCouldBearAreRefused) {
  refused(with_metadata("known_range", [](json& j) { j["low_hz"] = 0; }), "low_hz");
  refused(with_metadata("known_range", [](json& j) { j["loud_db"] = 1e30; }), "loud_db");
  refused(with_metadata("analyser", [](json& j) { j["min_hz"] = 1e-6; }), "min_hz");
  refused(with_metadata("notes", [](json& j) { j["notes"][0]["vibrato_hz"] = -5; }), "vibrato_hz");
  refused(with_metadata("notes", [](json& j) { j["notes"][0]["attack_db"] = std::vector<int>(30000, 0); }),
          "attack_db");
  refused(with_metadata("notes", [](json& j) { j["notes"][0]["decay_db"] = {-1}; }), "decay_db");
  // of one note only
  refused(with_metadata("notes",
                        [](json& j) {
                          j["notes"].push_back(j["notes"][0]);
                          j["notes"][0]["decay_db"] = {0, -1, -2};
                        }),
          "decay_db");
  refused(changed([](Safetensors& s) {
            s.tensors["memory.b_ih"].values[0] = std::numeric_limits<float>::infinity();
          }),
          "not finite");
}

TEST(ModelFile, HowNotesDieAwayComesBack) {
  const std::string bytes = with_metadata("notes", [](json& j) {
    j["notes"][0]["decay_db"] = {0, -1.5, -3};
  });
  const auto back = model_from_bytes(bytes, "harp.partials");
  ASSERT_TRUE(back.ok()) << back.error().text;
  EXPECT_TRUE(instrument_part(back.value()).notes.struck());
  EXPECT_EQ(instrument_part(back.value()).notes.notes[0].decay_db, (std::vector<float>{0, -1.5f, -3}));
}

TEST(ModelFile, WeightsMustFitTheGraph) {
  refused(changed([](Safetensors& s) { s.tensors.erase("memory.b_ih"); }), "lacks the weights");
  refused(changed([](Safetensors& s) { s.tensors["more"] = {{1}, {0.f}}; }), "does not have");
  refused(changed([](Safetensors& s) {
            s.tensors["memory.b_ih"].shape = {1, static_cast<int>(s.tensors["memory.b_ih"].values.size())};
          }),
          "wrong shape");
}

}  // namespace
}  // namespace partials
