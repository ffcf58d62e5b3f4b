// SPDX-License-Identifier: MIT
// Guards against: a host whose window freezes while a model loads. The host here blocks the loading thread by
// not returning from request_callback, which is the only call that a plug-in's own thread may make; code that
// waits for that thread would wait here for ever.
#include <dlfcn.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>

#include "clap_events.h"
#include "clap_host.h"
#include "entry.h"
#include "ext/latency.h"
#include "ext/params.h"
#include "plugin-factory.h"
#include "plugins.h"

namespace partials::hosting {
namespace {

constexpr uint32_t kBlock = 64;

// Lets the plug-in's thread into request_callback, and out of it again when it is told to.
struct HoldingHost : ClapHost {
  HoldingHost() {
    log = &texts;
    host.request_callback = [](const clap_host_t* h) { static_cast<HoldingHost*>(&of(h))->hold(); };
  }
  void hold() {
    callback = true;
    if (main() || in_audio) return;
    std::unique_lock lock(mutex);
    held = true;
    changed.notify_all();
    changed.wait(lock, [&] { return !holding; });
    held = false;
  }
  void wait_until_held() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return held; });
  }
  void let_go() {
    const std::lock_guard lock(mutex);
    holding = false;
    changed.notify_all();
  }
  std::mutex mutex;
  std::condition_variable changed;
  bool holding = true, held = false;
  std::string texts;
};

class ClapLoading : public testing::Test {
 protected:
  void SetUp() override {
    alarm(120);  // the main thread waits for the one that is held: a failure, not a hanging test
    library_ = dlopen(PARTIALS_CLAP_FILE, RTLD_NOW | RTLD_LOCAL);
    ASSERT_TRUE(library_) << dlerror();
    const auto* entry = static_cast<const clap_plugin_entry_t*>(dlsym(library_, "clap_entry"));
    ASSERT_TRUE(entry && entry->init(PARTIALS_CLAP_FILE));
    const auto* factory =
        static_cast<const clap_plugin_factory_t*>(entry->get_factory(CLAP_PLUGIN_FACTORY_ID));
    plugin_ = factory->create_plugin(factory, &host_.host, "org.partials.instrument");
    ASSERT_TRUE(plugin_ && plugin_->init(plugin_) && plugin_->activate(plugin_, 48000, 1, kBlock));
  }
  void TearDown() override {
    host_.let_go();
    plugin_->deactivate(plugin_);
    plugin_->destroy(plugin_);
    dlclose(library_);
    EXPECT_EQ(host_.wrong, "");
    alarm(0);
  }
  template <class T>
  const T& extension(const char* id) {
    return *static_cast<const T*>(plugin_->get_extension(plugin_, id));
  }

  template <class File>
  bool load(const File& file) {
    return extension<clap_plugin_preset_load_t>(CLAP_EXT_PRESET_LOAD)
        .from_location(plugin_, CLAP_PRESET_DISCOVERY_LOCATION_FILE, file.path().c_str(), nullptr);
  }
  void come_round() {
    if (host_.callback.exchange(false)) plugin_->on_main_thread(plugin_);
  }
  // Everything else that a host's main thread may want meanwhile.
  void ask_everything() {
    const auto& params = extension<clap_plugin_params_t>(CLAP_EXT_PARAMS);
    for (uint32_t i = 0; i < params.count(plugin_); ++i) {
      clap_param_info_t info;
      double value = 0;
      EXPECT_TRUE(params.get_info(plugin_, i, &info) && params.get_value(plugin_, info.id, &value));
    }
    (void)extension<clap_plugin_latency_t>(CLAP_EXT_LATENCY).get(plugin_);
    (void)extension<clap_plugin_tail_t>(CLAP_EXT_TAIL).get(plugin_);
    plugin_->on_main_thread(plugin_);
  }
  // A second; its first event starts a note.
  std::vector<float> second() {
    std::vector<float> all;
    float left[kBlock], right[kBlock], *sides[] = {left, right};
    for (int at = 0; at < 48000; at += kBlock) {
      clap_audio_buffer_t out{sides, nullptr, 2, 0, 0};
      const clap_input_events_t events = {
          &note_,
          [](const clap_input_events_t* l) {
            return static_cast<uint32_t>(static_cast<std::vector<ClapEvent>*>(l->ctx)->size());
          },
          [](const clap_input_events_t* l, uint32_t i) -> const clap_event_header_t* {
            return &(*static_cast<std::vector<ClapEvent>*>(l->ctx))[i].header;
          }};
      const clap_process_t p = {-1, kBlock, nullptr, nullptr, &out, 0, 1, &events, nullptr};
      ClapHost::in_audio = true;
      EXPECT_EQ(plugin_->process(plugin_, &p), CLAP_PROCESS_CONTINUE);
      ClapHost::in_audio = false;
      all.insert(all.end(), left, left + kBlock);
      note_.clear();
    }
    return all;
  }

  void* library_ = nullptr;
  HoldingHost host_;
  const clap_plugin_t* plugin_ = nullptr;
  std::vector<ClapEvent> note_{clap_from(note_on(0, 69, 0.8f, 1))};
};

double steepest(const std::vector<float>& x, size_t from) {
  double most = 0;
  for (size_t i = from + 1; i < x.size(); ++i)
    most = std::max(most, std::fabs(static_cast<double>(x[i] - x[i - 1])));
  return most;
}

TEST_F(ClapLoading, TheMainThreadGoesOnAndSoDoesTheSound) {
  const ModelFile one(1), two(2);
  ASSERT_TRUE(load(one));
  host_.wait_until_held();  // `one` is loaded, and its thread is held before it can load anything more
  ASSERT_TRUE(load(two));   // so this comes back before the model is there
  ask_everything();
  EXPECT_EQ(host_.loaded, 1);
  const std::vector<float> before = second();  // fades into `one`, and stays there
  ask_everything();
  EXPECT_GT(peak(before, 24000), 0.001);
  host_.let_go();
  while (host_.loaded < 2) {
    come_round();
    usleep(1000);
  }
  const std::vector<float> after = second();
  EXPECT_LT(steepest(after, 0), 3 * steepest(before, 24000) + 0.02);
  EXPECT_GT(peak(after, 24000), 0.001);  // the key that is down sounds on
}

TEST_F(ClapLoading, APresetIsToldAsNewValuesAndAsAChangeOfTheProject) {
  const ModelFile one(1);
  const PresetFile preset(one);
  host_.let_go();
  const int values_told = host_.values_told, dirty = host_.dirty;
  ASSERT_TRUE(load(preset));
  while (host_.loaded < 1) {
    come_round();
    usleep(1000);
  }
  EXPECT_GT(host_.values_told, values_told);
  EXPECT_GT(host_.dirty, dirty);
  double breath = 0;
  ASSERT_TRUE(extension<clap_plugin_params_t>(CLAP_EXT_PARAMS).get_value(plugin_, kMacro1, &breath));
  EXPECT_NEAR(breath, 0.15, 1e-5);
}

TEST_F(ClapLoading, WhatCannotBeLoadedIsToldAndTheSoundGoesOn) {
  const ModelFile one(1);
  host_.let_go();
  ASSERT_TRUE(load(one));
  while (host_.loaded < 1) {
    come_round();
    usleep(1000);
  }
  ASSERT_TRUE(extension<clap_plugin_preset_load_t>(CLAP_EXT_PRESET_LOAD)
                  .from_location(plugin_, CLAP_PRESET_DISCOVERY_LOCATION_FILE, "no-such.partials", nullptr));
  while (host_.refused.empty()) {
    come_round();
    usleep(1000);
  }
  EXPECT_NE(host_.refused.find("no-such.partials"), std::string::npos);
  EXPECT_EQ(host_.texts, host_.refused + "\n");
  EXPECT_GT(peak(second(), 24000), 0.001);
}

TEST_F(ClapLoading, AStateIsThereWhenTheCallReturns) {
  const ModelFile one(1);
  host_.let_go();
  Session session(PlayerKind::instrument);
  ASSERT_TRUE(session.load_file(one.path()) && session.engine().prepare(48000, kBlock));
  auto p = open(PARTIALS_CLAP_FILE, PlayerKind::instrument);
  ASSERT_TRUE(p->restore(session.save()) && p->activate(48000, kBlock));
  const Script script{4800, {note_on(0, 69, 0.8f, 1)}, {}, {static_cast<int>(kBlock)}};
  EXPECT_TRUE(play(*p, script) == play(session.engine(), script));
}

}  // namespace
}  // namespace partials::hosting
