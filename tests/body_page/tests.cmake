# The page of movement in a browser; see body_page/show, body_page/camera and body_page/verb.
if(TARGET partials_body_page)
  add_executable(body_page_program ${CMAKE_CURRENT_LIST_DIR}/body_page_program.cpp)
  target_include_directories(body_page_program PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(body_page_program PRIVATE partials_body_page)
  foreach(name show camera)
    add_test(NAME body_page_${name} COMMAND ${CMAKE_CURRENT_LIST_DIR}/${name} $<TARGET_FILE:body_page_program>)
    set_tests_properties(body_page_${name} PROPERTIES SKIP_RETURN_CODE 77)
  endforeach()
  add_test(NAME body_page_verb COMMAND ${CMAKE_CURRENT_LIST_DIR}/verb $<TARGET_FILE:partials>)
  set_tests_properties(body_page_verb PROPERTIES SKIP_RETURN_CODE 77)
endif()
add_test(NAME body_page_demo COMMAND ${CMAKE_CURRENT_LIST_DIR}/demo $<TARGET_FILE:partials>)  # a file, so it needs no server
set_tests_properties(body_page_demo PROPERTIES SKIP_RETURN_CODE 77)
