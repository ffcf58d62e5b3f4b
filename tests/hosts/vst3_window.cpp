// SPDX-License-Identifier: MIT
// A minimal host that shows a VST3 plug-in's window: in its own X11 window, with a run loop for its timer,
// while a second thread processes audio. It checks sizes, follows external resizes, closes, opens again, and
// prints the gestures that it received. SIGTERM ends it early and cleanly.
//   vst3_window BUNDLE MODEL SECONDS [SCALE [OPENINGS]]
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <thread>

#include "dpf/vst3_module.h"
#include "src/travesty/audio_processor.h"
#include "src/travesty/edit_controller.h"
#include "vst3_desk.h"
#include "x11_windows.h"

namespace {

using namespace partials::hosting::vst3;
using partials::x11::HostWindow;

constexpr double kRateHz = 48000;
constexpr int kBlock = 256;

std::atomic<bool> asked_to_end{false};

int fail(const char* what) {
  std::fprintf(stderr, "vst3_window: %s\n", what);
  return 1;
}

struct Plugin {
  explicit Plugin(v3_component** c) : component(c) {
    v3_cpp_obj_query_interface(component, v3_audio_processor_iid, &processor);
    v3_cpp_obj_query_interface(component, v3_edit_controller_iid, &controller);
    v3_cpp_obj(controller)->set_component_handler(controller, ear.get());
    v3_process_setup setup{V3_REALTIME, V3_SAMPLE_32, kBlock, kRateHz};
    v3_cpp_obj(component)->activate_bus(component, V3_AUDIO, V3_OUTPUT, 0, true);
    v3_cpp_obj(processor)->setup_processing(processor, &setup);
    v3_cpp_obj(component)->set_active(component, true);
    v3_cpp_obj(processor)->set_processing(processor, true);
    sound = std::thread([this] { play(); });
  }
  ~Plugin() {
    going_on = false;
    sound.join();
    v3_cpp_obj(processor)->set_processing(processor, false);
    v3_cpp_obj(component)->set_active(component, false);
    v3_cpp_obj(controller)->set_component_handler(controller, nullptr);
    v3_cpp_obj_unref(controller);
    v3_cpp_obj_unref(processor);
    v3_cpp_obj_terminate(component);
    v3_cpp_obj_unref(component);
  }
  void play() {
    float left[kBlock], right[kBlock], *both[] = {left, right};
    ParameterChanges moved(64);
    for (; going_on; std::this_thread::sleep_for(std::chrono::milliseconds(5))) {
      v3_audio_bus_buffers in{}, out{};
      in.num_channels = out.num_channels = 2;
      in.channel_buffers_32 = out.channel_buffers_32 = both;
      v3_process_data data{};
      data.process_mode = V3_REALTIME;
      data.symbolic_sample_size = V3_SAMPLE_32;
      data.nframes = kBlock;
      data.num_output_buses = 1;
      data.outputs = &out;
      data.output_params = moved.get();
      moved.clear();
      if (v3_cpp_obj(component)->get_bus_count(component, V3_AUDIO, V3_INPUT) > 0) {
        data.num_input_buses = 1;
        data.inputs = &in;
      }
      v3_cpp_obj(processor)->process(processor, &data);
    }
  }
  // The window sets the path alone; so does a project in which nothing else stands, in DPF's text.
  bool load(const std::string& path) {
    using namespace std::string_literals;
    Stream s("__dpf_state_begin__\0model\0"s + path + "\0__dpf_state_end__\0\xfe"s);
    return v3_cpp_obj(component)->set_state(component, s.get()) == V3_OK;
  }

  v3_component** component;
  v3_audio_processor** processor = nullptr;
  v3_edit_controller** controller = nullptr;
  Ear ear;
  std::atomic<bool> going_on{true};
  std::thread sound;
};

// The host's window has another size now: the plug-in says what it wants of it, and gets that.
bool follow(v3_plugin_view** view, HostWindow& parent) {
  unsigned w = 0, h = 0;
  if (!parent.resized(w, h)) return true;
  v3_view_rect rect{0, 0, static_cast<int32_t>(w), static_cast<int32_t>(h)}, now{};
  if (v3_cpp_obj(view)->check_size_constraint(view, &rect) != V3_OK || rect.right < 640 || rect.bottom < 420)
    return false;
  if (rect.right != static_cast<int32_t>(w) || rect.bottom != static_cast<int32_t>(h))
    parent.resize(static_cast<unsigned>(rect.right), static_cast<unsigned>(rect.bottom));
  if (v3_cpp_obj(view)->on_size(view, &rect) != V3_OK || v3_cpp_obj(view)->get_size(view, &now) != V3_OK)
    return false;
  return now.right - now.left == rect.right && now.bottom - now.top == rect.bottom;
}

int show(Plugin& plugin, double seconds, double scale) {
  RunLoop loop;
  Frame frame(loop);
  v3_plugin_view** view = v3_cpp_obj(plugin.controller)->create_view(plugin.controller, "editor");
  if (!view || v3_cpp_obj(view)->is_platform_type_supported(view, V3_VIEW_PLATFORM_TYPE_X11) != V3_OK)
    return fail("there is no window");
  std::optional<HostWindow> parent;
  frame.resize = [&](v3_plugin_view** v, v3_view_rect& r) {
    if (parent) parent->resize(static_cast<unsigned>(r.right), static_cast<unsigned>(r.bottom));
    v3_cpp_obj(v)->on_size(v, &r);
  };
  v3_cpp_obj(view)->set_frame(view, frame.get());
  if (v3_plugin_view_content_scale** scaled = nullptr;
      scale > 0 && v3_cpp_obj_query_interface(view, v3_plugin_view_content_scale_iid, &scaled) == V3_OK) {
    v3_cpp_obj(scaled)->set_content_scale_factor(scaled, static_cast<float>(scale));
    v3_cpp_obj_unref(scaled);
  }
  v3_view_rect size{};
  if (v3_cpp_obj(view)->get_size(view, &size) != V3_OK || size.right < 640 ||
      v3_cpp_obj(view)->can_resize(view) != V3_OK)
    return fail("size");
  parent.emplace("vst3_window", static_cast<unsigned>(size.right), static_cast<unsigned>(size.bottom));
  if (v3_cpp_obj(view)->attached(view, reinterpret_cast<void*>(parent->id()), V3_VIEW_PLATFORM_TYPE_X11) !=
      V3_OK)
    return fail("attached");
  if (loop.timers.empty()) return fail("no timer was asked for");
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  for (int n = 0; std::chrono::steady_clock::now() < end && !asked_to_end; ++n) {
    loop.turn(5);
    if (n == 100 && scale <= 1) parent->resize(900, 700);
    if (!follow(view, *parent)) return fail("on_size");
  }
  v3_cpp_obj(view)->removed(view);
  v3_cpp_obj(view)->set_frame(view, nullptr);
  v3_cpp_obj_unref(view);
  return loop.timers.empty() && loop.files.empty() ? 0 : fail("the timer is still there");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4 || argc > 6) return fail("usage: vst3_window BUNDLE MODEL SECONDS [SCALE [OPENINGS]]");
  std::signal(SIGTERM, [](int) { asked_to_end = true; });
  static Application host;
  const auto module = Module::load(argv[1]);
  if (!module) return fail(module.error().text.c_str());
  v3_component** component = module.value()->make(reinterpret_cast<v3_funknown**>(host.get()));
  if (!component) return fail("no component");
  Plugin plugin(component);
  if (*argv[2] && !plugin.load(argv[2])) return fail("the state was refused");
  const double scale = argc > 4 ? std::atof(argv[4]) : 0;
  if (const int rc = show(plugin, 0.5, scale)) return rc;
  // closed, and opened again
  for (int left = argc > 5 ? std::atoi(argv[5]) : 1; left > 0 && !asked_to_end; --left)
    if (const int rc = show(plugin, std::atof(argv[3]), scale)) return rc;
  std::printf("gestures: %d begun, %d ended, %d values; messages left: %d\n", plugin.ear.begun,
              plugin.ear.ended, plugin.ear.moved, Message::alive);
  return plugin.ear.begun != plugin.ear.ended ? fail("a gesture was left open")
         : Message::alive                     ? fail("a message was left")
                                              : 0;
}
