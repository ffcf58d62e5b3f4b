# The objects of Max in a host that plays Max; each is opened from its file.
if(TARGET test_max)
  target_sources(test_max PRIVATE ${CMAKE_CURRENT_LIST_DIR}/max_host.cpp ${CMAKE_CURRENT_LIST_DIR}/max_functions.cpp)
  target_include_directories(test_max PRIVATE ${PROJECT_SOURCE_DIR}/apps)
  target_link_libraries(test_max PRIVATE partials_max_api nlohmann_json::nlohmann_json ${CMAKE_DL_LIBS})
  target_compile_options(test_max PRIVATE -Wno-cast-function-type)  # a class of Max is made of functions of any type
  if(PARTIALS_SANITIZE MATCHES undefined)  # which sees that a method is called by another type than its own, as Max does
    target_compile_options(test_max PRIVATE -fno-sanitize=function)
  endif()
  target_compile_definitions(test_max PRIVATE PARTIALS_MAX_FOLDER="${PROJECT_BINARY_DIR}/max/partials/externals"
    PARTIALS_MAX_ENDING="${PARTIALS_MAX_ENDING}")
  set_target_properties(test_max PROPERTIES ENABLE_EXPORTS ON)  # the externals call Max's functions
  add_dependencies(test_max partials_max)
endif()
