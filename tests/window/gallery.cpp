// SPDX-License-Identifier: MIT
// One fixed state of the window, for screenshots (tools/screenshots) or for manual tests without a host: a
// real player plays notes on its own thread, without a sound card.
//   gallery STATE WIDTH HEIGHT [MODEL [RECORDINGS]]     states are in arrange() and in tools/screenshots;
//                                                       with "live" in its name: a program of its own, with
//                                                       "effect": sung into
#include <unistd.h>

#include <Application.hpp>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "families/model_loading.h"
#include "gl/driver.h"
#include "library/preset_file.h"
#include "player.h"
#include "presets.h"

namespace {

using namespace partials;
using namespace partials::window;
using namespace DGL_NAMESPACE;

class Hands final : public Shell {
 public:
  explicit Hands(Player& player) : player_(player) {}
  void begin(int) override {}
  void set(int parameter, float value) override { player_.engine().set_value(parameter, value); }
  void end(int) override {}
  void load(const std::string& path) override { player_.load_soon(path); }
  void ask_for(Wanted) override {}
  double rate_hz() const override { return 48000; }

 private:
  Player& player_;
};

// What a program of its own would find on a desk.
class Machine final : public Standalone {
 public:
  explicit Machine(bool trouble) {
    if (trouble)
      state = {false,
               false,
               "",
               "",
               0,
               0,
               0,
               "No sound server answers and no sound card is free; start PipeWire or JACK, or connect a "
               "sound card: it is used at once."};
  }
  int revision() const override { return changes; }
  AudioState audio() override { return state; }
  std::vector<AudioOutput> outputs() override {
    return {{"jack", "JACK"},
            {"pulse", "PulseAudio: Built-in Audio Analog Stereo"},
            {"alsa:1", "ALSA: Scarlett 2i2 USB"}};
  }
  void choose_output(const std::string& id) override {
    state.output = id;
    ++changes;
  }
  std::vector<MidiInput> midi_inputs() override { return inputs; }
  void connect_midi(const std::string& id, bool connected) override {
    for (MidiInput& input : inputs)
      if (input.id == id) {
        input.connected = connected;
        ++changes;
      }
  }
  void set_kind(PlayerKind) override {}

 private:
  AudioState state{true, true, "pulse", "PulseAudio: Built-in Audio Analog Stereo", 48000, 256, 18.6, ""};
  std::vector<MidiInput> inputs = {{"a", "Arturia KeyStep 32", true},
                                   {"b", "USB MIDI Interface", true},
                                   {"c", "Midi Through Port-0", false}};
  int changes = 1;
};

class Picture final : public NanoTopLevelWidget, private IdleCallback {
 public:
  Picture(DGL_NAMESPACE::Window& window, Scene& scene)
      : NanoTopLevelWidget(window), scene_(scene), driver_(scene, *this, window) {
    scene_.resize(static_cast<float>(window.getWidth()), static_cast<float>(window.getHeight()),
                  static_cast<float>(getScaleFactor()));
    window.addIdleCallback(this, 33);
  }

 protected:
  void idleCallback() override {
    if (driver_.idle()) repaint();
  }
  void onNanoDisplay() override { driver_.draw(); }
  void onResize(const ResizeEvent& e) override {
    scene_.resize(static_cast<float>(e.size.getWidth()), static_cast<float>(e.size.getHeight()),
                  static_cast<float>(getScaleFactor()));
  }
  bool onMouse(const MouseEvent& e) override { return driver_.mouse(e, getWindow()); }
  bool onMotion(const MotionEvent& e) override { return driver_.motion(e); }
  bool onScroll(const ScrollEvent& e) override { return driver_.scroll(e); }
  bool onKeyboard(const KeyboardEvent& e) override { return driver_.keyboard(e); }
  bool onCharacterInput(const CharacterInputEvent& e) override { return driver_.character(e); }

 private:
  Scene& scene_;
  Driver driver_;
};

bool says(const std::string& state, const char* word) { return state.find(word) != std::string::npos; }

// A rising line of notes, as fast as a sound card would ask for them.
void play(Player& player, Takes* takes, const std::atomic<bool>& end, bool notes) {
  static constexpr int kNotes[] = {62, 64, 66, 67, 69, 71, 73, 74, 76, 74, 71, 67};
  float left[480], right[480], in_left[480], in_right[480];
  float *out[] = {left, right}, *in[] = {in_left, in_right};
  int64_t block = 0;
  double phase = 0;
  for (auto next = std::chrono::steady_clock::now(); !end;
       next += std::chrono::milliseconds(10), ++block, std::this_thread::sleep_until(next)) {
    const int note = kNotes[(block / 60) % 12];
    const uint8_t on[] = {0x90, static_cast<uint8_t>(note), static_cast<uint8_t>(60 + 5 * (block / 60 % 12))},
                  off[] = {0x80, static_cast<uint8_t>(note), 0};
    if (notes && block % 60 == 0) player.midi(0, on, 3);
    if (notes && block % 60 == 56) player.midi(0, off, 3);
    for (int i = 0; i < 480; ++i) {
      phase += 440 * std::exp2((note - 69) / 12.) / 48000;
      in_left[i] = in_right[i] = static_cast<float>(0.3 * std::sin(6.2831853 * phase));
    }
    if (takes && player.kind() == PlayerKind::effect) takes->push(in, 2, 480);
    player.process(in, player.kind() == PlayerKind::effect ? 2 : 0, out, 2, 480);
  }
}

void pull(Player& player) {
  for (int i = 0; i < 24; ++i)
    player.engine().spectral_edit().set_db(
        EditedPart::partials, i, i % 2 ? -3.f * static_cast<float>(i % 7) : 1.2f * static_cast<float>(i % 5));
  for (int i = 0; i < 64; ++i)
    player.engine().spectral_edit().set_db(EditedPart::noise, i,
                                           9.f * std::sin(0.12f * static_cast<float>(i)) - 3);
}

// As a project finds it whose model may not be passed on, and whose file is gone.
void lose(Player& player, const std::string& model) {
  auto kept = load_model(model);
  if (!kept) return;
  kept.value().card.redistribute = false;
  const std::string path =
      (std::filesystem::temp_directory_path() / ("lost-" + std::to_string(getpid()) + ".partials")).string();
  if (!save_model(kept.value(), path) || !player.load(path)) return;
  const std::string project = player.state();
  std::filesystem::remove(path);
  player.restore(project);
}

// Two presets of the model that plays, one of them in use and changed since.
void keep_presets(Player& player) {
  const Status now = player.status();
  Preset preset{"Soft evening", {now.model, now.path, now.sha256}, {}};
  preset.settings.values[kMacro1] = 0.3f;
  preset.settings.values[kAttack] = 0.12f;
  for (size_t i = 4; i < 20; ++i) preset.settings.partials_db[i] = -1.2f * static_cast<float>(i);
  const auto soft = save_preset(preset, true);
  preset = {"Bright morning", preset.model, {}};
  preset.settings.values[kMacro1 + 1] = 0.8f;
  if (!soft || !save_preset(preset, true) || !player.load(soft.value().path)) return;
  player.engine().set_value(kMacro1, 0.4f);
}

void arrange(Scene& scene, Player& player, const std::string& state, const char* recordings) {
  if (state == "browser") scene.show(Page::browse);
  if (state == "presets") {
    keep_presets(player);
    scene.show(Page::browse);
  }
  if (state == "naming") {
    keep_presets(player);
    scene.idle();
    begin_saving(scene);
  }
  if (says(state, "settings")) scene.show(Page::settings);
  scene.state().audio = says(state, "audio");
  if (says(state, "unfolded")) scene.state().keys = Keys::shown;
  if (state == "train") scene.show(Page::train);
  if (state == "record") scene.show(Page::record);
  if (state == "shaped") pull(player);
  if (says(state, "muted")) player.engine().set_value(kOutput, kParameters[kOutput].min);
  if (state == "message") scene.drop({"Letter to my aunt.odt"});
  if (state == "drop") scene.drag_over(true);
  if ((state == "heard" || state == "training") && recordings) scene.drop({recordings});
  if (state == "keys")
    for (int i = 0; i < 11; ++i) scene.key(partials::window::Key::tab, false);
}

void start_training(Scene& scene, const char* recordings) {
  TrainingRequest request;
  request.recordings = {recordings};
  request.name = "My violin";
  request.author = "Me";
  request.licence = "CC0-1.0";
  request.minutes = 3;
  scene.state().dropped.clear();
  scene.training().start(request);
  scene.show(Page::train);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: gallery STATE WIDTH HEIGHT [MODEL [RECORDINGS]]\n");
    return 2;
  }
  const std::string state = argv[1];
  const char *model = argc > 4 && *argv[4] ? argv[4] : nullptr, *recordings = argc > 5 ? argv[5] : nullptr;
  Player player(state.rfind("effect", 0) == 0 ? PlayerKind::effect : PlayerKind::instrument);
  player.activate(48000, 480);
  if (model) player.load(model);
  if (state == "missing" && model) lose(player, model);
  Takes takes;
  Hands hands(player);
  Machine machine(says(state, "trouble"));
  const bool own = says(state, "live") || state == "record";  // a program of its own
  Scene scene(player, hands, own ? &takes : nullptr, own ? &machine : nullptr);
  Application app;
  DGL_NAMESPACE::Window window(app, 0, static_cast<uint>(std::atoi(argv[2])),
                               static_cast<uint>(std::atoi(argv[3])), 0, true);
  std::unique_ptr<Picture> view;
  {
    DGL_NAMESPACE::Window::ScopedGraphicsContext context(window);
    view = std::make_unique<Picture>(window, scene);
  }
  window.setTitle("gallery");
  window.show();
  std::atomic<bool> end{false};
  std::thread audio([&] { play(player, own ? &takes : nullptr, end, state != "quiet"); });
  arrange(scene, player, state, recordings);
  if (state == "training" && recordings) start_training(scene, recordings);
  app.exec();
  end = true;
  audio.join();
  DGL_NAMESPACE::Window::ScopedGraphicsContext context(window);
  view.reset();
  return 0;
}
