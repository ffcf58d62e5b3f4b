# SPDX-License-Identifier: MIT
# The commit of the source as a header, SOURCE_COMMIT_H; written again when the repository's log has grown, and changed only where the
# commit has. As a script (-DOUT= -DREPOSITORY=) it writes the header.
if(CMAKE_SCRIPT_MODE_FILE)
  execute_process(COMMAND git -C ${REPOSITORY} rev-parse HEAD OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  file(CONFIGURE OUTPUT ${OUT} CONTENT "// The commit of the source; empty outside a repository.\n#define PARTIALS_SOURCE_COMMIT \"${commit}\"\n")
  return()
endif()

function(partials_source_commit target)
  set(header ${CMAKE_CURRENT_BINARY_DIR}/source_commit/source_commit.h)
  set(log ${PROJECT_SOURCE_DIR}/.git/logs/HEAD)
  if(NOT EXISTS ${log})
    set(log)
  endif()
  set(script ${PROJECT_SOURCE_DIR}/cmake/source_commit.cmake)
  add_custom_command(OUTPUT ${header} DEPENDS ${log} ${script}
    COMMAND ${CMAKE_COMMAND} -DOUT=${header} -DREPOSITORY=${PROJECT_SOURCE_DIR} -P ${script} COMMENT "" VERBATIM)
  target_sources(${target} PRIVATE ${header})
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/source_commit)
endfunction()
