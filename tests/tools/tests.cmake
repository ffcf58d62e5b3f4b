# Scripts in tools/, where something that they need is absent.
add_test(NAME tools COMMAND ${CMAKE_CURRENT_LIST_DIR}/run)
