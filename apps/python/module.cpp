// SPDX-License-Identifier: MIT
// The extension partials._partials. It takes and returns plain things (bytes for paths, JSON for options and
// figures, arrays); the package around it, in Python, is what people use.
#include "argument_names.h"
#include "base/command_name.h"
#include "base/option_name.h"
#include "graph.h"
#include "hear.h"
#include "model.h"
#include "movement.h"
#include "player.h"
#include "py/array.h"
#include "py/error.h"
#include "py/object.h"
#include "render.h"
#include "training.h"

namespace partials::py {
namespace {

PyMethodDef functions[] = {
    {"version", entry<version>, METH_NOARGS, "The version of the library."},
    {"array", entry<array_of>, METH_VARARGS, "An Array of flat numbers and a shape."},
    {"load", entry<load>, METH_VARARGS, "The model of a file or a name."},
    {"models", entry<models>, METH_NOARGS, "Models that names are looked for among, as JSON."},
    {"parameters", entry<parameters>, METH_NOARGS, "The parameters of players, as JSON."},
    {"render", entry<render>, METH_VARARGS, "Sound of notes, a file or audio."},
    {"read_audio", entry<read_audio_file>, METH_VARARGS, "A recording, and its rate."},
    {"write_wav", entry<write_audio_file>, METH_VARARGS, "Writes a WAV file."},
    {"player", entry<player>, METH_VARARGS, "A new Player."},
    {"hear", entry<hear>, METH_VARARGS, "Pitch and loudness of audio."},
    {"check", entry<check>, METH_VARARGS, "What was found in recordings."},
    {"runs", entry<list_runs>, METH_VARARGS, "Training runs, as JSON."},
    {"train", entry<train_model>, METH_VARARGS, "Trains a model."},
    {"evaluate", entry<evaluate_model>, METH_VARARGS, "Judges a model on recordings."},
    {"graph", entry<graph>, METH_VARARGS, "A graph of its JSON."},
    {"processors", entry<processors>, METH_NOARGS, "All processors, as JSON."},
    {"read_take", entry<read_one_take>, METH_VARARGS, "The take of a BVH or CSV file."},
    {"make_take", entry<make_take>, METH_VARARGS, "A take of channels, times and values."},
    {"mapping", entry<mapping>, METH_VARARGS, "A mapping that demonstrations can be given to."},
    {"run_mapping", entry<run_mapping>, METH_VARARGS, "Outputs of a mapping for a take."},
    {"play_mapping", entry<play_mapping>, METH_VARARGS, "The sound of a model that a mapping plays."},
    {"conduct", entry<conduct_tune>, METH_VARARGS, "A tune that a recorded hand leads."},
    {"dance", entry<dance_on>, METH_VARARGS, "A model of movement dances."},
    {nullptr, nullptr, 0, nullptr}};

// Types live as long as the process, so they belong to one interpreter.
bool is_first_interpreter() {
  static PyInterpreterState* const first = PyInterpreterState_Get();
  return first == PyInterpreterState_Get();
}

int fill(PyObject* module) noexcept {
  if (!is_first_interpreter()) {
    PyErr_SetString(
        PyExc_ImportError,
        "partials is imported already, in another interpreter of this process; one has it at a time.");
    return -1;
  }
  try {
    name_options(argument_name);
    name_commands(function_name);
    add_error(module);
    add_array(module);
    add_model(module);
    add_player(module);
    add_graph(module);
    add_movement(module);
    return 0;
  } catch (...) {
    raise_current();
    return -1;
  }
}

PyModuleDef_Slot slots[] = {{Py_mod_exec, reinterpret_cast<void*>(&fill)}, {0, nullptr}};
PyModuleDef definition = {PyModuleDef_HEAD_INIT,
                          "_partials",
                          "What the package partials is made of; see the package.",
                          0,
                          functions,
                          slots,
                          nullptr,
                          nullptr,
                          nullptr};

}  // namespace
}  // namespace partials::py

PyMODINIT_FUNC PyInit__partials() { return PyModuleDef_Init(&partials::py::definition); }
