#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# listing.py c LIBPARTIALS | clap PLUGIN: opens a library as a program of others would and prints what it says
# of itself, as JSON: a list of [group, item, value]. tools/check_same starts it anew for each library, so
# that no two are in one process.
import ctypes
import json
import sys
from ctypes import CFUNCTYPE, POINTER, Structure, byref, cast
from ctypes import c_bool, c_char, c_char_p, c_double, c_float, c_int32, c_size_t, c_uint32, c_void_p

FIGURE = "{:.9g}".format


def fields(kind, names):
    return [(name, kind) for name in names.split()]


class Parameter(Structure):
    _fields_ = [*fields(c_char_p, "id name unit help"), *fields(c_float, "min max initial"),
                ("flags", c_uint32)]


def c_interface(path):
    lib = ctypes.CDLL(path)
    lib.partials_create.restype = c_void_p
    lib.partials_save.restype = c_size_t
    rows = []
    for index in range(lib.partials_parameter_count()):
        p = Parameter()
        if lib.partials_parameter_info(c_uint32(index), byref(p)) != 0:
            raise RuntimeError(f"no parameter {index}")
        said = []
        for value in (p.min, p.initial, (p.min + p.max) / 2, p.max):
            text = ctypes.create_string_buffer(256)
            lib.partials_value_to_text(c_uint32(index), c_float(value), text, c_size_t(256))
            said.append(text.value.decode())
        words = [str(index), p.name.decode(), p.unit.decode(), p.help.decode()]
        words += [*map(FIGURE, (p.min, p.max, p.initial)), str(p.flags), *said]
        rows.append(["parameters", p.id.decode(), " | ".join(words)])
    for kind, word in enumerate(("instrument", "effect")):
        player = c_void_p(lib.partials_create(c_int32(kind)))
        for index in range(lib.partials_parameter_count()):
            p = Parameter()
            lib.partials_parameter_info(c_uint32(index), byref(p))
            lib.partials_set_value(player, c_uint32(index), c_float(p.min + (p.max - p.min) * 0.75))
        state = ctypes.create_string_buffer(lib.partials_save(player, None, c_size_t(0)) or 1)
        size = lib.partials_save(player, state, c_size_t(len(state)))
        rows.append(["saved state", word, state.raw[:size].hex()])
        lib.partials_destroy(player)
    return rows


class Descriptor(Structure):
    _fields_ = [("version", c_uint32 * 3),
                *fields(c_char_p, "id name vendor url manual support release text"),
                ("features", POINTER(c_char_p))]


class Plugin(Structure):
    pass


ON = CFUNCTYPE(None, POINTER(Plugin))
EXTENSION = CFUNCTYPE(c_void_p, POINTER(Plugin), c_char_p)
Plugin._fields_ = [("descriptor", POINTER(Descriptor)), ("data", c_void_p),
                   ("init", CFUNCTYPE(c_bool, POINTER(Plugin))), ("destroy", ON),
                   *fields(c_void_p, "activate deactivate start stop reset process"),
                   ("extension", EXTENSION), ("on_main_thread", ON)]


class Info(Structure):
    _fields_ = [*fields(c_uint32, "id flags"), ("cookie", c_void_p), ("name", c_char * 256),
                ("module", c_char * 1024), *fields(c_double, "min max initial")]


class Parameters(Structure):
    _fields_ = [("count", CFUNCTYPE(c_uint32, POINTER(Plugin))),
                ("info", CFUNCTYPE(c_bool, POINTER(Plugin), c_uint32, POINTER(Info)))]


OFFERS, ASKED = CFUNCTYPE(c_void_p, c_void_p, c_char_p), CFUNCTYPE(None, c_void_p)


class Host(Structure):
    _fields_ = [("version", c_uint32 * 3), ("data", c_void_p), *fields(c_char_p, "name vendor url release"),
                ("extension", OFFERS), *fields(ASKED, "restart process callback")]


class Factory(Structure):
    pass


Factory._fields_ = [("count", CFUNCTYPE(c_uint32, POINTER(Factory))),
                    ("descriptor", CFUNCTYPE(POINTER(Descriptor), POINTER(Factory), c_uint32)),
                    ("create", CFUNCTYPE(POINTER(Plugin), POINTER(Factory), POINTER(Host), c_char_p))]


class Entry(Structure):
    _fields_ = [("version", c_uint32 * 3), ("init", CFUNCTYPE(c_bool, c_char_p)), ("deinit", CFUNCTYPE(None)),
                ("factory", CFUNCTYPE(c_void_p, c_char_p))]


EXTENSIONS = ("audio-ports note-ports params state latency tail render voice-info gui note-name preset-load "
              "timer-support param-indication remote-controls").split()
HIDDEN = 1 << 2  # follows the model that is loaded


def clap(path):
    entry = Entry.in_dll(ctypes.CDLL(path), "clap_entry")
    entry.init(path.encode())
    factory = cast(entry.factory(b"clap.plugin-factory"), POINTER(Factory))
    offers, asked = OFFERS(lambda host, name: None), ASKED(lambda host: None)
    host = Host((c_uint32 * 3)(1, 1, 1), None, b"check_same", b"", b"", b"1", offers, asked, asked, asked)
    rows = []
    for place in range(factory.contents.count(factory)):
        of = factory.contents.descriptor(factory, place).contents
        features, i = [], 0
        while of.features[i]:
            features.append(of.features[i].decode())
            i += 1
        plugin = factory.contents.create(factory, byref(host), of.id)
        plugin.contents.init(plugin)
        has = [e for e in EXTENSIONS if plugin.contents.extension(plugin, f"clap.{e}".encode())]
        kind = of.id.decode().rpartition(".")[2]
        words = [of.name.decode(), of.text.decode(), *features, "extensions:", *has]
        rows.append(["CLAP plug-ins", of.id.decode(), " | ".join(words)])
        extension = plugin.contents.extension(plugin, b"clap.params")
        parameters = cast(extension, POINTER(Parameters)).contents
        for at in range(parameters.count(plugin)):
            p = Info()
            parameters.info(plugin, at, byref(p))
            words = [str(at), p.name.decode(), p.module.decode(), f"flags {p.flags & ~HIDDEN:x}"]
            words += map(FIGURE, (p.min, p.max, p.initial))
            rows.append([f"CLAP parameters, {kind}", str(p.id), " | ".join(words)])
        plugin.contents.destroy(plugin)
    return rows


print(json.dumps({"c": c_interface, "clap": clap}[sys.argv[1]](sys.argv[2])))
sys.stdout.flush()
