# Every processor as sound and picture, for people (tools/listen); here it is only made.
add_executable(listen ${CMAKE_CURRENT_LIST_DIR}/listen.cpp)
target_include_directories(listen PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(listen PRIVATE partials_training_families GTest::gtest)
add_test(NAME listen COMMAND listen ${PROJECT_BINARY_DIR}/listened)
