// SPDX-License-Identifier: MIT
#include "pd/pd_patch.h"

#include "host/preset.h"
#include "model/model_file.h"

namespace partials::pd {

PdPatch::PdPatch(t_object* owner, const char* class_name, t_method tick)
    : owner_(owner),
      class_name_(class_name),
      canvas_(canvas_getcurrent()),
      clock_(clock_new(owner, tick)),
      origin_(clock_getlogicaltime()) {}

PdPatch::~PdPatch() { clock_free(clock_); }

void PdPatch::tell(std::string_view selector, patch::Words words) {
  std::vector<t_atom> atoms(words.size());
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i].is_number)
      SETFLOAT(&atoms[i], static_cast<t_float>(words[i].number));
    else
      SETSYMBOL(&atoms[i], gensym(std::string(words[i].text).c_str()));
  }
  outlet_anything(info_, gensym(std::string(selector).c_str()), static_cast<int>(atoms.size()), atoms.data());
}

void PdPatch::complain(const std::string& sentence) {
  pd_error(owner_, "%s: %s", class_name_, sentence.c_str());
}

// As Pd finds any file: beside the patch, then along `declare -path` and Pd's own search path.
std::string PdPatch::find_file(const std::string& name) {
  for (const char* ending : {"", ".partials", partials::kPresetEnding}) {
    char folder[MAXPDSTRING];
    char* file = nullptr;
    const int opened = canvas_open(canvas_, name.c_str(), ending, folder, &file, MAXPDSTRING, 1);
    if (opened < 0) continue;
    sys_close(opened);
    return std::string(folder) + "/" + file;
  }
  return "";
}

std::vector<patch::Word> words_of(int argc, const t_atom* argv) {
  std::vector<patch::Word> words;
  words.reserve(static_cast<size_t>(argc));
  for (int i = 0; i < argc; ++i) {
    if (argv[i].a_type == A_FLOAT)
      words.emplace_back(static_cast<double>(argv[i].a_w.w_float));
    else if (argv[i].a_type == A_SYMBOL)
      words.emplace_back(std::string_view(argv[i].a_w.w_symbol->s_name));
    else
      words.emplace_back(std::string_view("?"));
  }
  return words;
}

}  // namespace partials::pd
