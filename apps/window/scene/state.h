// SPDX-License-Identifier: MIT
// What a window remembers from one layout to the next; nothing of it belongs to the player or its project.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "library/model_library.h"
#include "library/training_job.h"

namespace partials::window {

enum class Naming { none, save, rename };    // of a preset
enum class Keys { fitting, shown, folded };  // the drawn keyboard; fitting: where there is room
enum class Page { play, settings, browse, train, record };

struct Typed {  // in a field for text
  std::string text;
  size_t caret = 0;  // a byte, at the beginning of a character
};

struct State {
  Page page = Page::play;
  std::string notice;  // one sentence of the window's own, over the player's
  Keys keys = Keys::fitting;
  // Settings.
  bool audio = false;  // the audio system's are shown
  float outputs_top = 0, inputs_top = 0;
  int output = -1, input = -1;  // lines that are looked at
  // Browser.
  Typed search;
  ModelQuery query;    // words are search.text
  std::string chosen;  // path of the line that is looked at
  float list_top = 0;  // lines scrolled away
  bool searching_hash = false;
  Naming naming = Naming::none;
  Typed preset_name;
  std::string renamed;      // path of the preset that gets another name
  bool name_taken = false;  // and asked what to do
  // Training.
  std::vector<std::string> dropped;
  std::string picked;               // the one recording that was chosen, where more lie beside it
  std::vector<std::string> beside;  // all of its folder, itself included
  Typed name, author;
  int licence = 0;          // of kLicences
  bool play_along = false;  // what is learned is played as it comes, since Play it now was pressed
  std::string played_run;
  int64_t played_stamp = 0;  // of the model that was last loaded
  // Takes.
  std::string take;
  float takes_top = 0;
};

}  // namespace partials::window
