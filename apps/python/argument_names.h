// SPDX-License-Identifier: MIT
// Names of options in sentences, as arguments of Python's functions: "with_seen" for --seen, "folds=3" for
// --folds 3, "mix={'noise': -6}" for --mix noise=-6.
#pragma once
#include <string>
#include <string_view>

namespace partials::py {

std::string argument_name(std::string_view option, std::string_view value);

// "models list" as Python has it: "partials.models()"; one that Python has not, as the command line has it.
std::string function_name(std::string_view command);

}  // namespace partials::py
