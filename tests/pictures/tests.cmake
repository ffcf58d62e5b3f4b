# docs/processors.md and its pictures (tools/plot_processors); here they are only compared.
add_executable(plot_processors ${CMAKE_CURRENT_LIST_DIR}/plot_processors.cpp)
target_include_directories(plot_processors PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(plot_processors PRIVATE partials_pictures GTest::gtest)
