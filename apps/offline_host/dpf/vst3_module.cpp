// SPDX-License-Identifier: MIT
#include "vst3_module.h"

#include <dlfcn.h>
#include <sys/utsname.h>

#include <cstring>
#include <filesystem>
#include <map>

namespace partials::hosting::vst3 {
namespace {

// BUNDLE.vst3/Contents/x86_64-linux/BUNDLE.so
std::string file_of(const std::string& bundle) {
  utsname machine{};
  uname(&machine);
  return bundle + "/Contents/" + machine.machine + "-linux/" + std::filesystem::path(bundle).stem().string() +
         ".so";
}

}  // namespace

Result<std::shared_ptr<Module>> Module::load(const std::string& bundle) {
  static std::map<std::string, std::weak_ptr<Module>> loaded;
  if (auto there = loaded[bundle].lock()) return there;
  const std::string file = file_of(bundle);
  std::shared_ptr<Module> m(new Module);
  m->handle_ = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  const auto entry =
      m->handle_ ? reinterpret_cast<bool (*)(void*)>(dlsym(m->handle_, "ModuleEntry")) : nullptr;
  const auto factory =
      m->handle_ ? reinterpret_cast<const void* (*)()>(dlsym(m->handle_, "GetPluginFactory")) : nullptr;
  if (entry && factory && entry(m->handle_))
    m->factory_ = static_cast<v3_plugin_factory**>(const_cast<void*>(factory()));
  if (!m->factory_) {
    const char* why = dlerror();
    return Error{"'" + file + "' cannot be loaded as VST3 (" + (why ? why : "it has no plug-in factory") +
                 "); build it with the target " + std::filesystem::path(bundle).stem().string() + "-vst3."};
  }
  loaded[bundle] = m;
  return m;
}

Module::~Module() {
  if (factory_) {
    v3_cpp_obj_unref(factory_);
    reinterpret_cast<bool (*)()>(dlsym(handle_, "ModuleExit"))();
  }
  if (handle_) dlclose(handle_);
}

bool Module::is_instrument() const {
  v3_plugin_factory_2** factory = nullptr;
  v3_class_info_2 info{};
  if (v3_cpp_obj_query_interface(factory_, v3_plugin_factory_2_iid, &factory) != V3_OK) return false;
  const bool told = v3_cpp_obj(factory)->get_class_info_2(factory, 0, &info) == V3_OK;
  v3_cpp_obj_unref(factory);
  return told && std::strstr(info.sub_categories, "Instrument");
}

std::string Module::name() const {
  v3_class_info info;
  return v3_cpp_obj(factory_)->get_class_info(factory_, 0, &info) == V3_OK ? info.name : "";
}

v3_component** Module::make(v3_funknown** host) const {
  v3_class_info info;
  void* made = nullptr;
  if (v3_cpp_obj(factory_)->get_class_info(factory_, 0, &info) != V3_OK ||
      v3_cpp_obj(factory_)->create_instance(factory_, info.class_id, v3_component_iid, &made) != V3_OK)
    return nullptr;
  const auto component = static_cast<v3_component**>(made);
  if (v3_cpp_obj_initialize(component, host) == V3_OK) return component;
  v3_cpp_obj_unref(component);
  return nullptr;
}

}  // namespace partials::hosting::vst3
