# Only JACK's headers are needed at build time; its library, or PipeWire's, is opened at run time (library.h).
partials_find(PARTIALS_JACK_HEADERS jack/jack.h DOC "the folder that holds jack/jack.h")
