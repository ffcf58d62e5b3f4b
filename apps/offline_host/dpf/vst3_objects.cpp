// SPDX-License-Identifier: MIT
#include "vst3_objects.h"

#include <algorithm>
#include <cstring>

namespace partials::hosting::vst3 {
namespace {

constexpr int32_t kPortion = 10007;
constexpr v3_funknown kUnknown{[](void*, const v3_tuid, void**) -> v3_result { return V3_NO_INTERFACE; },
                               [](void*) -> uint32_t { return 1; }, [](void*) -> uint32_t { return 1; }};

template <class T>
T& of(void* self) {
  return *static_cast<T*>(self);
}

const Stream::Table kStream = {
    kUnknown,
    {[](void* self, void* to, int32_t n, int32_t* done) -> v3_result {
       auto& s = of<Stream>(self);
       const size_t part =
           std::min({s.bytes.size() - s.at, static_cast<size_t>(n), static_cast<size_t>(kPortion)});
       std::memcpy(to, s.bytes.data() + s.at, part);
       s.at += part;
       *done = static_cast<int32_t>(part);
       return V3_OK;
     },
     [](void* self, void* from, int32_t n, int32_t* done) -> v3_result {
       *done = std::min(n, kPortion);
       of<Stream>(self).bytes.append(static_cast<const char*>(from), static_cast<size_t>(*done));
       return V3_OK;
     },
     [](void*, int64_t, int32_t, int64_t*) -> v3_result { return V3_NOT_IMPLEMENTED; },
     [](void* self, int64_t* at) -> v3_result {
       *at = static_cast<int64_t>(of<Stream>(self).at);
       return V3_OK;
     }}};

const EventList::Table kEvents = {
    kUnknown,
    {[](void* self) { return static_cast<uint32_t>(of<EventList>(self).events.size()); },
     [](void* self, int32_t i, v3_event* e) -> v3_result {
       *e = of<EventList>(self).events[static_cast<size_t>(i)];
       return V3_OK;
     },
     [](void* self, v3_event* e) -> v3_result {
       auto& list = of<EventList>(self).events;
       if (list.size() == list.capacity()) return V3_NOMEM;
       list.push_back(*e);
       return V3_OK;
     }}};

const ParameterQueue::Table kQueue = {
    kUnknown,
    {[](void* self) { return of<ParameterQueue>(self).id; },
     [](void* self) { return static_cast<int32_t>(of<ParameterQueue>(self).points.size()); },
     [](void* self, int32_t i, int32_t* time, double* value) -> v3_result {
       const Point& p = of<ParameterQueue>(self).points[static_cast<size_t>(i)];
       *time = p.time;
       *value = p.value;
       return V3_OK;
     },
     [](void* self, int32_t time, double value, int32_t* i) -> v3_result {
       auto& points = of<ParameterQueue>(self).points;
       if (points.size() == points.capacity()) return V3_NOMEM;
       points.push_back({time, value});
       *i = static_cast<int32_t>(points.size()) - 1;
       return V3_OK;
     }}};

const ParameterChanges::Table kChanges = {
    kUnknown,
    {[](void* self) { return static_cast<int32_t>(of<ParameterChanges>(self).used); },
     [](void* self, int32_t i) { return of<ParameterChanges>(self).queues[static_cast<size_t>(i)].get(); },
     [](void* self, v3_param_id* id, int32_t* i) -> v3_param_value_queue** {
       auto& all = of<ParameterChanges>(self);
       ParameterQueue* q = all.queue(*id, false);
       if (!q) return nullptr;
       *i = static_cast<int32_t>(q - all.queues.data());
       return q->get();
     }}};

const Handler::Table kHandler = {kUnknown,
                                 {[](void*, v3_param_id) -> v3_result { return V3_OK; },
                                  [](void*, v3_param_id, double) -> v3_result { return V3_OK; },
                                  [](void*, v3_param_id) -> v3_result { return V3_OK; },
                                  [](void* self, int32_t flags) -> v3_result {
                                    of<Handler>(self).restart_flags |= flags;
                                    of<Handler>(self).titles |=
                                        (flags & V3_RESTART_PARAM_TITLES_CHANGED) != 0;
                                    return V3_OK;
                                  }}};

}  // namespace

Stream::Stream(std::string b) : Object(kStream), bytes(std::move(b)) {}
EventList::EventList() : Object(kEvents) { events.reserve(4096); }
ParameterQueue::ParameterQueue() : Object(kQueue) { points.reserve(16); }
Handler::Handler() : Object(kHandler) {}
ParameterChanges::ParameterChanges(int most) : Object(kChanges), queues(static_cast<size_t>(most)) {}

void ParameterChanges::clear() {
  for (int i = 0; i < used; ++i) queues[static_cast<size_t>(i)].points.clear();
  used = 0;
}

ParameterQueue* ParameterChanges::queue(v3_param_id id, bool grow) {
  const auto end = queues.begin() + used;
  if (const auto at = std::find_if(queues.begin(), end, [&](const ParameterQueue& q) { return q.id == id; });
      at != end)
    return &*at;
  if (static_cast<size_t>(used) == queues.size()) {
    if (!grow) return nullptr;
    queues.emplace_back();
  }
  ParameterQueue& q = queues[static_cast<size_t>(used++)];
  q.id = id;
  return &q;
}

void ParameterChanges::add(v3_param_id id, const Point& point) { queue(id, true)->points.push_back(point); }

void ParameterChanges::sort() {
  std::sort(queues.begin(), queues.begin() + used,
            [](const ParameterQueue& a, const ParameterQueue& b) { return a.id < b.id; });
}

}  // namespace partials::hosting::vst3
