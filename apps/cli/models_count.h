// SPDX-License-Identifier: MIT
// partials models count: whether players may count notes outside the recordings, and what they counted
// (host/played_counts.h).
#pragma once
#include <CLI/CLI.hpp>

void add_models_count(CLI::App& models);
