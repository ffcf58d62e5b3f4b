// SPDX-License-Identifier: MIT
// Versions of a model by name: violin@3, violin@best (the one that was promoted) and violin@latest. They are
// files NAME/3.partials in partials/versions of the XDG data home, beside NAME/best.json, which is {"best":
// 3}. runs/model_versions.h writes them. [main-thread]
#pragma once
#include <string>

#include "base/result.h"

namespace partials {

inline constexpr int kMostVersions = 1000000;

std::string versions_folder();                    // "": there is no home
bool is_version_name(const std::string& wanted);  // NAME@WORD, and no path
int best_version(
    const std::string& folder);  // of NAME's folder; 0: none was promoted, or best.json is damaged
int latest_version(const std::string& folder);  // 0: there is none
Result<std::string> version_path(const std::string& wanted);

}  // namespace partials
