{"patcher": {"fileversion": 1, "appversion": {"major": 8, "minor": 2, "revision": 0, "architecture": "x64", "modernui": 1}, "classnamespace": "box", "rect": [80.0, 80.0, 760.0, 460.0], "bglocked": 0, "openinpresentation": 0, "default_fontsize": 12.0, "default_fontname": "Arial", "gridonopen": 1, "gridsize": [15.0, 15.0],
  "boxes": [
    {"box": {"maxclass": "panel", "numinlets": 1, "numoutlets": 0, "patching_rect": [10, 10, 740, 46], "bgcolor": [0.85, 0.89, 0.93, 1.0], "background": 1, "mode": 0, "id": "obj-1"}},
    {"box": {"maxclass": "comment", "text": "partials.room~", "numinlets": 1, "numoutlets": 0, "patching_rect": [20, 18, 300, 30.0], "linecount": 1, "fontsize": 22.0, "fontface": 1, "id": "obj-2"}},
    {"box": {"maxclass": "comment", "text": "the room that a model learned; without a model, a plain room", "numinlets": 1, "numoutlets": 0, "patching_rect": [300, 24, 440, 20.0], "linecount": 1, "fontsize": 12.0, "id": "obj-3"}},
    {"box": {"maxclass": "toggle", "numinlets": 1, "numoutlets": 1, "outlettype": ["int"], "parameter_enable": 0, "patching_rect": [20, 74, 34.0, 34.0], "id": "obj-4"}},
    {"box": {"maxclass": "comment", "text": "click here: sound on", "numinlets": 1, "numoutlets": 0, "patching_rect": [62, 82, 180, 20.0], "linecount": 1, "fontsize": 12.0, "id": "obj-5"}},
    {"box": {"maxclass": "newobj", "text": "metro 1500", "numinlets": 2, "numoutlets": 1, "outlettype": [""], "patching_rect": [20, 130, 84.0, 22.0], "id": "obj-6"}},
    {"box": {"maxclass": "newobj", "text": "click~", "numinlets": 1, "numoutlets": 1, "outlettype": ["signal"], "patching_rect": [20, 170, 56.0, 22.0], "id": "obj-7"}},
    {"box": {"maxclass": "newobj", "text": "partials.room~", "numinlets": 1, "numoutlets": 2, "outlettype": ["signal", ""], "patching_rect": [20, 260, 112.0, 22.0], "id": "obj-8"}},
    {"box": {"maxclass": "message", "text": "load piano", "numinlets": 2, "numoutlets": 1, "outlettype": [""], "patching_rect": [140, 214, 82.0, 22.0], "id": "obj-9"}},
    {"box": {"maxclass": "message", "text": "reload", "numinlets": 2, "numoutlets": 1, "outlettype": [""], "patching_rect": [236, 214, 54.0, 22.0], "id": "obj-10"}},
    {"box": {"maxclass": "message", "text": "wet_gain_db -6", "numinlets": 2, "numoutlets": 1, "outlettype": [""], "patching_rect": [304, 214, 110.0, 22.0], "id": "obj-11"}},
    {"box": {"maxclass": "comment", "text": "argument: a model that has a room. A model without one is refused in one sentence, and what sounded goes on.", "numinlets": 1, "numoutlets": 0, "patching_rect": [180, 256, 480, 37.0], "linecount": 2, "fontsize": 12.0, "id": "obj-12"}},
    {"box": {"maxclass": "newobj", "text": "*~ 0.5", "numinlets": 2, "numoutlets": 1, "outlettype": ["signal"], "patching_rect": [20, 320, 56.0, 22.0], "id": "obj-13"}},
    {"box": {"maxclass": "newobj", "text": "*~ 0.5", "numinlets": 2, "numoutlets": 1, "outlettype": ["signal"], "patching_rect": [100, 320, 56.0, 22.0], "id": "obj-14"}},
    {"box": {"maxclass": "newobj", "text": "dac~", "numinlets": 2, "numoutlets": 0, "outlettype": [], "patching_rect": [20, 356, 42.0, 22.0], "id": "obj-15"}},
    {"box": {"maxclass": "newobj", "text": "print partials.room~", "numinlets": 1, "numoutlets": 0, "outlettype": [], "patching_rect": [200, 320, 154.0, 22.0], "id": "obj-16"}}
  ],
  "lines": [
    {"patchline": {"source": ["obj-4", 0], "destination": ["obj-6", 0]}},
    {"patchline": {"source": ["obj-6", 0], "destination": ["obj-7", 0]}},
    {"patchline": {"source": ["obj-7", 0], "destination": ["obj-8", 0]}},
    {"patchline": {"source": ["obj-9", 0], "destination": ["obj-8", 0]}},
    {"patchline": {"source": ["obj-10", 0], "destination": ["obj-8", 0]}},
    {"patchline": {"source": ["obj-11", 0], "destination": ["obj-8", 0]}},
    {"patchline": {"source": ["obj-8", 0], "destination": ["obj-13", 0]}},
    {"patchline": {"source": ["obj-8", 0], "destination": ["obj-14", 0]}},
    {"patchline": {"source": ["obj-13", 0], "destination": ["obj-15", 0]}},
    {"patchline": {"source": ["obj-14", 0], "destination": ["obj-15", 1]}},
    {"patchline": {"source": ["obj-4", 0], "destination": ["obj-15", 0]}},
    {"patchline": {"source": ["obj-8", 1], "destination": ["obj-16", 0]}}
  ]
}}
