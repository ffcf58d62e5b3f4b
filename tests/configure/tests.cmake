# The build itself: what is installed or removed between two configures.
if(NOT PARTIALS_SANITIZE AND NOT CMAKE_CROSSCOMPILING)
  add_test(NAME configure COMMAND ${CMAKE_CURRENT_LIST_DIR}/run ${PROJECT_SOURCE_DIR})
  set_tests_properties(configure PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 300)
endif()
