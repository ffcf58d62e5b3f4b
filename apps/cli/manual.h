// SPDX-License-Identifier: MIT
// Sections of partials(1) that are not generated from option tables: files and environment variables.
#pragma once
#include "describe/pages.h"

namespace partials {

inline describe::Extras manual_extras() {
  return {
      .description =
          "Partials trains a model of an instrument on recordings of single notes, and plays it from MIDI or "
          "with the pitch and loudness of another sound.\n",
      .sections =
          {{"FILES",
            {{"$XDG_DATA_HOME/partials/models",
              "Your own models. If XDG_DATA_HOME is not set, it is ~/.local/share."},
             {"$XDG_DATA_HOME/partials/runs", "Training runs, one folder each."},
             {"$XDG_CACHE_HOME/partials/analysis",
              "What was analysed of recordings, so that it is analysed once; at most 1 GiB, and safe "
              "to delete. If XDG_CACHE_HOME is not set, it is ~/.cache."},
             {"/usr/share/partials/models", "Models of the package; found through XDG_DATA_DIRS."}}},
           {"ENVIRONMENT",
            {{"PARTIALS_RUNS",
              "Folder of training runs instead of $XDG_DATA_HOME/partials/runs, such as one on a "
              "disk that several machines share."},
             {"PARTIALS_MODEL_PATH", "Model folders, separated by colons, searched before the others."},
             {"PARTIALS_CACHE",
              "Folder of the cached analyses instead of $XDG_CACHE_HOME/partials/analysis, or 'off'."},
             {"PARTIALS_CACHE_MIB", "The most that they may take, in MiB, instead of 1024."},
             {"PARTIALS_ISA",
              "Instruction set to use instead of the fastest that the machine has: base, avx2, "
              "avx512 or bf16."}}}},
      .see_also = {}};
}

}  // namespace partials
