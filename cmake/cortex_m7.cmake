# Toolchain: Debian's compiler for ARM boards ("tools/setup arm"), for a Cortex-M7 with a floating-point unit of double precision: a Daisy,
# a Teensy 4.1, and the emulated board that tests/everywhere plays on.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR cortex-m7)
set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(machine "-mcpu=cortex-m7 -mthumb -mfpu=fpv5-d16 -mfloat-abi=hard")
set(CMAKE_C_FLAGS_INIT ${machine})
set(CMAKE_CXX_FLAGS_INIT ${machine})
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_ASM_COMPILER arm-none-eabi-gcc)
set(CMAKE_ASM_FLAGS_INIT ${machine})
