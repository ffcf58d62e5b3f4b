// SPDX-License-Identifier: MIT
// Player: the engine that every host uses (play/engine.h), with a queue of events before it.
#include "player.h"

#include <algorithm>
#include <mutex>

#include "host/session.h"
#include "model.h"
#include "py/array.h"
#include "py/error.h"
#include "py/text.h"
#include "py/type.h"

namespace partials::py {
namespace {

constexpr int kChannels = 2;  // out
constexpr int kMostFrames = 1 << 28;

struct Player {
  Player(PlayerKind kind, double rate, int block) : session(kind), rate_hz(rate), max_block(block) {}
  Session session;
  double rate_hz;
  int max_block;
  std::vector<Event> waiting;  // by time; a time counts from the next sample
  std::vector<Event> told;     // of the last call
  std::mutex playing;          // two Python threads may share a player, one at a time

  Engine& engine() { return session.engine(); }

  // What the main thread of a host does now and then.
  Result<void> maintain() {
    engine().collect();
    return engine().needs_refresh() ? engine().refresh() : Result<void>();
  }

  void play(const float* const* in, int in_channels, float* const* out, int frames) {
    const auto due =
        std::find_if(waiting.begin(), waiting.end(), [&](const Event& e) { return e.time >= frames; });
    const auto n = static_cast<size_t>(due - waiting.begin());
    engine().process({in, in_channels, out, kChannels, frames, {waiting.data(), n}});
    waiting.erase(waiting.begin(), due);
    for (Event& e : waiting) e.time -= frames;
    const auto events = engine().out_events();
    told.assign(events.begin(), events.end());
  }
};

Player& player_of(PyObject* self) { return Type<Player>::of(self); }

// All that may wait for another thread's block waits unlocked, and touches no object of Python meanwhile.
void put(Player& p, const Event& e) {
  const Unlocked unlocked;  // another thread may play
  const std::lock_guard lock(p.playing);
  const auto after = std::upper_bound(p.waiting.begin(), p.waiting.end(), e,
                                      [](const Event& a, const Event& b) { return a.time < b.time; });
  p.waiting.insert(after, e);
}

Ref event(PyObject* self, PyObject* arguments) {
  int kind = 0;
  Event e;
  parse(arguments, "iihhiifBBB", &kind, &e.time, &e.channel, &e.key, &e.note_id, &e.index, &e.value,
        &e.status, &e.data1, &e.data2);
  e.kind = static_cast<EventKind>(kind);
  put(player_of(self), e);
  return Ref::none();
}

Ref process(PyObject* self, PyObject* arguments) {
  PyObject* input;
  int frames = 0;
  parse(arguments, "Oi", &input, &frames);
  Player& p = player_of(self);
  Audio in;
  int in_channels = 0;
  if (input != Py_None) {
    in = read_audio_array(input, "the audio");
    refuse_not_finite(in, "the audio");
    if (in.channels > kChannels)
      refuse("the audio has more than two channels; pass (1, samples) or (2, samples).");
    if (in.samples > static_cast<size_t>(kMostFrames))
      refuse("the audio is too long for one block; split it.");
    in_channels = static_cast<int>(in.channels);
    frames = static_cast<int>(in.samples);
  }
  std::vector<float> out(static_cast<size_t>(kChannels) * static_cast<size_t>(frames));
  {
    const Unlocked unlocked;
    const std::lock_guard lock(p.playing);
    must(p.maintain());
    const float* ins[kChannels] = {in.values.data(), in.values.data() + (in_channels == 2 ? frames : 0)};
    float* outs[kChannels] = {out.data(), out.data() + frames};
    p.play(in_channels ? ins : nullptr, in_channels, outs, frames);
  }
  return make_array(std::move(out), {kChannels, frames});
}

Ref load_model(PyObject* self, PyObject* arguments) {
  PyObject* object;
  parse(arguments, "O", &object);
  const PlayableModel model = model_of(object);
  Player& p = player_of(self);
  {
    const Unlocked unlocked;
    const std::lock_guard lock(p.playing);
    must(p.engine().load(model.model), Exit::model_invalid);
    if (model.preset) apply_preset(p.engine(), model.preset->settings);
    must(p.maintain());
  }
  return Ref::none();
}

Ref prepare(PyObject* self, PyObject*) {
  Player& p = player_of(self);
  {
    const Unlocked unlocked;
    const std::lock_guard lock(p.playing);
    must(p.engine().prepare(p.rate_hz, p.max_block));
  }
  return Ref::none();
}

Ref reset(PyObject* self, PyObject*) {
  Player& p = player_of(self);
  {
    const Unlocked unlocked;
    const std::lock_guard lock(p.playing);
    p.engine().reset();
    p.waiting.clear();
  }
  return Ref::none();
}

int index_of(int index) {
  if (index < 0 || index >= kParameterCount) refuse("there is no parameter of this number.");
  return index;
}

Ref value(PyObject* self, PyObject* arguments) {
  int index = 0;
  parse(arguments, "i", &index);
  Player& p = player_of(self);
  return Ref::taken(PyFloat_FromDouble(static_cast<double>(p.engine().value(index_of(index)))));
}

Ref set_value(PyObject* self, PyObject* arguments) {
  int index = 0;
  float to = 0;
  parse(arguments, "if", &index, &to);
  Player& p = player_of(self);
  p.engine().set_value(index_of(index), clamped(index, to));
  return Ref::none();
}

Ref told(PyObject* self, PyObject*) {
  Player& p = player_of(self);
  std::vector<Event> events;
  {
    const Unlocked unlocked;
    const std::lock_guard lock(p.playing);
    events = p.told;
  }
  Ref list = Ref::taken(PyList_New(0));
  for (const Event& e : events) {
    const Ref one = Ref::taken(Py_BuildValue("(iihhiifiii)", static_cast<int>(e.kind), e.time, e.channel,
                                             e.key, e.note_id, e.index, static_cast<double>(e.value),
                                             e.status, e.data1, e.data2));
    if (PyList_Append(list.get(), one.get()) < 0) throw Raised{};
  }
  return list;
}

Ref state(PyObject* self, PyObject*) {
  Player& p = player_of(self);
  nlohmann::json j;
  {
    const Unlocked unlocked;
    const std::lock_guard lock(p.playing);
    const Meters& m = p.engine().meters();
    j = {{"latency_samples", p.engine().latency_samples()},
         {"tail_s", p.engine().tail_s()},
         {"needs_prepare", p.engine().needs_restart()},
         {"voices", m.voices.load()},
         {"peak", m.peak.load()},
         {"f0_hz", m.f0_hz.load()},
         {"loudness_db", m.loudness_db.load()}};
  }
  return json_text(j);
}

PyMethodDef methods[] = {
    {"load", entry<load_model>, METH_VARARGS, "Plays this model from the next block on."},
    {"prepare", entry<prepare>, METH_NOARGS, "Allocates anew; clears notes and tails."},
    {"reset", entry<reset>, METH_NOARGS, "Clears notes, tails and waiting events."},
    {"event", entry<event>, METH_VARARGS, "An event in so many samples from now."},
    {"process", entry<process>, METH_VARARGS, "The next block."},
    {"value", entry<value>, METH_VARARGS, "A parameter's value."},
    {"set_value", entry<set_value>, METH_VARARGS, "Sets a parameter."},
    {"told", entry<told>, METH_NOARGS, "Events that came out of the last block."},
    {"state", entry<state>, METH_NOARGS, "Latency, tail and meters, as JSON."},
    {nullptr, nullptr, 0, nullptr}};

}  // namespace

void add_player(PyObject* module) {
  Type<Player>::add(module, "partials._partials.Player", "An engine with a queue of events.", methods);
}

Ref player(PyObject*, PyObject* arguments) {
  int effect = 0, block = 512;
  double rate_hz = 48000;
  parse(arguments, "pdi", &effect, &rate_hz, &block);
  auto made = std::make_unique<Player>(effect ? PlayerKind::effect : PlayerKind::instrument, rate_hz, block);
  must(made->engine().prepare(rate_hz, block));
  return Type<Player>::make(std::move(made));
}

}  // namespace partials::py
