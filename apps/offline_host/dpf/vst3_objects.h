// SPDX-License-Identifier: MIT
// Objects that a VST3 host passes to a plug-in, through DPF's plain C headers: a stream of bytes, lists of
// events and of parameter changes, and a handler of restart requests. A COM object is a pointer to a table
// of functions; the objects here start with that pointer and have no reference count, since they outlive
// the plug-in's use of them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "src/travesty/audio_processor.h"
#include "src/travesty/bstream.h"
#include "src/travesty/edit_controller.h"

namespace partials::hosting::vst3 {

template <class Interface>
struct Object {
  struct Table {
    v3_funknown unknown;
    Interface own;
  };
  explicit Object(const Table& t) : table(&t) {}
  Interface** get() { return reinterpret_cast<Interface**>(this); }

  const Table* table;
};

// In small, uneven portions, as some hosts do.
struct Stream : Object<v3_bstream> {
  explicit Stream(std::string b = {});
  std::string bytes;
  size_t at = 0;
};

// add_event is called in process: it drops events on overflow and does not allocate.
struct EventList : Object<v3_event_list> {
  EventList();
  std::vector<v3_event> events;
};

struct Point {
  int32_t time;
  double value;  // normalised
};

struct ParameterQueue : Object<v3_param_value_queue> {
  ParameterQueue();
  v3_param_id id = 0;
  std::vector<Point> points;
};

struct ParameterChanges : Object<v3_param_changes> {
  explicit ParameterChanges(int most);  // maximum number of queues that process may add
  void clear();
  void add(v3_param_id id, const Point& point);  // called by the host; grows as needed
  // sorted by id, so that the order within a sample does not depend on block sizes
  void sort();
  // the queue of this id, created if missing; null: no room
  ParameterQueue* queue(v3_param_id id, bool grow);
  std::vector<ParameterQueue> queues;
  int used = 0;
};

struct Handler : Object<v3_component_handler> {
  Handler();
  int32_t restart_flags = 0;
  bool titles = false;  // titles have changed, at any time
};

}  // namespace partials::hosting::vst3
