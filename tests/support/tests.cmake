# A small model file for programs that are tested from outside.
add_executable(write_tiny_model ${CMAKE_CURRENT_LIST_DIR}/write_tiny_model.cpp)
target_include_directories(write_tiny_model PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(write_tiny_model PRIVATE partials_families)
add_test(NAME tiny_model COMMAND write_tiny_model ${PROJECT_BINARY_DIR}/tiny.partials)
set_tests_properties(tiny_model PROPERTIES FIXTURES_SETUP tiny_model)
