# One phrase in every host that this build has; ./test plays it on other systems too.
add_subdirectory(${CMAKE_CURRENT_SOURCE_DIR}/everywhere)
if(PARTIALS_WITH_PLUGINS AND NOT PARTIALS_SANITIZE)
  add_test(NAME everywhere COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/everywhere/run ${PROJECT_BINARY_DIR} c cli clap lv2 pd max bytes python)
endif()
