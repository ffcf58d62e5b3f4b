// SPDX-License-Identifier: MIT
// Keeps away: a VST3 plug-in that sounds unlike the library or loses its model with the project. Played through the plain C
// interface (DPF's travesty headers, ISC), as small a host as can be.
#include <dlfcn.h>

#include <clocale>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "base/file.h"
#include "engine/session.h"
#include "plugins/plugins.h"
#include "src/travesty/audio_processor.h"
#include "src/travesty/component.h"
#include "src/travesty/factory.h"

namespace partials::hosting {
namespace {

v3_result nothing_else(void*, const v3_tuid, void**) { return V3_NO_INTERFACE; }
uint32_t one(void*) { return 1; }
constexpr v3_funknown kUnknown{nothing_else, one, one};

struct Stream {
  struct Table { v3_funknown unknown; v3_bstream stream; };
  static const Table kTable;
  const Table* table = &kTable;
  std::string bytes;
  size_t at = 0;
  v3_bstream** get() { return reinterpret_cast<v3_bstream**>(this); }
};
const Stream::Table Stream::kTable = {
    kUnknown,
    {[](void* me, void* to, int32_t n, int32_t* done) {
       auto& s = *static_cast<Stream*>(me);
       const size_t part = std::min(s.bytes.size() - s.at, static_cast<size_t>(n));
       std::memcpy(to, s.bytes.data() + s.at, part);
       s.at += part, *done = static_cast<int32_t>(part);
       return v3_result{V3_OK};
     },
     [](void* me, void* from, int32_t n, int32_t* done) {
       static_cast<Stream*>(me)->bytes.append(static_cast<const char*>(from), static_cast<size_t>(n));
       *done = n;
       return v3_result{V3_OK};
     },
     [](void*, int64_t, int32_t, int64_t*) { return v3_result{V3_NOT_IMPLEMENTED}; }, [](void*, int64_t*) { return v3_result{V3_NOT_IMPLEMENTED}; }}};

struct Notes {
  struct Table { v3_funknown unknown; v3_event_list list; };
  static const Table kTable;
  const Table* table = &kTable;
  std::vector<v3_event> events;
  v3_event_list** get() { return reinterpret_cast<v3_event_list**>(this); }
};
const Notes::Table Notes::kTable = {kUnknown,
                                    {[](void* me) { return static_cast<uint32_t>(static_cast<Notes*>(me)->events.size()); },
                                     [](void* me, int32_t i, v3_event* e) { return *e = static_cast<Notes*>(me)->events[static_cast<size_t>(i)], v3_result{V3_OK}; },
                                     [](void*, v3_event*) { return v3_result{V3_OK}; }}};

// What the plug-in moves is not looked at here, but it insists on a place to write it.
struct Moved {
  struct Table { v3_funknown unknown; v3_param_changes changes; };
  static const Table kTable;
  const Table* table = &kTable;
  v3_param_changes** get() { return reinterpret_cast<v3_param_changes**>(this); }
};
const Moved::Table Moved::kTable = {kUnknown,
                                    {[](void*) { return 0; }, [](void*, int32_t) -> v3_param_value_queue** { return nullptr; },
                                     [](void*, v3_param_id*, int32_t*) -> v3_param_value_queue** { return nullptr; }}};

class Vst3 {
 public:
  explicit Vst3(const std::string& name) {
    const std::string file = std::string(PARTIALS_VST3_FOLDER) + "/" + name + ".vst3/Contents/" + PARTIALS_VST3_CPU + "-linux/" + name + ".so";
    library_ = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    EXPECT_NE(library_, nullptr) << dlerror();
    reinterpret_cast<bool (*)(void*)>(dlsym(library_, "ModuleEntry"))(library_);
    factory_ = reinterpret_cast<v3_plugin_factory** (*)()>(dlsym(library_, "GetPluginFactory"))();
    v3_class_info info;
    EXPECT_EQ(v3_cpp_obj(factory_)->get_class_info(factory_, 0, &info), V3_OK);
    void* made = nullptr;
    EXPECT_EQ(v3_cpp_obj(factory_)->create_instance(factory_, info.class_id, v3_component_iid, &made), V3_OK);
    component_ = static_cast<v3_component**>(made);
    EXPECT_EQ(v3_cpp_obj_initialize(component_, nullptr), V3_OK);
    EXPECT_EQ(v3_cpp_obj_query_interface(component_, v3_audio_processor_iid, &processor_), V3_OK);
  }
  ~Vst3() {
    v3_cpp_obj(component_)->set_active(component_, false);
    v3_cpp_obj_unref(processor_);
    v3_cpp_obj_terminate(component_);
    v3_cpp_obj_unref(component_);
    v3_cpp_obj_unref(factory_);
    reinterpret_cast<bool (*)()>(dlsym(library_, "ModuleExit"))();
    dlclose(library_);
  }
  std::string save() {
    Stream s;
    EXPECT_EQ(v3_cpp_obj(component_)->get_state(component_, s.get()), V3_OK);
    return s.bytes;
  }
  void restore(const std::string& state) {
    Stream s;
    s.bytes = state;
    EXPECT_EQ(v3_cpp_obj(component_)->set_state(component_, s.get()), V3_OK);
  }
  void activate(double rate_hz, int max_block) {
    v3_process_setup setup{V3_REALTIME, V3_SAMPLE_32, max_block, rate_hz};
    EXPECT_EQ(v3_cpp_obj(processor_)->setup_processing(processor_, &setup), V3_OK);
    EXPECT_EQ(v3_cpp_obj(component_)->set_active(component_, true), V3_OK);
    EXPECT_EQ(v3_cpp_obj(processor_)->set_processing(processor_, true), V3_OK);
  }
  int latency_samples() { return static_cast<int>(v3_cpp_obj(processor_)->get_latency_samples(processor_)); }

  // Notes among the script's events; `in` goes to both sides.
  std::vector<float> play(const Script& script, bool effect) {
    std::vector<float> left(static_cast<size_t>(script.frames)), right(left);
    std::vector<float> in = script.in;
    in.resize(left.size());
    for (int at = 0; at < script.frames; at += script.blocks[0]) {
      const int n = std::min(script.blocks[0], script.frames - at);
      float* out[] = {left.data() + at, right.data() + at};
      float* ins[] = {in.data() + at, in.data() + at};
      Notes notes;
      Moved moved;
      for (const Event& e : script.events)
        if (e.time >= at && e.time < at + n) notes.events.push_back(note(e, at));
      v3_audio_bus_buffers out_bus{2, 0, {out}}, in_bus{2, 0, {ins}};
      v3_process_data data{};
      data.symbolic_sample_size = V3_SAMPLE_32, data.nframes = n, data.num_output_buses = 1, data.outputs = &out_bus, data.input_events = notes.get(), data.output_params = moved.get();
      if (effect) data.num_input_buses = 1, data.inputs = &in_bus;
      EXPECT_EQ(v3_cpp_obj(processor_)->process(processor_, &data), V3_OK);
    }
    return left;
  }

 private:
  static v3_event note(const Event& e, int at) {
    v3_event v{};
    v.sample_offset = e.time - at;
    const bool on = (e.status & 0xf0) == 0x90;
    v.type = on ? V3_EVENT_NOTE_ON : V3_EVENT_NOTE_OFF;
    if (on) v.note_on = {0, e.data1, 0, (static_cast<float>(e.data2) + 0.25f) / 127, 0, -1};
    else v.note_off = {0, e.data1, static_cast<float>(e.data2) / 127, -1, 0};
    return v;
  }

  void* library_ = nullptr;
  v3_plugin_factory** factory_ = nullptr;
  v3_component** component_ = nullptr;
  v3_audio_processor** processor_ = nullptr;
};

// DPF's text with the state of a session in it, as a host would have saved it.
std::string state_with(const std::string& model_path) {
  std::string s("__dpf_state_begin__\0model\0", 26);
  return s + model_path + std::string("\0__dpf_state_end__\0\xfe", 20);
}

TEST(Vst3, TheInstrumentIsTheLibraryAndAProjectKeepsItsModel) {
  const ModelFile model;
  const Script script{16000, {midi(0, 0x90, 69, 100), midi(3001, 0x90, 76, 60), midi(9000, 0x80, 69, 0)}, {}, {256}};
  Session session(PlayerKind::instrument);
  ASSERT_TRUE(session.load_file(model.path()));
  ASSERT_TRUE(session.engine().prepare(48000, 256));
  const Heard expected = hosting::play(session.engine(), script);
  std::string state;
  {
    Vst3 first("partials-instrument");
    first.restore(state_with(model.path()));
    first.activate(48000, 256);
    EXPECT_TRUE(first.play(script, false) == expected.left);
    state = first.save();
  }
  const ModelFile other(2);
  ASSERT_TRUE(atomic_write(model.path(), read_file(other.path(), 1u << 26).value()));
  Vst3 second("partials-instrument");
  second.restore(state);
  second.activate(48000, 256);
  EXPECT_TRUE(second.play(script, false) == expected.left);
}

// A decimal comma in the host changes no number of a project.
TEST(Vst3, AProjectIsTheSameUnderAnyLocale) {
  const std::string folder = testing::TempDir() + "partials_locale_" + std::to_string(getpid());
  const bool made = std::system(("mkdir -p " + folder + " && localedef -i de_DE -f UTF-8 " + folder + "/de_DE.UTF-8 >/dev/null 2>&1").c_str()) == 0;
  setenv("LOCPATH", folder.c_str(), 1);
  const bool comma = made && std::setlocale(LC_NUMERIC, "de_DE.UTF-8");
  Vst3 instrument("partials-instrument");
  const std::string state("__dpf_parameters_begin__\0macro2\0" "0.25\0__dpf_parameters_end__\0\xfe", 61);
  instrument.restore(state);
  EXPECT_NE(instrument.save().find(std::string("macro2\0" "0.25", 11)), std::string::npos);
  std::setlocale(LC_NUMERIC, "C");
  std::filesystem::remove_all(folder);
  if (!comma) GTEST_SKIP() << "localedef makes no locale with a decimal comma here, so only the point was tried";
}

TEST(Vst3, TheEffectIsTheLibraryAndTellsItsLatency) {
  const ModelFile model;
  const Script script{24000, {}, sounds::note(330, 0.5, 48000), {256}};
  Session session(PlayerKind::effect);
  ASSERT_TRUE(session.load_file(model.path()));
  ASSERT_TRUE(session.engine().prepare(48000, 256));
  const Heard expected = hosting::play(session.engine(), script);
  Vst3 effect("partials-effect");
  effect.restore(state_with(model.path()));
  effect.activate(48000, 256);
  EXPECT_EQ(effect.latency_samples(), session.engine().latency_samples());
  EXPECT_GT(peak(expected.left), 0.01);
  EXPECT_TRUE(effect.play(script, true) == expected.left);
}

// The first sound is there at once, and gives way to what a project says, even if that is missing.
TEST(Vst3, AFreshInstanceSoundsAndAMissingModelIsNotReplaced) {
  const Script second{48000, {midi(0, 0x90, 69, 100)}, {}, {512}};
  {
    Vst3 fresh("partials-instrument");
    fresh.activate(48000, 512);
    EXPECT_GT(peak(fresh.play(second, false)), 0.02);
  }
  std::string state;
  {
    const ModelFile gone(5, false);
    Vst3 owner("partials-instrument");
    owner.restore(state_with(gone.path()));
    owner.activate(48000, 512);
    state = owner.save();
  }
  Vst3 reopened("partials-instrument");
  reopened.restore(state);
  reopened.activate(48000, 512);
  EXPECT_EQ(peak(reopened.play(second, false)), 0);
}

}  // namespace
}  // namespace partials::hosting
