# Other projects link the library, and its core stands alone.
if(NOT PARTIALS_SANITIZE AND NOT CMAKE_CROSSCOMPILING AND NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  add_test(NAME consumer COMMAND ${CMAKE_CURRENT_LIST_DIR}/run ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
  set_tests_properties(consumer PROPERTIES TIMEOUT 1200)
  add_test(NAME core_alone COMMAND ${CMAKE_CURRENT_LIST_DIR}/core_alone ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
endif()
