# A model exported to C plays on a board's library with the bits of the engine; the part on an emulated Cortex-M7 needs
# `tools/setup arm`, and is left out, in words, without it.
if(TARGET partials AND TARGET partials_board)
  add_executable(play_engine board/play_engine.cpp)
  target_include_directories(play_engine PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/board)
  target_link_libraries(play_engine PRIVATE partials_families)
  add_test(NAME board COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/board/run ${PROJECT_BINARY_DIR} $<TARGET_FILE:partials_board>)
endif()
