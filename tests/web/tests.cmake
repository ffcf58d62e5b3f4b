# The web page in a headless Chromium, and its sound thread in node. The first one builds the page, by Emscripten; all are skipped in words
# where Emscripten, node or Chromium are not here.
set(page ${PROJECT_BINARY_DIR}/web/partials.html)
add_test(NAME web_page COMMAND ${CMAKE_CURRENT_LIST_DIR}/made ${page})
add_test(NAME web_play COMMAND ${CMAKE_CURRENT_LIST_DIR}/play ${page})
add_test(NAME web_reach COMMAND ${CMAKE_CURRENT_LIST_DIR}/reach ${page})
add_test(NAME web_devices COMMAND ${CMAKE_CURRENT_LIST_DIR}/devices ${page})
add_test(NAME web_ten_minutes COMMAND ${CMAKE_CURRENT_LIST_DIR}/ten_minutes ${page})
set(web_tests web_play web_reach web_devices web_ten_minutes)
if(TARGET partials_web_server)
  add_test(NAME web_serve COMMAND ${CMAKE_CURRENT_LIST_DIR}/serve $<TARGET_FILE:partials> ${page})
  add_test(NAME web_hands COMMAND ${CMAKE_CURRENT_LIST_DIR}/hands $<TARGET_FILE:partials> ${page})
  add_test(NAME web_firefox COMMAND ${CMAKE_CURRENT_LIST_DIR}/firefox $<TARGET_FILE:partials> ${page})
  add_test(NAME web_gestures COMMAND ${CMAKE_CURRENT_LIST_DIR}/gestures $<TARGET_FILE:partials> ${page})
  add_test(NAME web_page_train COMMAND ${CMAKE_CURRENT_LIST_DIR}/train $<TARGET_FILE:partials> ${page})
  list(APPEND web_tests web_serve web_hands web_firefox web_gestures web_page_train)
endif()
set_tests_properties(web_page ${web_tests} PROPERTIES SKIP_RETURN_CODE 77)
set_tests_properties(web_page PROPERTIES TIMEOUT 3600)  # the first time it compiles three modules
set_tests_properties(${web_tests} PROPERTIES DEPENDS web_page)
set_tests_properties(web_page ${web_tests} PROPERTIES RESOURCE_LOCK web_modules)  # tools/page writes where web_train (tests/web_train) does
add_test(NAME web_decode COMMAND ${CMAKE_CURRENT_LIST_DIR}/decode ${PROJECT_BINARY_DIR}/python)
set_tests_properties(web_decode PROPERTIES SKIP_RETURN_CODE 77)
