// SPDX-License-Identifier: MIT
// Plays Max for the objects of apps/max: the functions of max_api.h, a scheduler with a logical time, a queue
// of the main thread, a console. Each external is a file that is opened as Max opens it. It follows what
// Max's documentation says of threads; that does not prove what Max does.
//   Every thread has a role; a new thread's is `main`. One thread may play all roles in turn, which makes a
//   render that is the same every time.
#pragma once
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/nonblocking.h"
#include "max/max_api.h"

namespace partials::test {

enum class Role { main, scheduler, audio };

class MaxHost {
 public:
  static MaxHost& the();
  static Role& role();  // of this thread

  // [main] "partials~ violin"; null if the object could not be made
  void* make(const std::string& text);
  void free(void* object);
  // [main, scheduler] A message as a patch sends it, at once.
  void send(void* object, const std::string& text);
  void at(double ms, void* object, const std::string& text);  // by the scheduler
  double now_ms() const { return now_ms_.load(); }

  void run_scheduler_to(double ms);  // in the role of the scheduler
  void run_main();                   // what was deferred, and queue elements
  struct Audio {                     // what dsp64 adds to the chain of audio
    t_perfroutine64 perform = nullptr;
    t_object* object = nullptr;
    long inlets = 0, outlets = 0;
    void run(double** in, double** out, long n) const noexcept PARTIALS_NONBLOCKING;
  };
  Audio prepare(void* object, double rate_hz, long most_samples);  // calls dsp64
  long inlets(void* object);                                       // of signals
  long outlets(void* object, bool signals);

  // Signals of all outlets, while everything runs in turn on this thread.
  std::vector<std::vector<float>> play(void* object, double rate_hz, long vector_samples, int samples,
                                       const std::vector<std::vector<float>>& inputs = {});

  std::vector<std::string> take_console();  // "partials~: sentence"
  std::vector<std::string> take_told();     // "2 loaded Violin": outlet from the left, message
  void add_folder(const std::string& path) { folders.push_back(path); }
  void set_buffer(const std::string& name, std::vector<float> samples, long channels, double rate_hz);

  // What the functions of Max need (max_functions.cpp).
  struct Method {
    method f = nullptr;
    short type = 0;
  };
  struct Class {
    std::string name;
    method make = nullptr, free = nullptr;
    long size = 0;
    std::map<std::string, Method> methods;
  };
  struct Outlet {
    void* object;
    bool signal;
    size_t number;  // in the order of making: from the right
  };
  struct Object {
    Class* of = nullptr;
    long inlets = 0;
    std::vector<Outlet*> outlets;
  };
  struct Clock {
    void* object;
    method f;
  };
  struct Buffer {
    std::vector<float> samples;
    long channels;
    double rate_hz;
  };
  Object* object_of(void* x);
  void add_object(void* x, Class* of);
  void fail(void* x, const std::string& sentence);
  void tell(const Outlet& outlet, const std::string& text);
  void schedule(double ms, const void* owner, std::function<void()> work);  // replaces the owner's last one
  void unschedule(const void* owner);
  void set_queue(Clock* queue);
  void forget_queue(Clock* queue);
  void defer(std::function<void()> work);
  std::map<std::string, Class*> classes;
  std::map<std::string, Buffer> buffers;
  std::vector<std::string> folders;
  Audio added;  // by the dsp64 that runs

 private:
  struct Task {
    double ms;
    uint64_t number;
    const void* owner;
    std::function<void()> work;
    bool operator<(const Task& other) const {
      return ms != other.ms ? ms < other.ms : number < other.number;
    }
  };
  void load(const std::string& name);
  std::mutex mutex_;  // guards what follows; audio never takes it
  std::map<void*, Object> objects_;
  std::set<Task> tasks_;
  std::vector<Clock*> queues_;
  std::vector<std::function<void()>> deferred_;
  std::vector<std::string> console_, told_;
  uint64_t number_ = 0;
  std::atomic<double> now_ms_{0};
};

}  // namespace partials::test
