// SPDX-License-Identifier: MIT
#include "vst3_desk.h"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <cstring>

namespace partials::hosting::vst3 {
namespace {

template <class T>
T& of(void* self) {
  return *static_cast<T*>(self);
}

v3_result none(void*, const v3_tuid, void** out) {
  *out = nullptr;
  return V3_NO_INTERFACE;
}
uint32_t one(void*) { return 1; }
constexpr v3_funknown kLasting{none, one, one};

template <class T>
v3_result put(void* self, const char* id, T value) {
  of<Attributes>(self).values[id] = std::move(value);
  return V3_OK;
}
template <class T>
const T* get(void* self, const char* id) {
  const auto& values = of<Attributes>(self).values;
  const auto at = values.find(id);
  return at == values.end() ? nullptr : std::get_if<T>(&at->second);
}
template <class T>
v3_result give(void* self, const char* id, T* out) {
  const T* value = get<T>(self, id);
  return value ? (*out = *value, V3_OK) : V3_INVALID_ARG;
}

const Attributes::Table kAttributes = {
    kLasting,
    {[](void* self, const char* id, int64_t v) { return put(self, id, v); },
     [](void* self, const char* id, int64_t* v) { return give(self, id, v); },
     [](void* self, const char* id, double v) { return put(self, id, v); },
     [](void* self, const char* id, double* v) { return give(self, id, v); },
     [](void* self, const char* id, const int16_t* text) {
       return put(self, id, std::u16string(reinterpret_cast<const char16_t*>(text)));
     },
     [](void* self, const char* id, int16_t* out, uint32_t size) -> v3_result {
       const auto* text = get<std::u16string>(self, id);
       if (!text || size < 2) return V3_INVALID_ARG;
       const size_t n = std::min<size_t>(text->size(), size / 2 - 1);
       std::memcpy(out, text->data(), 2 * n);
       out[n] = 0;
       return V3_OK;
     },
     [](void* self, const char* id, const void* bytes, uint32_t size) {
       return put(self, id, std::string(static_cast<const char*>(bytes), size));
     },
     [](void* self, const char* id, const void** bytes, uint32_t* size) -> v3_result {
       const auto* text = get<std::string>(self, id);
       return text ? (*bytes = text->data(), *size = static_cast<uint32_t>(text->size()), V3_OK)
                   : V3_INVALID_ARG;
     }}};

const Message::Table kMessage = {{none, [](void* self) { return ++of<Message>(self).count; },
                                  [](void* self) -> uint32_t {
                                    if (const uint32_t left = --of<Message>(self).count) return left;
                                    --Message::alive;
                                    delete static_cast<Message*>(self);
                                    return 0;
                                  }},
                                 {[](void* self) { return of<Message>(self).id.c_str(); },
                                  [](void* self, const char* id) { of<Message>(self).id = id; },
                                  [](void* self) { return of<Message>(self).attributes.get(); }}};

const Application::Table kApplication = {
    {[](void* self, const v3_tuid iid, void** out) -> v3_result {
       return v3_tuid_match(iid, v3_host_application_iid) || v3_tuid_match(iid, v3_funknown_iid)
                  ? (*out = self, V3_OK)
                  : none(self, iid, out);
     },
     one, one},
    {[](void*, v3_str_128 name) -> v3_result {
       std::memset(name, 0, sizeof(v3_str_128));
       name[0] = 'v';
       return V3_OK;
     },
     [](void*, v3_tuid cid, v3_tuid, void** out) -> v3_result {
       return v3_tuid_match(cid, v3_message_iid) ? (*out = new Message, ++Message::alive, V3_OK)
                                                 : V3_NO_INTERFACE;
     }}};

int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

// Handlers are held for as long as they are registered, as hosts hold them.
template <class List, class Handler>
v3_result forget(List& list, Handler** handler) {
  const auto at = std::find_if(list.begin(), list.end(), [&](const auto& e) { return e.handler == handler; });
  if (at == list.end()) return V3_INVALID_ARG;
  list.erase(at);
  v3_cpp_obj_unref(handler);
  return V3_OK;
}

const RunLoop::Table kLoop = {
    kLasting,
    {[](void* self, v3_event_handler** h, int fd) -> v3_result {
       v3_cpp_obj_ref(h);
       of<RunLoop>(self).files.push_back({h, fd});
       return V3_OK;
     },
     [](void* self, v3_event_handler** h) { return forget(of<RunLoop>(self).files, h); },
     [](void* self, v3_timer_handler** h, uint64_t ms) -> v3_result {
       v3_cpp_obj_ref(h);
       of<RunLoop>(self).timers.push_back({h, static_cast<int64_t>(ms), now_ms() + static_cast<int64_t>(ms)});
       return V3_OK;
     },
     [](void* self, v3_timer_handler** h) { return forget(of<RunLoop>(self).timers, h); }}};

const Frame::Table kFrame = {{[](void* self, const v3_tuid iid, void** out) -> v3_result {
                                return v3_tuid_match(iid, v3_run_loop_iid)
                                           ? (*out = of<Frame>(self).loop.get(), V3_OK)
                                           : none(self, iid, out);
                              },
                              one, one},
                             {[](void* self, v3_plugin_view** view, v3_view_rect* rect) -> v3_result {
                               of<Frame>(self).resize(view, *rect);
                               return V3_OK;
                             }}};

const Ear::Table kEar = {kLasting,
                         {[](void* self, v3_param_id) -> v3_result {
                            ++of<Ear>(self).begun;
                            return V3_OK;
                          },
                          [](void* self, v3_param_id, double) -> v3_result {
                            ++of<Ear>(self).moved;
                            return V3_OK;
                          },
                          [](void* self, v3_param_id) -> v3_result {
                            ++of<Ear>(self).ended;
                            return V3_OK;
                          },
                          [](void*, int32_t) -> v3_result { return V3_OK; }}};

}  // namespace

Attributes::Attributes() : Object(kAttributes) {}
Message::Message() : Object(kMessage) {}
Application::Application() : Object(kApplication) {}
RunLoop::RunLoop() : Object(kLoop) {}
Frame::Frame(RunLoop& l) : Object(kFrame), loop(l) {}
Ear::Ear() : Object(kEar) {}

void RunLoop::turn(int ms) {
  std::vector<pollfd> waits;
  for (const File& f : files) waits.push_back({f.fd, POLLIN, 0});
  poll(waits.data(), waits.size(), ms);
  const std::vector<File> ready = files;  // what is called may register and forget
  for (size_t i = 0; i < ready.size(); ++i)
    if (waits[i].revents & POLLIN) v3_cpp_obj(ready[i].handler)->on_fd_is_set(ready[i].handler, ready[i].fd);
  std::vector<v3_timer_handler**> due;
  for (Timer& t : timers)
    if (const int64_t now = now_ms(); now >= t.due_ms) {
      t.due_ms = now + t.period_ms;
      due.push_back(t.handler);
    }
  for (v3_timer_handler** handler : due)
    if (std::any_of(timers.begin(), timers.end(), [&](const Timer& t) { return t.handler == handler; }))
      v3_cpp_obj(handler)->on_timer(handler);
}

}  // namespace partials::hosting::vst3
