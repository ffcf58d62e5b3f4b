# The objects of Max in a host that plays Max; each is opened from its file, and calls Max's functions in the program.
if(TARGET test_max)
  add_library(max_host OBJECT ${CMAKE_CURRENT_LIST_DIR}/max_host.cpp ${CMAKE_CURRENT_LIST_DIR}/max_functions.cpp)
  target_include_directories(max_host PUBLIC ${PROJECT_SOURCE_DIR}/apps ${PROJECT_SOURCE_DIR}/tests ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(max_host PUBLIC partials_max_api nlohmann_json::nlohmann_json ${CMAKE_DL_LIBS})
  target_compile_options(max_host PUBLIC -Wno-cast-function-type)  # a class of Max is made of functions of any type
  if(PARTIALS_SANITIZE MATCHES undefined)  # which sees that a method is called by another type than its own, as Max does
    target_compile_options(max_host PUBLIC -fno-sanitize=function)
  endif()
  target_compile_definitions(max_host PUBLIC PARTIALS_MAX_FOLDER="${PROJECT_BINARY_DIR}/max/partials/externals"
    PARTIALS_MAX_ENDING="${PARTIALS_MAX_ENDING}")
  target_link_libraries(test_max PRIVATE max_host)
  set_target_properties(test_max PROPERTIES ENABLE_EXPORTS ON)
  add_dependencies(test_max partials_max)
endif()
