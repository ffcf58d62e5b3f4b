// SPDX-License-Identifier: MIT
// Guards against: faults specific to VST3 that a strict host finds: buffers that are null or missing, buses
// and classes that do not exist, states of processing in an odd order, a handler that is taken away, values
// of hidden parameters, the name of the model.
#include <array>
#include <cmath>

#include "dpf/vst3_module.h"
#include "dpf/vst3_objects.h"
#include "plugins/plugins.h"
#include "shown.h"
#include "src/travesty/edit_controller.h"

namespace partials::hosting {
namespace {

using namespace vst3;

std::string narrow(const int16_t* wide) {
  std::string text;
  for (; *wide; ++wide) text += static_cast<char>(*wide);
  return text;
}

class Vst3Strict : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    auto module = Module::load(GetParam());
    ASSERT_TRUE(module);
    module_ = module.value();
    component_ = module_->make();
    ASSERT_TRUE(component_);
    ASSERT_EQ(v3_cpp_obj_query_interface(component_, v3_edit_controller_iid, &controller_), V3_OK);
    ASSERT_EQ(v3_cpp_obj_query_interface(component_, v3_audio_processor_iid, &processor_), V3_OK);
    v3_cpp_obj(controller_)->set_component_handler(controller_, handler_.get());
  }
  void TearDown() override {
    v3_cpp_obj_unref(controller_);
    v3_cpp_obj_unref(processor_);
    v3_cpp_obj_terminate(component_);
    v3_cpp_obj_unref(component_);
  }
  bool effect() const { return !module_->is_instrument(); }
  PlayerKind kind() const { return effect() ? PlayerKind::effect : PlayerKind::instrument; }
  int32_t count() const { return v3_cpp_obj(controller_)->get_parameter_count(controller_); }
  v3_param_info info(int32_t index) const {
    v3_param_info i{};
    EXPECT_EQ(v3_cpp_obj(controller_)->get_parameter_info(controller_, index, &i), V3_OK) << index;
    return i;
  }
  v3_param_id id_of(int parameter) const {
    return info(count() - 1 - static_cast<int32_t>(shown(kind()).size()) + place_of(kind(), parameter))
        .param_id;
  }
  std::string text(v3_param_id id, double value) const {
    v3_str_128 wide{};
    return v3_cpp_obj(controller_)->get_parameter_string_for_value(controller_, id, value, wide) == V3_OK
               ? narrow(wide)
               : "refused";
  }
  double value(v3_param_id id) const {
    return v3_cpp_obj(controller_)->get_parameter_normalised(controller_, id);
  }
  void setup(int most) {
    v3_process_setup s{V3_REALTIME, V3_SAMPLE_32, most, 48000};
    ASSERT_EQ(v3_cpp_obj(processor_)->setup_processing(processor_, &s), V3_OK);
  }
  v3_result active(bool on) { return v3_cpp_obj(component_)->set_active(component_, on); }
  v3_result processing(bool on) { return v3_cpp_obj(processor_)->set_processing(processor_, on); }
  // A block with these buses; their number is the channels'.
  v3_result block(int frames, v3_audio_bus_buffers* in, v3_audio_bus_buffers* out,
                  ParameterChanges* changes = nullptr) {
    v3_process_data d{};
    d.process_mode = V3_REALTIME;
    d.symbolic_sample_size = V3_SAMPLE_32;
    d.nframes = frames;
    d.num_input_buses = in ? 1 : 0;
    d.inputs = in;
    d.num_output_buses = out ? 1 : 0;
    d.outputs = out;
    d.input_params = changes ? changes->get() : nullptr;
    return v3_cpp_obj(processor_)->process(processor_, &d);
  }

  std::shared_ptr<Module> module_;
  v3_component** component_ = nullptr;
  v3_edit_controller** controller_ = nullptr;
  v3_audio_processor** processor_ = nullptr;
  Handler handler_;
};

TEST_P(Vst3Strict, BuffersMayBeMissingNullOrTooFew) {
  setup(64);
  ASSERT_EQ(active(true), V3_OK);
  ASSERT_EQ(processing(true), V3_OK);
  std::array<float, 64> left{}, right{};
  float *both[] = {left.data(), right.data()}, *none[] = {nullptr, nullptr}, *one[] = {left.data(), nullptr};
  const auto bus = [](int channels, float** buffers) {
    v3_audio_bus_buffers b{};
    b.num_channels = channels;
    b.channel_buffers_32 = buffers;
    return b;
  };
  auto full = bus(2, both), nulls = bus(2, none), half = bus(2, one), mono = bus(1, both),
       empty = bus(0, nullptr), lost = bus(2, nullptr);
  for (v3_audio_bus_buffers* in :
       {static_cast<v3_audio_bus_buffers*>(nullptr), &full, &nulls, &half, &mono, &empty, &lost})
    for (v3_audio_bus_buffers* out :
         {static_cast<v3_audio_bus_buffers*>(nullptr), &full, &nulls, &half, &mono, &empty, &lost})
      for (const int frames : {0, 1, 64}) EXPECT_EQ(block(frames, in, out), V3_OK);
  EXPECT_EQ(block(0, nullptr, nullptr), V3_OK);
  EXPECT_NE(block(65, &full, &full), V3_OK) << "longer than agreed";
  for (const float x : left) EXPECT_TRUE(std::isfinite(x));
  processing(false);
  active(false);
}

TEST_P(Vst3Strict, ABusThatIsSwitchedOffIsNeitherReadNorWritten) {
  if (!effect()) GTEST_SKIP() << "An instrument has no input.";
  setup(64);
  v3_cpp_obj(component_)->activate_bus(component_, V3_AUDIO, V3_INPUT, 0, false);
  v3_cpp_obj(component_)->activate_bus(component_, V3_AUDIO, V3_OUTPUT, 0, false);
  active(true);
  processing(true);
  std::array<float, 64> in{}, out{};
  in.fill(0.5f);
  out.fill(7);
  float *from[] = {in.data(), in.data()}, *to[] = {out.data(), out.data()};
  v3_audio_bus_buffers input{}, output{};
  input.num_channels = output.num_channels = 2;
  input.channel_buffers_32 = from;
  output.channel_buffers_32 = to;
  EXPECT_EQ(block(64, &input, &output), V3_OK);
  for (const float x : out) EXPECT_EQ(x, 7);
  processing(false);
  active(false);
}

TEST_P(Vst3Strict, SilenceIsTold) {
  setup(64);
  active(true);
  processing(true);
  std::array<float, 64> side{};
  float* both[] = {side.data(), side.data()};
  v3_audio_bus_buffers out{};
  out.num_channels = 2;
  out.channel_buffers_32 = both;
  for (int i = 0; i < 4; ++i) EXPECT_EQ(block(64, nullptr, &out), V3_OK);
  EXPECT_EQ(out.channel_silence_bitset, 3u);
  processing(false);
  active(false);
}

TEST_P(Vst3Strict, OddOrdersAreHarmless) {
  EXPECT_NE(block(64, nullptr, nullptr), V3_OK) << "nothing has been set up";
  EXPECT_EQ(processing(true), V3_OK);
  EXPECT_EQ(block(0, nullptr, nullptr), V3_OK);
  EXPECT_EQ(processing(false), V3_OK);
  setup(64);
  for (const bool on : {true, true, false, false, true}) EXPECT_EQ(active(on), V3_OK);
  for (const bool on : {true, true, false, false, true}) EXPECT_EQ(processing(on), V3_OK);
  EXPECT_EQ(block(64, nullptr, nullptr), V3_OK);
  EXPECT_EQ(active(false), V3_OK);
  EXPECT_EQ(processing(false), V3_OK);
}

TEST_P(Vst3Strict, WithoutAHandlerNothingIsToldAndAllWorks) {
  v3_cpp_obj(controller_)->set_component_handler(controller_, nullptr);
  Stream saved;
  ASSERT_EQ(v3_cpp_obj(component_)->get_state(component_, saved.get()), V3_OK);
  Stream again{saved.bytes};
  EXPECT_EQ(v3_cpp_obj(component_)->set_state(component_, again.get()), V3_OK);
  const v3_param_id model = info(count() - 1).param_id;
  EXPECT_EQ(v3_cpp_obj(controller_)->set_parameter_normalised(controller_, model, 0.5), V3_OK);
  EXPECT_EQ(handler_.restart_flags, 0);
}

// While blocks run, what the controller is told must neither jump into the sound nor keep the same change
// from it a moment later.
TEST_P(Vst3Strict, WhileBlocksRunTheProcessorAloneIsPlayed) {
  setup(64);
  active(true);
  processing(true);
  ASSERT_EQ(block(64, nullptr, nullptr), V3_OK);
  const v3_param_id tune = id_of(kTune);
  v3_cpp_obj(controller_)->set_parameter_normalised(controller_, tune, 0.75);
  EXPECT_EQ(value(tune), 0.75);
  Stream before;
  v3_cpp_obj(component_)->get_state(component_, before.get());
  EXPECT_NE(before.bytes.find(std::string("tune\0"
                                          "0\0",
                                          7)),
            std::string::npos);
  ParameterChanges changes(0);
  changes.add(tune, {0, 0.75});
  ASSERT_EQ(block(64, nullptr, nullptr, &changes), V3_OK);
  Stream after;
  v3_cpp_obj(component_)->get_state(component_, after.get());
  EXPECT_NE(after.bytes.find(std::string("tune\0"
                                         "50\0",
                                         8)),
            std::string::npos);
  processing(false);
  active(false);
}

TEST_P(Vst3Strict, WhatDoesNotExistIsRefused) {
  v3_bus_info bus{};
  for (const int32_t media : {V3_AUDIO, V3_EVENT})
    for (const int32_t way : {V3_INPUT, V3_OUTPUT}) {
      const int32_t n = v3_cpp_obj(component_)->get_bus_count(component_, media, way);
      for (const int32_t index : {-1, n, 99}) {
        EXPECT_NE(v3_cpp_obj(component_)->get_bus_info(component_, media, way, index, &bus), V3_OK)
            << media << way << index;
        EXPECT_NE(v3_cpp_obj(component_)->activate_bus(component_, media, way, index, true), V3_OK)
            << media << way << index;
      }
    }
  v3_param_info parameter{};
  for (const int32_t index : {-1, count()})
    EXPECT_NE(v3_cpp_obj(controller_)->get_parameter_info(controller_, index, &parameter), V3_OK);
  EXPECT_NE(v3_cpp_obj(controller_)->set_parameter_normalised(controller_, 0x7ffffff0, 0.5), V3_OK);
  EXPECT_NE(v3_cpp_obj(controller_)->set_parameter_normalised(controller_, id_of(kTune), 1.5), V3_OK);
  EXPECT_EQ(text(0x7ffffff0, 0.5), "refused");
}

TEST_P(Vst3Strict, EveryValueIsToldAsItWasSetAndEveryTextIsReadBack) {
  const int32_t n = count();
  for (int32_t i = 0; i < n; ++i) {
    const v3_param_info p = info(i);
    if (p.flags & V3_PARAM_READ_ONLY) continue;
    for (const double v : {0.0, 0.5, 1.0}) {
      if (p.step_count == 1 && v == 0.5) continue;
      ASSERT_EQ(v3_cpp_obj(controller_)->set_parameter_normalised(controller_, p.param_id, v), V3_OK)
          << narrow(p.title);
      EXPECT_NEAR(value(p.param_id), v, p.step_count ? 0.5 / p.step_count : 1e-6) << narrow(p.title);
      std::string words = text(p.param_id, value(p.param_id));
      std::vector<int16_t> wide(words.begin(), words.end());
      wide.push_back(0);
      double back = -1;
      ASSERT_EQ(v3_cpp_obj(controller_)
                    ->get_parameter_value_for_string(controller_, p.param_id, wide.data(), &back),
                V3_OK)
          << words;
      EXPECT_EQ(text(p.param_id, back), words) << narrow(p.title);
    }
  }
  EXPECT_EQ(count(), n);
}

TEST_P(Vst3Strict, TheHiddenParametersSayLatencyAndModel) {
  setup(64);
  active(true);
  const v3_param_info model = info(count() - 1);
  EXPECT_EQ(narrow(model.title), "Model");
  EXPECT_EQ(model.flags, V3_PARAM_READ_ONLY | V3_PARAM_IS_HIDDEN);
  EXPECT_EQ(text(model.param_id, 0), "Violin");  // the first sound
  if (effect()) {
    const v3_param_info latency = info(0);
    const uint32_t samples = v3_cpp_obj(processor_)->get_latency_samples(processor_);
    EXPECT_EQ(narrow(latency.title) + ", " + narrow(latency.units), "Latency, samples");
    EXPECT_EQ(text(latency.param_id, value(latency.param_id)), std::to_string(samples));
  }
  active(false);
}

std::string file_name(const testing::TestParamInfo<const char*>& i) {
  return std::string(i.param).find("effect") != std::string::npos ? "effect" : "instrument";
}
INSTANTIATE_TEST_SUITE_P(Files, Vst3Strict, testing::Values(PARTIALS_VST3_FILE, PARTIALS_VST3_EFFECT_FILE),
                         file_name);

}  // namespace
}  // namespace partials::hosting
