# SPDX-License-Identifier: MIT
# analysis_code.h: ANALYSIS_CODE, a hash of everything that decides what an analysis of a recording gives, apart from the machine: the
# source, the compiler and its options. A cached analysis of other code is not used (src/data/analysis_cache.h). As a script (-DOUT=
# -DCOMPILER= -DFILES=) it writes the header; it is changed only where the hash has.
if(CMAKE_SCRIPT_MODE_FILE)
  set(all "${COMPILER}")
  foreach(file ${FILES})
    file(SHA256 ${file} one)
    string(APPEND all "${one}")
  endforeach()
  string(SHA256 all "${all}")
  file(CONFIGURE OUTPUT ${OUT} CONTENT "// Of source, compiler and options.\n#define ANALYSIS_CODE \"${all}\"\n")
  return()
endif()

function(partials_analysis_code target)
  set(globs)
  foreach(layer base analysis learn soundfile judge data)
    list(APPEND globs ${PROJECT_SOURCE_DIR}/src/${layer}/*.h ${PROJECT_SOURCE_DIR}/src/${layer}/*.cpp)
  endforeach()
  set(train ${PROJECT_SOURCE_DIR}/src/families/instrument/train)
  file(GLOB files CONFIGURE_DEPENDS ${globs} ${PROJECT_SOURCE_DIR}/src/system/sample_store.* ${train}/clips.cpp ${train}/measured_once.cpp ${train}/judge_bytes.cpp)
  list(SORT files)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
  get_directory_property(options COMPILE_OPTIONS)  # contraction, sanitizers
  string(SHA256 compiler "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION} ${CMAKE_SYSTEM_PROCESSOR} ${CMAKE_CXX_FLAGS} ${CMAKE_BUILD_TYPE} ${CMAKE_CXX_FLAGS_${type}} ${options}")
  set(header ${CMAKE_CURRENT_BINARY_DIR}/analysis_code/analysis_code.h)
  set(script ${PROJECT_SOURCE_DIR}/cmake/analysis_code.cmake)
  add_custom_command(OUTPUT ${header} DEPENDS ${files} ${script}
    COMMAND ${CMAKE_COMMAND} -DOUT=${header} "-DCOMPILER=${compiler}" "-DFILES=${files}" -P ${script} COMMENT "" VERBATIM)
  target_sources(${target} PRIVATE ${header})
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/analysis_code)
endfunction()
