# Scripts in tools/, where something that they need is absent.
add_test(NAME tools COMMAND ${CMAKE_CURRENT_LIST_DIR}/run)
add_test(NAME new_processor COMMAND ${CMAKE_CURRENT_LIST_DIR}/new_processor ${CMAKE_CXX_COMPILER})
