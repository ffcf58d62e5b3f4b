// SPDX-License-Identifier: MIT
// What an audit says of a sweep (AuditEvidence::sweep): whether every trial is shown, how one was chosen,
// what may be compared, and the table of trials. Text for a sentence; "" if there is nothing to say.
#pragma once
#include <string>

#include "runs/audit.h"

namespace partials {

// Item 3.7: by validation alone.
AuditAnswer chosen_of_sweep(const AuditEvidence& e);

// Trials without a result, run or model, or whose files do not fit their result.
std::string hidden_in_sweep(const AuditEvidence& e);

// Trials that learned from other recordings than the chosen one, or in other sets, so that their validations
// cannot be compared.
std::string other_data_in_sweep(const AuditEvidence& e);

// The chosen settings against each of the others, by a permutation test over their seeds, Holm-corrected.
std::string trials_compared(const AuditEvidence& e);

// "12 trials: 1 finished, 10 not promoted, 1 failed. Looks at the test set: 1, of 1 trial. Validation ..."
std::string summary_of_sweep(const AuditEvidence& e);

std::string text_of_trials(const AuditedSweep& sweep);
nlohmann::json json_of_trials(const AuditedSweep& sweep);
std::string html_of_trials(const AuditedSweep& sweep);

}  // namespace partials
