# Movement from end to end, over sockets of this machine.
add_test(NAME body_verbs COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/body/run $<TARGET_FILE:partials>)
add_test(NAME body_practice COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/body/practice $<TARGET_FILE:partials>)
add_test(NAME body_mistakes COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/body/mistakes $<TARGET_FILE:partials>)
add_test(NAME body_demo COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/body/demo $<TARGET_FILE:partials>)
