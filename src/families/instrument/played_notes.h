// SPDX-License-Identifier: MIT
// What performers read of a model's articulations: the book of views and the manner, made once per model.
#pragma once
#include <vector>

#include "families/instrument/articulations.h"
#include "families/instrument/manner.h"
#include "families/instrument/note_book.h"

namespace partials {

class PlayedNotes {
 public:
  // The articulations must outlive it.
  PlayedNotes(const Articulations& notes, const TrainedRange& known);
  PlayedNotes(const PlayedNotes&) = delete;
  PlayedNotes& operator=(const PlayedNotes&) = delete;

  const NoteBook& book() const noexcept { return book_; }
  const Manner& manner() const noexcept { return manner_; }

 private:
  std::vector<NoteView> views_;
  NoteBook book_;
  Manner manner_;
};

}  // namespace partials
