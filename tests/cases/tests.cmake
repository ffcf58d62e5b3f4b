# Inputs that once failed, where their folder is.
add_test(NAME cases COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/cases/run $<TARGET_FILE:partials>)
set_tests_properties(cases PROPERTIES SKIP_RETURN_CODE 77)
