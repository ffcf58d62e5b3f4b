// SPDX-License-Identifier: MIT
// partials models add | versions | diff | promote: versions of the user's models (runs/model_versions.h).
#pragma once
#include <CLI/CLI.hpp>

void add_model_versions(CLI::App& models);
