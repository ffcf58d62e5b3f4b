// SPDX-License-Identifier: MIT
// partials export: a model as C constants for a board (docs/boards.md), and whether it fits there.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "arguments.h"
#include "export/fit.h"
#include "export/write_c.h"
#include "system/file.h"
#include "verbs/exits.h"

namespace {

using namespace partials;
namespace fs = std::filesystem;

struct Options {
  std::string model, folder, name, board;
  bool fit = false;
  int voices = 1, rate_hz = 48000, block = 48;
};

void write(const BoardModel& board, const Options& o, const std::string& title) {
  std::error_code failed;
  fs::create_directories(o.folder, failed);
  if (failed)
    throw Stop(Exit::failure, "The folder '" + o.folder + "' cannot be made: " + failed.message() +
                                  "; choose another one for --c.");
  const std::string name = o.name.empty() ? c_name(fs::path(o.model).stem().string()) : o.name;
  if (c_name(name) != name)
    throw Stop(Exit::usage, "--name '" + name + "' is not a name in C; use letters, digits and underscores.");
  const BoardSource s = board_source(board, name, title);
  const std::string stem = (fs::path(o.folder) / (name + "_board")).string();
  must(atomic_write(stem + ".h", s.header));
  must(atomic_write(stem + ".c", s.source));
  fmt::print("{0}.h and {0}.c: {1} bytes of constants, {2} bytes of memory on a board of 32 bits.\n", stem,
             board.flash_bytes(), board.memory_bytes_32());
}

void run(const Options& o) {
  if (o.folder.empty() && !o.fit)
    throw Stop(Exit::usage, "partials export: name a folder with --c, or ask with --fit what a board needs.");
  if (!o.board.empty() && !find_board(o.board))
    throw Stop(Exit::usage, "There is no board '" + o.board + "'; choose one of " + board_names() + ".");
  const Model model = load_model_file(o.model);
  const BoardModel board =
      must(BoardModel::make(model, {.voices = o.voices, .rate_hz = o.rate_hz, .max_block = o.block}),
           Exit::model_invalid);
  if (!o.folder.empty())
    write(board, o, model.card.name.empty() ? fs::path(o.model).stem().string() : model.card.name);
  if (o.fit) fmt::print("{}", fit_text(board, o.board));
}

}  // namespace

void add_export(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* cmd = app.add_subcommand("export", "Write a model as C constants for a microcontroller");
  cmd->add_option("model", o->model, kModelHelp)->required();
  cmd->add_option("--c", o->folder, "folder for NAME_board.h and NAME_board.c");
  cmd->add_option("--name", o->name, "name of the constant (default: that of the file)");
  cmd->add_flag("--fit", o->fit, "print flash, memory and instructions, and on which boards they fit");
  cmd->add_option("--board", o->board, "with --fit: this one alone (daisy, teensy41, bela, pico2)");
  cmd->add_option("--voices", o->voices, "simultaneous notes")->check(between(1, 16))->capture_default_str();
  cmd->add_option("--rate", o->rate_hz, "sample rate in Hz")
      ->check(between(8000, 96000))
      ->capture_default_str();
  cmd->add_option("--block", o->block, "longest block in samples")
      ->check(between(1, 1024))
      ->capture_default_str();
  cmd->footer("Example: partials export violin --c my-board --fit");
  cmd->callback([o] {
    find_model_file(o->model);
    run(*o);
  });
}
