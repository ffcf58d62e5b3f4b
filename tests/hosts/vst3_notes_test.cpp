// SPDX-License-Identifier: MIT
// Guards against: note expressions that a VST3 host cannot find, whose meaning differs from their text, or
// that reach the wrong note; hanging notes after a host left out an id. tests/plugins checks for every format
// that they sound as in the library.
#include "vst3_notes.h"

#include <cmath>
#include <string>

#include "dpf/vst3_module.h"
#include "plugins/plugins.h"
#include "src/travesty/edit_controller.h"

namespace partials::hosting {
namespace {

template <class Interface>
struct Got {  // a COM object that a plug-in gave; null: it has none
  Interface** object = nullptr;
  const Interface* operator->() const {
    return reinterpret_cast<const Interface*>(reinterpret_cast<const v3_funknown*>(*object) + 1);
  }
};

class Vst3Notes : public testing::Test {
 protected:
  void open_controller(const char* bundle) {
    auto module = vst3::Module::load(bundle);
    ASSERT_TRUE(module);
    module_ = module.value();
    component_ = module_->make();
    ASSERT_TRUE(component_);
    ASSERT_EQ(v3_cpp_obj_query_interface(component_, v3_edit_controller_iid, &controller_), V3_OK);
  }
  void TearDown() override {
    if (controller_) v3_cpp_obj_unref(controller_);
    if (component_) {
      v3_cpp_obj_terminate(component_);
      v3_cpp_obj_unref(component_);
    }
  }
  template <class Interface>
  Got<Interface> ask(const v3_tuid id) {
    Got<Interface> got;
    v3_cpp_obj_query_interface(controller_, id, &got.object);
    return got;
  }
  std::shared_ptr<vst3::Module> module_;
  v3_component** component_ = nullptr;
  v3_edit_controller** controller_ = nullptr;
};

using namespace partials::vst3;

std::string narrow(const int16_t* wide) {
  std::string text;
  for (; *wide; ++wide) text += static_cast<char>(*wide);
  return text;
}

TEST_F(Vst3Notes, AnInstrumentListsItsExpressionsWithTextBothWays) {
  open_controller(PARTIALS_VST3_FILE);
  const auto x = ask<ExpressionController>(kExpressionControllerId);
  ASSERT_TRUE(x.object);
  EXPECT_EQ(x->count(x.object, 0, 0), 7);
  EXPECT_EQ(x->count(x.object, 1, 0), 0);
  for (int i = 0; i < 7; ++i) {
    ExpressionInfo info{};
    ASSERT_EQ(x->info(x.object, 0, 15, i, &info), V3_OK);
    EXPECT_NE(narrow(info.title), "");
    for (const double value : {0.1, 0.25, 0.5, 0.75, 1.0}) {
      int16_t text[128] = {};
      double back = -1;
      ASSERT_EQ(x->text_of(x.object, 0, 0, info.type, value, text), V3_OK);
      ASSERT_EQ(x->value_of(x.object, 0, 0, info.type, text, &back), V3_OK) << narrow(text);
      EXPECT_NEAR(back, value, 1e-3) << narrow(info.title) << " " << narrow(text);
    }
  }
  const auto text = [&](uint32_t type, double value) {
    int16_t wide[128] = {};
    x->text_of(x.object, 0, 0, type, value, wide);
    return narrow(wide);
  };
  EXPECT_EQ(text(kTuning, 0.5 + 1 / 240.0), "1.00");
  EXPECT_EQ(text(kVolume, 0.25), "0.00");
  EXPECT_EQ(text(kPan, 0), "-100.00");
  ExpressionInfo none{};
  EXPECT_EQ(x->info(x.object, 0, 0, 7, &none), V3_INVALID_ARG);
  int16_t word[] = {'h', 'i', 0};
  double value = 0;
  EXPECT_NE(x->value_of(x.object, 0, 0, kTuning, word, &value), V3_OK);
  EXPECT_NE(x->value_of(x.object, 0, 0, 4711, word, &value), V3_OK);
}

TEST_F(Vst3Notes, AFingersMovesAreMapped) {
  open_controller(PARTIALS_VST3_FILE);
  const auto m = ask<PhysicalMapping>(kPhysicalMappingId);
  ASSERT_TRUE(m.object);
  PhysicalMap maps[] = {{kPressed, 0}, {kAcross, 0}, {kAlong, 0}, {99, 0}};
  PhysicalMapList list{4, maps};
  ASSERT_EQ(m->fill(m.object, 0, 0, &list), V3_OK);
  EXPECT_EQ(maps[0].type, kPressure);
  EXPECT_EQ(maps[1].type, kTuning);
  EXPECT_EQ(maps[2].type, kBrightness);
  EXPECT_EQ(maps[3].type, kNoType);
}

TEST_F(Vst3Notes, TheEffectHasNone) {
  open_controller(PARTIALS_VST3_EFFECT_FILE);
  EXPECT_FALSE(ask<ExpressionController>(kExpressionControllerId).object);
}

class Vst3Playing : public testing::Test {
 protected:
  StereoSound sound(const std::vector<Event>& events) {
    auto p = open(PARTIALS_VST3_FILE, PlayerKind::instrument);
    EXPECT_TRUE(p->load_model(model_.path()));
    EXPECT_TRUE(p->activate(48000, 512));
    return play(*p, {48000, events, {}, {64}});
  }
  ModelFile model_;
};

TEST_F(Vst3Playing, AnExpressionReachesItsNoteAlone) {
  const std::vector<Event> two = {note_on(0, 60, 0.8f, 1), note_on(0, 67, 0.8f, 2)};
  const auto with = [&](Event e) {
    auto events = two;
    events.push_back(e);
    return sound(events);
  };
  const StereoSound first = with(expression(9600, EventKind::tuning, 1, 3)),
                    second = with(expression(9600, EventKind::tuning, 2, 3));
  EXPECT_FALSE(first == second);
  EXPECT_FALSE(first == sound(two));
  EXPECT_TRUE(with(expression(9600, EventKind::tuning, 3, 3)) == sound(two)) << "no such note";
}

TEST_F(Vst3Playing, ANoteEndsThoughItsEndHasNoId) {
  EXPECT_TRUE(sound({note_on(0, 60, 0.8f, 1), note_off(4800, 60, -1)}) ==
              sound({note_on(0, 60, 0.8f, 1), note_off(4800, 60, 1)}));
  EXPECT_TRUE(sound({note_on(0, 60, 0.8f, -1), note_off(4800, 60, 7)}) ==
              sound({note_on(0, 60, 0.8f, 1), note_off(4800, 60, 1)}));
}

}  // namespace
}  // namespace partials::hosting
