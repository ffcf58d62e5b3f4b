// SPDX-License-Identifier: MIT
// State of a window that is kept between layouts; none of it belongs to the player or its project.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "library/model_library.h"
#include "library/training_job.h"

namespace partials::window {

enum class Naming { none, save, rename };    // of a preset
enum class Keys { fitting, shown, folded };  // the drawn keyboard; fitting: shown if there is room
enum class Page { play, settings, browse, train, record };

struct Typed {  // contents of a text field
  std::string text;
  size_t caret = 0;  // byte offset, at the start of a character
};

struct State {
  Page page = Page::play;
  std::string notice;  // a message of the window, shown instead of the player's
  Keys keys = Keys::fitting;
  // Settings.
  bool audio = false;  // the audio settings are shown
  float outputs_top = 0, inputs_top = 0;
  int output = -1, input = -1;  // selected lines
  // Browser.
  Typed search;
  ModelQuery query;    // its words are search.text
  std::string chosen;  // path of the selected line
  float list_top = 0;  // lines scrolled out at the top
  bool searching_hash = false;
  Naming naming = Naming::none;
  Typed preset_name;
  std::string renamed;      // path of the preset being renamed
  bool name_taken = false;  // and the user must decide
  // Training.
  std::vector<std::string> dropped;
  std::string picked;               // the chosen recording, if its folder has others
  std::vector<std::string> beside;  // all recordings of its folder, including it
  Typed name, author;
  int licence = 0;          // index in kLicences
  bool play_along = false;  // the model in training is reloaded as it improves, since Play it now was pressed
  std::string played_run;
  int64_t played_stamp = 0;  // stamp of the model loaded last
  // Takes.
  std::string take;
  float takes_top = 0;
};

}  // namespace partials::window
