# What stands behind a window starts the program `partials`; here it is the one that was built.
target_compile_definitions(test_library PRIVATE PARTIALS_TEST_PROGRAM="$<TARGET_FILE:partials>")
add_dependencies(test_library partials)
target_link_libraries(test_library PRIVATE partials_training_families)  # writes the recordings that are dropped
