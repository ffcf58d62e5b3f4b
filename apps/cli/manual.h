// SPDX-License-Identifier: MIT
// What partials(1) says besides its tables: where things lie, and what the environment changes.
#pragma once
#include "describe/pages.h"

namespace partials {

inline describe::Extras manual_extras() {
  return {.description =
              "Partials learns an instrument from recordings of single notes, and plays it: from MIDI, or "
              "with the pitch and loudness of another "
              "sound.\n",
          .sections = {{"FILES",
                        {{"$XDG_DATA_HOME/partials/models",
                          "Your own models; XDG_DATA_HOME is ~/.local/share where it is not set."},
                         {"$XDG_DATA_HOME/partials/runs", "What was trained, a folder for each run."},
                         {"/usr/share/partials/models",
                          "Models that came with the package; found through XDG_DATA_DIRS."}}},
                       {"ENVIRONMENT",
                        {{"PARTIALS_MODEL_PATH",
                          "Folders of models, separated by colons, looked into before the others."},
                         {"PARTIALS_ISA",
                          "Instruction set to use instead of the fastest that the machine has: base, avx2, "
                          "avx512 or bf16."}}}},
          .see_also = {}};
}

}  // namespace partials
