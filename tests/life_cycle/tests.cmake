# From recordings to promoted models, and back to the recordings.
add_test(NAME life_cycle COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/life_cycle/run $<TARGET_FILE:partials>)
add_test(NAME analysis_cache COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/life_cycle/cache $<TARGET_FILE:partials>)
