# Joints of BVH files against other readers, where node and one of them are.
add_executable(joints_of_bvh ${CMAKE_CURRENT_LIST_DIR}/joints_of_bvh.cpp)
target_link_libraries(joints_of_bvh PRIVATE partials_families)
add_test(NAME bvh_readers COMMAND ${CMAKE_CURRENT_LIST_DIR}/compare_readers $<TARGET_FILE:joints_of_bvh> ${PROJECT_BINARY_DIR}
         WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
set_tests_properties(bvh_readers PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 1200)
