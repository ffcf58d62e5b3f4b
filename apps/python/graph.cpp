// SPDX-License-Identifier: MIT
// Graph and Pass: a graph's outputs, and the gradients of a call.
#include "graph.h"

#include <climits>
#include <variant>

#include "base/denormals.h"
#include "differentiable.h"
#include "graph/registry.h"
#include "model/graph_json.h"
#include "py/array.h"
#include "py/error.h"
#include "py/text.h"
#include "py/type.h"

namespace partials::py {
namespace {

using nlohmann::json;
using SharedGraph = std::shared_ptr<DifferentiableGraph>;

const char* name_of(Rate rate) { return rate == Rate::frame ? "frame" : "sample"; }
int64_t times_of(Rate rate, const Call& call) { return rate == Rate::frame ? call.frames : call.samples; }

struct Pass {
  SharedGraph graph;
  std::variant<std::unique_ptr<Work<float>>, std::unique_ptr<Work<double>>> work;
  std::mutex running;
  ~Pass() {
    std::visit(
        [&](auto& w) {
          if (w) graph->end(std::move(w));
        },
        work);
  }
};

template <class S>
using Inputs = std::vector<Numbers<S>>;  // in the order of the graph

template <class S>
Inputs<S> read_inputs(const Graph& g, PyObject* dict) {
  Inputs<S> all;
  for (const GraphInput& in : g.inputs) {
    PyObject* object = PyDict_GetItemString(dict, in.id.c_str());
    const std::string what = "the input '" + in.id + "'";
    if (!object) refuse(what + " is missing; pass an array for each of the graph's inputs.");
    all.push_back(read_numbers<S>(object, what.c_str()));
    const auto& shape = all.back().shape;
    const int64_t channels = shape.size() == 1 ? 1 : shape.size() == 2 ? shape[1] : -1;
    if (channels != in.channels)
      refuse(what + " has the wrong shape; it takes (times, " + std::to_string(in.channels) + ").");
  }
  return all;
}

// How long a call these inputs ask for: samples where one has samples, else frames.
template <class S>
Call call_for(const DifferentiableGraph& g, const Inputs<S>& inputs, int samples) {
  int frames = samples < 0 ? 0 : -1;
  for (size_t i = 0; i < inputs.size(); ++i) {
    const int64_t times = inputs[i].shape[0];
    if (times > INT_MAX / 64) refuse("the input is too long; split it.");
    if (g.graph().inputs[i].rate == Rate::sample && samples < 0) samples = static_cast<int>(times);
    if (g.graph().inputs[i].rate == Rate::frame && frames <= 0) frames = static_cast<int>(times);
  }
  if (samples < 0 && frames <= 0)
    refuse("the graph has no input that says how long it plays; pass samples=.");
  const Call call = g.call_of(samples, frames > 0 ? frames : samples);
  for (size_t i = 0; i < inputs.size(); ++i) {
    const GraphInput& in = g.graph().inputs[i];
    const int64_t wanted = times_of(in.rate, call), has = inputs[i].shape[0];
    if (has != wanted)
      refuse("the input '" + in.id + "' has " + std::to_string(has) + " " + name_of(in.rate) +
             "s, and a call of " + std::to_string(call.samples) + " samples has " + std::to_string(wanted) +
             ".");
  }
  return call;
}

template <class S>
std::unique_ptr<Work<S>> computed(DifferentiableGraph& g, const Inputs<S>& inputs, std::vector<S> weights,
                                  uint64_t seed, const Call& call) {
  auto work = must(g.begin<S>(call));
  Plan<S>& plan = work->plan;
  work->weights = std::move(weights);
  plan.set_weights(work->weights.data());
  plan.set_lane_seeds(&seed);
  plan.reset();
  for (size_t i = 0; i < inputs.size(); ++i)
    if (S* to = plan.input(g.graph().inputs[i].id))
      std::copy(inputs[i].values.begin(), inputs[i].values.end(), to);
  const FlushDenormals guard;
  plan.run(work->call);
  return work;
}

template <class S>
Ref outputs_of(const DifferentiableGraph& g, const Work<S>& work) {
  Ref dict = Ref::taken(PyDict_New());
  for (const auto& [id, source] : g.graph().outputs) {
    const S* from = work.plan.output(id);
    std::vector<S> values(from, from + work.plan.output_size(id, work.call));
    const int64_t channels = g.channels(id);
    const auto times = static_cast<int64_t>(values.size()) / channels;
    const Ref array = make_array(std::move(values), {times, channels});
    if (PyDict_SetItemString(dict.get(), id.c_str(), array.get()) < 0) throw Raised{};
  }
  return dict;
}

template <class S>
Ref forward_as(const SharedGraph& g, PyObject* dict, PyObject* weights, int samples, uint64_t seed) {
  const Inputs<S> inputs = read_inputs<S>(g->graph(), dict);
  std::vector<S> w = read_numbers<S>(weights, "the weights").values;
  if (w.size() != g->weights().size)
    refuse("the graph has " + std::to_string(g->weights().size) + " weights, not " +
           std::to_string(w.size()) + "; Graph.weights names them in their order.");
  const Call call = call_for(*g, inputs, samples);
  auto pass = std::make_unique<Pass>();
  pass->graph = g;
  std::unique_ptr<Work<S>> work;
  {
    const Unlocked unlocked;
    work = computed(*g, inputs, std::move(w), seed, call);
  }
  const Ref outputs = outputs_of(*g, *work);
  pass->work = std::move(work);
  return tuple("(OO)", Type<Pass>::make(std::move(pass)), outputs);
}

Ref forward(PyObject* self, PyObject* arguments) {
  PyObject *inputs, *weights;
  int samples = -1, is_double = 0;
  unsigned long long seed = 1;
  parse(arguments, "OOiKp", &inputs, &weights, &samples, &seed, &is_double);
  const SharedGraph g = Type<SharedGraph>::of(self);
  return is_double ? forward_as<double>(g, inputs, weights, samples, seed)
                   : forward_as<float>(g, inputs, weights, samples, seed);
}

template <class S>
Ref backward_as(Pass& pass, Work<S>& work, PyObject* dict) {
  const Graph& g = pass.graph->graph();
  std::vector<std::pair<std::string, Numbers<S>>> wanted;
  for (const auto& [id, source] : g.outputs)
    if (PyObject* object = PyDict_GetItemString(dict, id.c_str()); object && object != Py_None) {
      const std::string what = "the gradient of '" + id + "'";
      wanted.emplace_back(id, read_numbers<S>(object, what.c_str()));
      const auto& shape = wanted.back().second.shape;
      const int64_t channels = pass.graph->channels(id);
      if (wanted.back().second.values.size() != work.plan.output_size(id, work.call) ||
          (shape.size() != 2 && channels != 1) || (shape.size() == 2 && shape[1] != channels))
        refuse(what + " has another shape than the output.");
    }
  std::vector<S> d_weights(work.weights.size());
  std::vector<std::vector<S>> d_values(g.inputs.size());
  {
    const Unlocked unlocked;
    const std::lock_guard lock(pass.running);
    const FlushDenormals guard;
    work.plan.clear_gradients(work.call);
    for (const auto& [id, numbers] : wanted)  // added: two outputs may be one wire
      if (S* d = work.plan.d_output(id))
        for (size_t i = 0; i < numbers.values.size(); ++i) d[i] += numbers.values[i];
    work.plan.clear_d_state();
    work.plan.rewind(work.call, d_weights.data());
    for (size_t i = 0; i < g.inputs.size(); ++i) {  // before another thread asks for other gradients
      const GraphInput& in = g.inputs[i];
      d_values[i].resize(static_cast<size_t>(times_of(in.rate, work.call) * in.channels));
      if (const S* d = work.plan.d_input(in.id)) std::copy_n(d, d_values[i].size(), d_values[i].begin());
    }
  }
  Ref d_inputs = Ref::taken(PyDict_New());
  for (size_t i = 0; i < g.inputs.size(); ++i) {
    const GraphInput& in = g.inputs[i];
    const Ref array = make_array(std::move(d_values[i]), {times_of(in.rate, work.call), in.channels});
    if (PyDict_SetItemString(d_inputs.get(), in.id.c_str(), array.get()) < 0) throw Raised{};
  }
  const auto n = static_cast<int64_t>(d_weights.size());
  return tuple("(OO)", d_inputs, make_array(std::move(d_weights), {n}));
}

Ref backward(PyObject* self, PyObject* arguments) {
  PyObject* dict;
  parse(arguments, "O", &dict);
  Pass& pass = Type<Pass>::of(self);
  return std::visit([&](auto& work) { return backward_as(pass, *work, dict); }, pass.work);
}

Ref description(PyObject* self, PyObject*) {
  const DifferentiableGraph& g = *Type<SharedGraph>::of(self);
  json inputs = json::array(), outputs = json::array(), weights = json::array();
  for (const GraphInput& in : g.graph().inputs)
    inputs.push_back({{"id", in.id}, {"rate", name_of(in.rate)}, {"channels", in.channels}});
  for (const auto& [id, source] : g.graph().outputs)
    outputs.push_back({{"id", id}, {"rate", name_of(g.rate(id))}, {"channels", g.channels(id)}});
  for (const WeightEntry& e : g.weights().entries)
    weights.push_back({{"name", e.name},
                       {"rows", e.rows},
                       {"columns", e.cols},
                       {"offset", e.offset},
                       {"min", e.min},
                       {"max", e.max}});
  return json_text(
      {{"inputs", inputs},
       {"outputs", outputs},
       {"weights", weights},
       {"sample_rate", g.rate_hz()},
       {"hop_s", static_cast<double>(g.graph().hop_num) / static_cast<double>(g.graph().hop_den)}});
}

Ref start_weights(PyObject* self, PyObject* arguments) {
  unsigned long long seed = 1;
  parse(arguments, "K", &seed);
  std::vector<float> w = initial_weights(Type<SharedGraph>::of(self)->weights(), seed);
  const auto n = static_cast<int64_t>(w.size());
  return make_array(std::move(w), {n});
}

PyMethodDef graph_methods[] = {
    {"forward", entry<forward>, METH_VARARGS, "A Pass, and its outputs by name."},
    {"description", entry<description>, METH_NOARGS, "Inputs, outputs and weights, as JSON."},
    {"initial_weights", entry<start_weights>, METH_VARARGS, "Random weights of a seed."},
    {nullptr, nullptr, 0, nullptr}};
PyMethodDef pass_methods[] = {
    {"backward", entry<backward>, METH_VARARGS, "Gradients of the inputs by name, and of the weights."},
    {nullptr, nullptr, 0, nullptr}};

json json_of_port(const Port& p) {
  return {{"id", p.id},
          {"rate", name_of(p.rate)},
          {"channels", p.channels},
          {"optional", p.optional},
          {"any_rate", p.any_rate},
          {"min", p.min},
          {"max", p.max}};
}

}  // namespace

void add_graph(PyObject* module) {
  Type<SharedGraph>::add(module, "partials._partials.Graph", "A graph as a differentiable function.",
                         graph_methods);
  Type<Pass>::add(module, "partials._partials.Pass", "One call of a graph.", pass_methods);
}

Ref graph(PyObject*, PyObject* arguments) {
  const char *text = nullptr, *name = nullptr;
  int rate_hz = 0;
  parse(arguments, "ssi", &text, &name, &rate_hz);
  const Graph g = must(graph_from_json(text, name), Exit::usage);
  return Type<SharedGraph>::make(
      std::make_unique<SharedGraph>(must(DifferentiableGraph::create(g, rate_hz), Exit::usage)));
}

Ref processors(PyObject*, PyObject*) {
  json all = json::array();
  for (const KernelSet* set : all_processors(best_isa())) {
    Setup setup;
    json settings = json::array(), in = json::array(), out = json::array();
    for (int i = 0; i < set->info.n_settings; ++i) {
      const Control& c = set->info.settings[i];
      setup.settings.ids[i] = c.id;
      setup.settings.values[i] = c.initial;
      setup.settings.n = i + 1;
      settings.push_back({{"id", c.id}, {"min", c.min}, {"max", c.max}, {"initial", c.initial}});
    }
    Spec spec;
    set->describe(setup, spec);
    for (int i = 0; i < spec.n_in; ++i) in.push_back(json_of_port(spec.in[i]));
    for (int i = 0; i < spec.n_out; ++i) out.push_back(json_of_port(spec.out[i]));
    all.push_back({{"id", set->info.id},
                   {"summary", set->info.summary},
                   {"settings", settings},
                   {"inputs", in},
                   {"outputs", out}});
  }
  return json_text(all);
}

}  // namespace partials::py
