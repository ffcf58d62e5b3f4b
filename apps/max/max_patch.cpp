// SPDX-License-Identifier: MIT
#include "max/max_patch.h"

#include <cstdio>

#include "host/preset.h"
#include "model/model_file.h"

namespace partials::max {

void MaxPatch::begin(method tick, method poll) {
  clock_ = static_cast<t_clock*>(clock_new(owner_, tick));
  queue_ = qelem_new(owner_, poll);
  if (asked_ms_ >= 0) clock_fdelay(clock_, asked_ms_);
}

MaxPatch::~MaxPatch() {
  if (clock_) object_free(clock_);
  if (queue_) qelem_free(static_cast<t_qelem*>(queue_));
}

void MaxPatch::tell(t_outlet* outlet, std::string_view selector, patch::Words words) {
  std::vector<t_atom> atoms(words.size());
  for (size_t i = 0; i < words.size(); ++i) {
    atoms[i].a_type = words[i].is_number ? A_FLOAT : A_SYM;
    if (words[i].is_number)
      atoms[i].a_w.w_float = words[i].number;
    else
      atoms[i].a_w.w_sym = gensym(std::string(words[i].text).c_str());
  }
  outlet_anything(outlet, gensym(std::string(selector).c_str()), static_cast<short>(atoms.size()),
                  atoms.data());
}

void MaxPatch::complain(const std::string& sentence) {
  object_error(owner_, "%s", sentence.c_str());  // Max writes the object's name before it
}

// As Max finds any file: beside the patch while that loads, then along its search path.
std::string MaxPatch::find_file(const std::string& name) {
  for (const char* ending : {"", ".partials", partials::kPresetEnding}) {
    const std::string file = name + ending;
    if (file.size() >= MAX_FILENAME_CHARS) continue;
    char found[MAX_FILENAME_CHARS], path[MAX_PATH_CHARS] = "";
    std::snprintf(found, sizeof found, "%s", file.c_str());
    short folder = 0;
    t_fourcc type = 0;
    if (locatefile_extended(found, &folder, &type, nullptr, 0) == 0 &&
        path_toabsolutesystempath(folder, found, path) == 0)
      return path;
  }
  return "";
}

void MaxPatch::poll_in(double ms) {
  if (clock_)
    clock_fdelay(clock_, ms);
  else
    asked_ms_ = ms;
}

double MaxPatch::now_ms() {
  double ms = 0;
  clock_getftime(&ms);
  return ms;
}

MaxWords::MaxWords(long argc, const t_atom* argv) noexcept {
  for (long i = 0; i < argc; ++i) {
    if (n_ == kMost) {
      fit_ = false;
      return;
    }
    const t_atom& atom = argv[i];
    if (atom.a_type == A_LONG)
      words_[n_++] = patch::Word(static_cast<double>(atom.a_w.w_long));
    else if (atom.a_type == A_FLOAT)
      words_[n_++] = patch::Word(static_cast<double>(atom.a_w.w_float));
    else if (atom.a_type == A_SYM)
      words_[n_++] = patch::Word(std::string_view(atom.a_w.w_sym->s_name));
    else
      words_[n_++] = patch::Word(std::string_view("?"));
  }
}

}  // namespace partials::max
