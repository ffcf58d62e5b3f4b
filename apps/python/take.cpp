// SPDX-License-Identifier: MIT
#include "take.h"

#include "families/motion/train/take_folder.h"
#include "movement.h"
#include "py/array.h"
#include "py/error.h"
#include "py/text.h"
#include "py/type.h"

namespace partials::py {
namespace {

using motion::Take;
using nlohmann::json;

Ref facts(PyObject* self, PyObject*) {
  const Take& t = Type<Take>::of(self);
  json channels = json::array();
  for (const motion::Channel& c : t.channels) channels.push_back({{"name", c.name}, {"unit", c.unit}});
  const Ref all = json_text({{"name", t.name},
                             {"person", t.person},
                             {"licence", t.licence},
                             {"channels", channels},
                             {"labels", t.labels}});
  const auto frames = static_cast<int64_t>(t.frames());
  return tuple("(OOO)", all, make_array(t.times_s, {frames}),
               make_array(t.values, {frames, static_cast<int64_t>(t.channels.size())}));
}

PyMethodDef methods[] = {{"facts", entry<facts>, METH_NOARGS, "Channels and labels as JSON, times, values."},
                         {nullptr, nullptr, 0, nullptr}};

}  // namespace

void add_take(PyObject* module) {
  Type<Take>::add(module, "partials._partials.Take", "A recording of movement.", methods);
}

Ref take_object(Take take) { return Type<Take>::make(std::make_unique<Take>(std::move(take))); }

const Take& take_of(PyObject* object) { return Type<Take>::of(object); }

Take read_take(const std::string& path) {
  auto folder = motion::read_takes({path});
  if (folder.takes.size() != 1)
    refuse("'" + path + "' holds " + std::to_string(folder.takes.size()) + " takes; name a file with one.",
           Exit::input_refused);
  return std::move(folder.takes.front());
}

Ref read_one_take(PyObject*, PyObject* arguments) {
  const char* name = nullptr;
  parse(arguments, "y", &name);
  const std::string path = name;
  Take take;
  {
    const Unlocked unlocked;
    take = read_take(path);
  }
  return take_object(std::move(take));
}

Ref make_take(PyObject*, PyObject* arguments) {
  const char* facts = nullptr;
  PyObject *times, *values;
  parse(arguments, "sOO", &facts, &times, &values);
  const json j = json::parse(facts);
  Take take;
  take.name = j.value("name", "take");
  for (const json& c : j.at("channels")) take.channels.push_back({c.get<std::string>(), ""});
  take.times_s = read_numbers<double>(times, "the times").values;
  Numbers<float> numbers = read_numbers<float>(values, "the values");
  if (numbers.shape.size() != 2 || numbers.shape[0] != static_cast<int64_t>(take.times_s.size()) ||
      numbers.shape[1] != static_cast<int64_t>(take.channels.size()))
    refuse(
        "the values of a take have the shape (frames, channels): a time for each row, and a name for each "
        "column.");
  take.values = std::move(numbers.values);
  return take_object(std::move(take));
}

}  // namespace partials::py
