// SPDX-License-Identifier: MIT
// partials map record: an example from packets or from a take, learned and saved.
#pragma once
#include "map_verb.h"

namespace partials {

void record_example(const MapVerb& o);  // throws Stop

// Trains and saves what a session has, and says so; throws Stop.
void train_and_save(body::MapSession& session, const MapVerb& o);

// Without a sender: on a port that nobody knows.
MapVerb deaf(MapVerb o);

}  // namespace partials
