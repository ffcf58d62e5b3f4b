// SPDX-License-Identifier: MIT
// The functions of Max, over MaxHost. A buffer~ is one of MaxHost::buffers; a folder of the search path is
// known by its position.
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>

#include "max/max_host.h"

#undef object_method  // a macro in Max's own headers

namespace {

using partials::test::MaxHost;
using partials::test::Role;

MaxHost& host() { return MaxHost::the(); }

std::string words_of(t_symbol* selector, long argc, const t_atom* argv) {
  std::string text = selector->s_name;
  for (long i = 0; i < argc; ++i) {
    char number[32];
    std::snprintf(number, sizeof number, "%g", static_cast<double>(argv[i].a_w.w_float));
    if (argv[i].a_type == A_LONG)
      std::snprintf(number, sizeof number, "%ld", static_cast<long>(argv[i].a_w.w_long));
    text += " ";
    text += argv[i].a_type == A_SYM ? argv[i].a_w.w_sym->s_name : number;
  }
  return text;
}

std::mutex symbols_mutex;
auto& symbols = *new std::map<std::string, t_symbol*>;  // as long as the process
struct Clocks {
  std::mutex mutex;
  std::set<void*> all;  // which object_free must tell from objects
} clocks;

void add_dsp64(void* object, void* f) {
  host().added.perform = reinterpret_cast<t_perfroutine64>(f);
  host().added.object = static_cast<t_object*>(object);
}

}  // namespace

extern "C" {

t_symbol* gensym(const char* name) {
  const std::lock_guard lock(symbols_mutex);
  t_symbol*& symbol = symbols[name];
  if (!symbol) symbol = new t_symbol{strdup(name), nullptr};
  return symbol;
}

t_class* class_new(const char* name, method make, method free, long size, method, short, ...) {
  auto* c = new MaxHost::Class{name, make, free, size, {}};
  return reinterpret_cast<t_class*>(c);
}
t_max_err class_addmethod(t_class* c, method f, const char* name, ...) {
  va_list types;
  va_start(types, name);
  const auto type = static_cast<short>(va_arg(types, int));
  va_end(types);
  reinterpret_cast<MaxHost::Class*>(c)->methods[name] = {f, type};
  return 0;
}
t_max_err class_register(t_symbol*, t_class* c) {
  auto* of = reinterpret_cast<MaxHost::Class*>(c);
  host().classes[of->name] = of;
  return 0;
}
void class_dspinit(t_class*) {}

void* object_alloc(t_class* c) {
  auto* of = reinterpret_cast<MaxHost::Class*>(c);
  void* x = std::calloc(1, static_cast<size_t>(of->size));
  host().add_object(x, of);
  return x;
}
t_max_err object_free(void* x) {
  {
    const std::lock_guard lock(clocks.mutex);
    if (clocks.all.erase(x)) {
      host().unschedule(x);
      delete static_cast<MaxHost::Clock*>(x);
      return 0;
    }
  }
  const MaxHost::Object* object = host().object_of(x);
  if (!object) return 0;  // a reference to a buffer~
  if (object->of->free) object->of->free(x);
  for (const MaxHost::Outlet* outlet : object->outlets) delete outlet;
  host().add_object(x, nullptr);
  std::free(x);
  return 0;
}

void* object_method(void*, t_symbol* selector, ...) {
  if (std::strcmp(selector->s_name, "dsp_add64") != 0) return nullptr;
  va_list arguments;
  va_start(arguments, selector);
  void* object = va_arg(arguments, void*);
  add_dsp64(object, va_arg(arguments, void*));
  va_end(arguments);
  return nullptr;
}
void* object_method_imp(void*, void* selector, void* object, void* f, void*, void*, void*, void*, void*,
                        void*) {
  if (std::strcmp(static_cast<t_symbol*>(selector)->s_name, "dsp_add64") == 0) add_dsp64(object, f);
  return nullptr;
}
void object_error(t_object* x, const char* format, ...) {
  char text[1024];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  host().fail(x, text);
}

void z_dsp_setup(t_pxobject* x, long signal_inlets) { host().object_of(x)->inlets = signal_inlets; }
void z_dsp_free(t_pxobject*) {}

void* outlet_new(void* x, const char* type) {
  auto& outlets = host().object_of(x)->outlets;
  outlets.push_back(new MaxHost::Outlet{x, type != nullptr, outlets.size()});
  return outlets.back();
}
void* outlet_anything(t_outlet* outlet, t_symbol* selector, short argc, t_atom* argv) {
  const auto& of = *reinterpret_cast<MaxHost::Outlet*>(outlet);
  if (MaxHost::role() != Role::main) host().fail(of.object, "tells something outside the main thread");
  host().tell(of, words_of(selector, argc, argv));
  return nullptr;
}

t_clock* clock_new(void* x, method f) {
  auto* clock = new MaxHost::Clock{x, f};
  const std::lock_guard lock(clocks.mutex);
  clocks.all.insert(clock);
  return reinterpret_cast<t_clock*>(clock);
}
void clock_fdelay(t_clock* clock, double ms) {
  const auto* of = reinterpret_cast<MaxHost::Clock*>(clock);
  host().schedule(host().now_ms() + ms, of, [copy = *of] { copy.f(copy.object); });
}
void clock_getftime(double* ms) { *ms = host().now_ms(); }
void* qelem_new(void* x, method f) { return new MaxHost::Clock{x, f}; }
void qelem_set(t_qelem* element) { host().set_queue(reinterpret_cast<MaxHost::Clock*>(element)); }
void qelem_free(t_qelem* element) {
  host().forget_queue(reinterpret_cast<MaxHost::Clock*>(element));
  delete reinterpret_cast<MaxHost::Clock*>(element);
}
void* defer(void* x, method f, t_symbol* selector, short argc, t_atom* argv) {
  const std::function<void()> work = [=, atoms = std::vector<t_atom>(argv, argv + argc)]() mutable {
    reinterpret_cast<void (*)(void*, t_symbol*, short, t_atom*)>(f)(x, selector, argc, atoms.data());
  };
  if (MaxHost::role() == Role::main)
    work();
  else
    host().defer(work);
  return nullptr;
}

short locatefile_extended(char* name, short* folder, t_fourcc*, const t_fourcc*, short) {
  namespace fs = std::filesystem;
  const fs::path wanted(name);
  if (wanted.is_absolute() && fs::is_regular_file(wanted)) {
    host().add_folder(wanted.parent_path().string());
    *folder = static_cast<short>(host().folders.size() - 1);
    std::snprintf(name, MAX_FILENAME_CHARS, "%s", wanted.filename().c_str());
    return 0;
  }
  for (size_t i = 0; i < host().folders.size(); ++i)
    if (fs::is_regular_file(fs::path(host().folders[i]) / wanted)) {
      *folder = static_cast<short>(i);
      return 0;
    }
  return -1;
}
t_max_err path_toabsolutesystempath(const short folder, const char* name, char* path) {
  std::snprintf(path, MAX_PATH_CHARS, "%s/%s", host().folders.at(static_cast<size_t>(folder)).c_str(), name);
  return 0;
}

t_buffer_ref* buffer_ref_new(t_object*, t_symbol* name) { return reinterpret_cast<t_buffer_ref*>(name); }
t_buffer_obj* buffer_ref_getobject(t_buffer_ref* reference) {
  const auto found = host().buffers.find(reinterpret_cast<t_symbol*>(reference)->s_name);
  return found == host().buffers.end() ? nullptr : reinterpret_cast<t_buffer_obj*>(&found->second);
}
float* buffer_locksamples(t_buffer_obj* b) { return reinterpret_cast<MaxHost::Buffer*>(b)->samples.data(); }
void buffer_unlocksamples(t_buffer_obj*) {}
t_atom_long buffer_getframecount(t_buffer_obj* b) {
  const auto& of = *reinterpret_cast<MaxHost::Buffer*>(b);
  return static_cast<long>(of.samples.size()) / of.channels;
}
t_atom_long buffer_getchannelcount(t_buffer_obj* b) {
  return reinterpret_cast<MaxHost::Buffer*>(b)->channels;
}
t_atom_float buffer_getsamplerate(t_buffer_obj* b) { return reinterpret_cast<MaxHost::Buffer*>(b)->rate_hz; }
}
