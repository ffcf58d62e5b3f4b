# Training in the browser: the module of apps/web/train, built for WebAssembly and compared with the same training on this machine.
add_executable(train_here ${CMAKE_CURRENT_SOURCE_DIR}/web_train/train_here.cpp ${PROJECT_SOURCE_DIR}/apps/web/train/web_train.cpp)
target_include_directories(train_here PRIVATE ${PROJECT_SOURCE_DIR}/apps/web/train)
target_link_libraries(train_here PRIVATE partials_training partials_host)
add_test(NAME web_train COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/web_train/run ${PROJECT_BINARY_DIR} $<TARGET_FILE:train_here> $<TARGET_FILE:partials>)
set_tests_properties(web_train PROPERTIES SKIP_RETURN_CODE 77 RESOURCE_LOCK web_modules)
