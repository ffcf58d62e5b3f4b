// SPDX-License-Identifier: MIT
#include "body_demo.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "arguments.h"
#include "base/clocks.h"
#include "base/listed.h"
#include "base/printable.h"
#include "body/demo.h"
#include "host/model_names.h"
#include "map_take.h"
#include "print_json.h"
#include "system/file.h"
#include "talk.h"
#include "verbs/exits.h"

namespace partials {
namespace {

struct Options {
  std::string out = "dance.html";
  bool json = false;
};

std::string find_take() {
  const auto folders = known_model_folders();
  for (const std::string& folder : folders) {
    const auto file = std::filesystem::path(folder) / "movement" / body::kDemoTake;
    std::error_code none;
    if (std::filesystem::is_regular_file(file, none)) return file.string();
  }
  throw Stop(Exit::failure, fmt::format("There is no movement/{} in the model folders ({}); install Partials "
                                        "again with its models.",
                                        body::kDemoTake, listed(folders)));
}

void run(const Options& o) {
  must(can_write(o.out));
  const double begin_s = now_s();
  const std::string file = find_take();
  std::string violin = body::kDemoModel;
  find_model_file(violin);
  talk("Reading a dance ({}).\n", file);
  const motion::Take take = read_take(file);
  talk("Learning from {} of its moments, and playing {} with all of it.\n", body::demo_examples().size(),
       violin);
  const auto demo =
      must(body::make_demo(take, std::make_shared<const Model>(load_model_file(violin))), Exit::failure);
  const std::string page = body::demo_page(demo, take);
  must(atomic_write(o.out, page));
  const double length_s = static_cast<double>(demo.sound.samples.size()) / demo.sound.rate_hz;
  if (o.json)
    return print_json({{"output", o.out},
                       {"take", file},
                       {"model", violin},
                       {"duration_s", length_s},
                       {"frames", demo.sound.frames},
                       {"examples", demo.examples.size()},
                       {"notes", demo.sound.notes.size()},
                       {"bytes", page.size()}});
  say_to(stdout, "{}: {:.1f} s of dance and {} notes, {:.1f} MB, made in {:.1f} s. Open it in a browser.\n",
         printable(o.out), length_s, demo.sound.notes.size(), static_cast<double>(page.size()) / 1e6,
         now_s() - begin_s);
}

}  // namespace

void add_body_demo(CLI::App& body) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = body.add_subcommand(
      "demo",
      "a recorded dance plays the violin: figure, sound and curves as one HTML file; needs no device");
  verb->add_option("--out", o->out, "the HTML file to write")->type_name("FILE.html")->capture_default_str();
  verb->add_flag("--json", o->json, "print what was made as JSON");
  verb->footer("Example:\n  partials body demo --out dance.html");
  verb->callback([o] { run(*o); });
}

}  // namespace partials
