// SPDX-License-Identifier: MIT
// What an audit knows of a sweep's folder: every trial with its result, run and model, and of the chosen
// trial what it knows of any run (runs/audit_evidence.h).
#pragma once
#include <string>

#include "runs/audit_evidence.h"

namespace partials {

// The folder of a sweep whose models/ holds this file, or "".
std::string sweep_of_model(const std::string& path);

// chosen: the number of a trial or one of the sweep's model files; "": the trial that validates best.
// places: runs and looks besides the sweep's own. Throws std::runtime_error or DataRefused with one sentence.
AuditEvidence evidence_of_sweep(const std::string& folder, const std::string& chosen, AuditPlaces places);

}  // namespace partials
