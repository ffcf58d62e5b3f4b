// SPDX-License-Identifier: MIT
#include "max/max_host.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <utility>

namespace partials::test {
namespace {

struct Message {
  t_symbol* selector;
  std::vector<t_atom> atoms;
};

// As a person writes it in a message box: whole numbers, numbers with a point, symbols.
Message read_message(const std::string& text) {
  Message message{nullptr, {}};
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    t_atom atom;
    char* end = nullptr;
    const double number = std::strtod(word.c_str(), &end);
    if (*end == 0) {
      const bool whole = word.find_first_not_of("-0123456789") == std::string::npos;
      atom.a_type = whole ? A_LONG : A_FLOAT;
      if (whole)
        atom.a_w.w_long = static_cast<long>(number);
      else
        atom.a_w.w_float = number;
    } else {
      atom.a_type = A_SYM;
      atom.a_w.w_sym = gensym(word.c_str());
    }
    message.atoms.push_back(atom);
  }
  if (!message.atoms.empty() && message.atoms[0].a_type == A_SYM) {
    message.selector = message.atoms[0].a_w.w_sym;
    message.atoms.erase(message.atoms.begin());
  } else {
    message.selector = gensym(message.atoms.size() > 1 ? "list" : message.atoms[0].a_type == A_LONG ? "int" : "float");
  }
  return message;
}

void call(const MaxHost::Method& m, void* x, Message& message) {
  if (m.type == 0) return void(m.f(x));
  if (m.type == A_LONG)
    return reinterpret_cast<void (*)(void*, long)>(m.f)(x, message.atoms.at(0).a_w.w_long);
  if (m.type == A_FLOAT)
    return reinterpret_cast<void (*)(void*, double)>(m.f)(x, message.atoms.at(0).a_w.w_float);
  reinterpret_cast<void (*)(void*, t_symbol*, long, t_atom*)>(m.f)(
      x, message.selector, static_cast<long>(message.atoms.size()), message.atoms.data());
}

}  // namespace

MaxHost& MaxHost::the() {
  static auto* const host = new MaxHost;
  return *host;
}

Role& MaxHost::role() {
  thread_local Role of_this_thread = Role::main;
  return of_this_thread;
}

void MaxHost::load(const std::string& name) {
  if (classes.contains(name)) return;
  void* file = dlopen((std::string(PARTIALS_MAX_FOLDER "/") + name + PARTIALS_MAX_ENDING).c_str(),
                      RTLD_NOW | RTLD_LOCAL);
  if (!file) {
    std::fprintf(stderr, "%s\n", dlerror());
    return;
  }
  if (auto* begin = reinterpret_cast<void (*)(void*)>(dlsym(file, "ext_main"))) begin(nullptr);
}

void* MaxHost::make(const std::string& text) {
  Message message = read_message(text);
  load(message.selector->s_name);
  const auto found = classes.find(message.selector->s_name);
  if (found == classes.end()) return nullptr;
  return reinterpret_cast<void* (*)(t_symbol*, long, t_atom*)>(found->second->make)(
      message.selector, static_cast<long>(message.atoms.size()), message.atoms.data());
}

void MaxHost::free(void* object) { object_free(object); }

void MaxHost::send(void* object, const std::string& text) {
  Message message = read_message(text);
  const auto& methods = object_of(object)->of->methods;
  auto found = methods.find(message.selector->s_name);
  if (found == methods.end() || found->second.type == A_CANT) found = methods.find("anything");
  if (found == methods.end()) return fail(object, "doesn't understand " + text);
  call(found->second, object, message);
}

void MaxHost::at(double ms, void* object, const std::string& text) {
  schedule(ms, nullptr, [this, object, text] { send(object, text); });
}

void MaxHost::run_scheduler_to(double ms) {
  const Role before = std::exchange(role(), Role::scheduler);
  for (;;) {
    Task next;
    {
      const std::lock_guard lock(mutex_);
      if (tasks_.empty() || tasks_.begin()->ms > ms) break;
      next = *tasks_.begin();
      tasks_.erase(tasks_.begin());
    }
    now_ms_ = std::max(now_ms_.load(), next.ms);
    next.work();
  }
  now_ms_ = ms;
  role() = before;
}

void MaxHost::run_main() {
  std::vector<std::function<void()>> deferred;
  std::vector<Clock*> queues;
  {
    const std::lock_guard lock(mutex_);
    deferred.swap(deferred_);
    queues.swap(queues_);
  }
  for (const auto& work : deferred) work();
  for (const Clock* queue : queues) queue->f(queue->object);
}

void MaxHost::Audio::run(double** in, double** out, long n) const noexcept PARTIALS_NONBLOCKING {
  perform(object, nullptr, in, inlets, out, outlets, n, 0, nullptr);
}

MaxHost::Audio MaxHost::prepare(void* object, double rate_hz, long most_samples) {
  added = {};
  short connected[64] = {};
  const auto dsp64 = object_of(object)->of->methods.at("dsp64").f;
  reinterpret_cast<void (*)(void*, void*, short*, double, long, long)>(dsp64)(object, this, connected, rate_hz,
                                                                              most_samples, 0);
  added.inlets = inlets(object);
  added.outlets = outlets(object, true);
  return added;
}

long MaxHost::inlets(void* object) { return object_of(object)->inlets; }

long MaxHost::outlets(void* object, bool signals) {
  const auto& all = object_of(object)->outlets;
  return std::count_if(all.begin(), all.end(), [=](const Outlet* o) { return o->signal == signals; });
}

std::vector<std::vector<float>> MaxHost::play(void* object, double rate_hz, long vector_samples, int samples,
                                              const std::vector<std::vector<float>>& inputs) {
  const Audio audio = prepare(object, rate_hz, vector_samples);
  const auto n = static_cast<size_t>(vector_samples), total = static_cast<size_t>(samples);
  std::vector<std::vector<double>> in(static_cast<size_t>(audio.inlets), std::vector<double>(n)),
      out(static_cast<size_t>(audio.outlets), std::vector<double>(n));
  std::vector<double*> in_pointers, out_pointers;
  for (auto& signal : in) in_pointers.push_back(signal.data());
  for (auto& signal : out) out_pointers.push_back(signal.data());
  std::vector<std::vector<float>> heard(out.size());
  const double start_ms = now_ms();
  for (size_t at = 0; at < total; at += n) {
    for (size_t i = 0; i < in.size(); ++i)
      for (size_t k = 0; k < n; ++k)
        in[i][k] = i < inputs.size() && at + k < inputs[i].size() ? static_cast<double>(inputs[i][at + k]) : 0;
    run_scheduler_to(start_ms + static_cast<double>(at + n) * 1000 / rate_hz);
    run_main();
    audio.run(in_pointers.data(), out_pointers.data(), vector_samples);
    for (size_t i = 0; i < out.size(); ++i)
      for (const double x : out[i]) heard[i].push_back(static_cast<float>(x));
  }
  return heard;
}

std::vector<std::string> MaxHost::take_console() {
  const std::lock_guard lock(mutex_);
  return std::exchange(console_, {});
}

std::vector<std::string> MaxHost::take_told() {
  const std::lock_guard lock(mutex_);
  return std::exchange(told_, {});
}

void MaxHost::set_buffer(const std::string& name, std::vector<float> samples, long channels, double rate_hz) {
  buffers[name] = {std::move(samples), channels, rate_hz};
}

MaxHost::Object* MaxHost::object_of(void* x) {
  const std::lock_guard lock(mutex_);
  const auto found = objects_.find(x);
  return found == objects_.end() ? nullptr : &found->second;
}

void MaxHost::add_object(void* x, Class* of) {
  const std::lock_guard lock(mutex_);
  if (of)
    objects_[x].of = of;
  else
    objects_.erase(x);
}

void MaxHost::fail(void* x, const std::string& sentence) {
  const Object* object = object_of(x);
  const std::lock_guard lock(mutex_);
  console_.push_back((object ? object->of->name + ": " : "") + sentence);
}

void MaxHost::tell(const Outlet& outlet, const std::string& text) {
  const size_t outlets = object_of(outlet.object)->outlets.size();
  const std::lock_guard lock(mutex_);
  told_.push_back(std::to_string(outlets - 1 - outlet.number) + " " + text);
}

void MaxHost::schedule(double ms, const void* owner, std::function<void()> work) {
  const std::lock_guard lock(mutex_);
  if (owner) std::erase_if(tasks_, [=](const Task& t) { return t.owner == owner; });
  tasks_.insert({ms, number_++, owner, std::move(work)});
}

void MaxHost::unschedule(const void* owner) {
  const std::lock_guard lock(mutex_);
  std::erase_if(tasks_, [=](const Task& t) { return t.owner == owner; });
}

void MaxHost::set_queue(Clock* queue) {
  const std::lock_guard lock(mutex_);
  if (std::find(queues_.begin(), queues_.end(), queue) == queues_.end()) queues_.push_back(queue);
}

void MaxHost::forget_queue(Clock* queue) {
  const std::lock_guard lock(mutex_);
  std::erase(queues_, queue);
}

void MaxHost::defer(std::function<void()> work) {
  const std::lock_guard lock(mutex_);
  deferred_.push_back(std::move(work));
}

}  // namespace partials::test
