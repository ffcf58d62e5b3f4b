# Toy families beside the real ones: test_families has tables of its own.
file(GLOB toys CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/families/*/*.cpp)
target_sources(test_families PRIVATE ${toys})
set(lists ${PROJECT_SOURCE_DIR}/src/families/families.txt ${CMAKE_CURRENT_SOURCE_DIR}/families/toys.txt)
partials_family_tables(test_families families/family Family family ${lists})
partials_family_tables(test_families training/training_family TrainingFamily training ${lists})
