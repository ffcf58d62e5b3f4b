# What the documentation says, held to the sources.
add_test(NAME docs COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/docs/run)
