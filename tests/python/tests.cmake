# The Python package, by unittest and Debian's Python.
if(TARGET partials_python)
  find_program(PARTIALS_PYTHON_PROGRAM NAMES python3.11 python3 PATHS /usr/bin NO_DEFAULT_PATH)
  if(PARTIALS_PYTHON_PROGRAM)
    foreach(test render player hearing training graph movement examples stubs doctest misuse wheel aarch64_wheel)
      add_test(NAME python_${test} COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/python/run ${PARTIALS_PYTHON_PROGRAM} ${test}
        ${PROJECT_BINARY_DIR} $<TARGET_FILE:partials> $<TARGET_FILE:partials_c>)
      set_tests_properties(python_${test} PROPERTIES SKIP_RETURN_CODE 77)
    endforeach()
  endif()
endif()
