# The shared library from outside: its symbols, and what is installed of it.
add_test(NAME c_symbols COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/c/check_symbols $<TARGET_FILE:partials_c> ${PROJECT_SOURCE_DIR}/include/partials/partials.h)
if(NOT PARTIALS_SANITIZE)
  add_test(NAME c_install COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/c/check_install ${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/tiny.partials)
  set_tests_properties(c_install PROPERTIES FIXTURES_REQUIRED tiny_model)
endif()
